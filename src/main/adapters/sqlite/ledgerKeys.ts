import type Database from 'better-sqlite3'
import { sharesInstrument } from '../../../core/job/sharesInstrument.ts'

/** From key to key through the index: of a million trials only the first of each key is looked at. */
const TRIAL_KEYS = `
WITH RECURSIVE known (symbols) AS (
  SELECT MIN(symbols) FROM trials
  UNION ALL SELECT (SELECT MIN(t.symbols) FROM trials t WHERE t.symbols > known.symbols) FROM known WHERE known.symbols IS NOT NULL
)
SELECT symbols FROM known WHERE symbols IS NOT NULL UNION SELECT symbols FROM trial_blocks ORDER BY symbols`

/** Keys under which trials were recorded, in order. */
export function trialKeys(database: Database.Database): readonly string[] {
  return database.prepare<[], string>(TRIAL_KEYS).pluck().all()
}

/** Those of them whose trials count for `symbols`. */
export function keysSharing(database: Database.Database, symbols: string): readonly string[] {
  return trialKeys(database).filter((key) => sharesInstrument(key, symbols))
}
