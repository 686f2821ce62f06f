import type Database from 'better-sqlite3'
import type { Hash } from '../../../core/contract/hash.ts'
import { sharesInstrument } from '../../../core/job/sharesInstrument.ts'
import type { HoldOutOpening } from '../../engine/ports/ledger.ts'
import { appendEntry } from './ledgerChain.ts'

export type OpeningCount = { readonly openings: number; readonly isNew: boolean }

/**
 * Distinct looks (key, span start, configuration) over spans that overlap [start, end), before entry `beforeSeq`. Of the run itself only those of the same key: where it goes through several
 * hold-outs at once, that is one look.
 */
const OVERLAPPING = `
SELECT DISTINCT symbols, span_start_ms, config_hash FROM openings
WHERE span_start_ms < ? AND span_end_ms > ? AND seq < ? AND (run_id <> ? OR symbols = ?)`

const SAME_BY_RUN = `
SELECT openings FROM openings WHERE run_id = ? AND symbols = ? AND span_start_ms = ? AND config_hash = ?`

type Look = { readonly symbols: string; readonly span_start_ms: number; readonly config_hash: string }

/** How many openings there are with this one, and whether this one is a new one, seen from just before entry `beforeSeq`. `counts` says which keys count. */
export function countOpenings(
  database: Database.Database,
  { runId, symbols, spanStartMs, spanEndMs, configHash }: HoldOutOpening,
  beforeSeq: number,
  counts: (key: string) => boolean,
): OpeningCount {
  const looks = database
    .prepare<[number, number, number, string, string], Look>(OVERLAPPING)
    .all(spanEndMs, spanStartMs, beforeSeq, runId, symbols)
    .filter((look) => counts(look.symbols))
  const isNew = !looks.some(
    (look) => look.symbols === symbols && look.span_start_ms === spanStartMs && look.config_hash === configHash,
  )
  return { openings: looks.length + (isNew ? 1 : 0), isNew }
}

/** A run that asks again (resumed, or verified later) is told what it was told first, so that its bytes stay the same. */
export function openHoldOut(database: Database.Database, hash: Hash, opening: HoldOutOpening): OpeningCount {
  const { runId, symbols, spanStartMs, spanEndMs, configHash } = opening
  if (!(spanStartMs < spanEndMs)) throw new Error(`Empty hold-out: ${spanStartMs} to ${spanEndMs}`)
  const before = database
    .prepare<[string, string, number, string], number>(SAME_BY_RUN)
    .pluck()
    .get(runId, symbols, spanStartMs, configHash)
  if (before !== undefined) return { openings: before, isNew: false }
  const count = countOpenings(database, opening, Number.MAX_SAFE_INTEGER, (key) => sharesInstrument(key, symbols))
  const payload = { spanStartMs, spanEndMs, configHash, ...count, counted: 'keys-that-share' as const }
  const seq = appendEntry(database, hash, { kind: 'opening', runId, symbols, payload })
  database
    .prepare('INSERT INTO openings VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(seq, runId, symbols, spanStartMs, spanEndMs, configHash, count.openings, count.isNew ? 1 : 0)
  return count
}
