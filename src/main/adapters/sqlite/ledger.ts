import type Database from 'better-sqlite3'
import type { Hash } from '../../../core/contract/hash.ts'
import type { LedgerEntry } from '../../../core/contract/ledger.ts'
import { sharesInstrument } from '../../../core/job/sharesInstrument.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Ledger, LedgerFilter, LedgerTotals } from '../../engine/ports/ledger.ts'
import { attempt } from './attempt.ts'
import { appendResultBlock, appendTrialBlock } from './ledgerBlocks.ts'
import type { EntryRow } from './ledgerChain.ts'
import { openHoldOut } from './ledgerOpenings.ts'
import { LEDGER_ADDITIONS, LEDGER_SCHEMA } from './ledgerSchema.ts'
import { appendResults, appendTrials, basisFor, ownTrials, recordedTrials } from './ledgerTrials.ts'
import { broken, parseEntry, verifyLedger } from './ledgerVerify.ts'
import { openDatabase } from './openDatabase.ts'

const NAME = { noun: 'The trial ledger', prefix: 'ledger' }

export type LedgerPlace = { readonly path: string; readonly mode: 'read' | 'write'; readonly hash: Hash }

/** `<home>/ledger.sqlite`. Several processes may have it open; every append is one immediate transaction. */
export function openLedger({ path, mode, hash }: LedgerPlace): Outcome<Ledger> {
  const opened = openDatabase({ path, mode, name: NAME, schema: LEDGER_SCHEMA, additions: LEDGER_ADDITIONS })
  return opened.ok ? { ok: true, value: ledgerOver(opened.value, hash) } : opened
}

function ledgerOver(database: Database.Database, hash: Hash): Ledger {
  const read = <T>(action: () => T): Outcome<T> => attempt(NAME, () => database.transaction(action).deferred())
  const write = <T>(action: () => T): Outcome<T> => attempt(NAME, () => database.transaction(action).immediate())
  const flat = <T>(outcome: Outcome<Outcome<T>>): Outcome<T> => (outcome.ok ? outcome.value : outcome)
  return {
    basisFor: (symbols, runId) => read(() => basisFor(database, symbols, runId)),
    appendTrials: (block) => write(() => appendTrials(database, hash, block)),
    appendResults: (block) => flat(write(() => appendResults(database, hash, block))),
    appendTrialBlock: (block) => flat(write(() => appendTrialBlock(database, hash, block))),
    appendResultBlock: (results) => flat(write(() => appendResultBlock(database, hash, results))),
    ownTrials: (symbols, runId, basis) => read(() => ownTrials(database, symbols, runId, basis)),
    recorded: () => read(() => recordedTrials(database)),
    openHoldOut: (opening) => write(() => openHoldOut(database, hash, opening)),
    verify: () => flat(read(() => verifyLedger(database, hash))),
    entries: (filter) => flat(read(() => entries(database, filter))),
    totals: () => read(() => totals(database)),
    close: () => database.close(),
  }
}

const ENTRIES = `
SELECT * FROM entries
WHERE (@keys IS NULL OR symbols IN (SELECT value FROM json_each(@keys))) AND (@runId IS NULL OR run_id = @runId) AND (@kind IS NULL OR kind = @kind)
ORDER BY seq DESC LIMIT @limit`

type EntriesQuery = { keys: string | null; runId: string | null; kind: string | null; limit: number }

function entries(database: Database.Database, filter: LedgerFilter): Outcome<readonly LedgerEntry[]> {
  const { symbols = null, runId = null, kind = null, limit = -1 } = filter
  const keys = symbols === null ? null : JSON.stringify(entryKeys(database, symbols))
  const rows = database.prepare<EntriesQuery, EntryRow>(ENTRIES).all({ keys, runId, kind, limit }).reverse()
  const found: LedgerEntry[] = []
  for (const row of rows) {
    const entry = parseEntry(row)
    if (entry === null) return broken(row.seq, 'its content has an unknown form')
    found.push(entry)
  }
  return success(found)
}

function entryKeys(database: Database.Database, symbols: string): readonly string[] {
  const keys = database.prepare<[], string>('SELECT DISTINCT symbols FROM entries').pluck().all()
  return keys.filter((key) => sharesInstrument(key, symbols))
}

const TOTALS = `
SELECT symbols, COUNT(DISTINCT run_id) AS runs,
  (SELECT COUNT(*) FROM trials t WHERE t.symbols = e.symbols AND t.is_first = 1)
    + (SELECT COALESCE(SUM(b.added), 0) FROM trial_blocks b WHERE b.symbols = e.symbols) AS trials,
  (SELECT COUNT(*) FROM openings o WHERE o.symbols = e.symbols AND o.is_new = 1) AS openings
FROM entries e GROUP BY symbols ORDER BY symbols`

function totals(database: Database.Database): readonly LedgerTotals[] {
  return database.prepare<[], LedgerTotals>(TOTALS).all()
}
