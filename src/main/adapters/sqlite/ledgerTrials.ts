import type Database from 'better-sqlite3'
import type { Hash } from '../../../core/contract/hash.ts'
import type { LedgerBasis, RecordedTotals, TrialTotals } from '../../../core/contract/ledger.ts'
import { countedFor } from '../../../core/job/countedFor.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ResultBlock, TrialBlock, TrialResult } from '../../engine/ports/ledger.ts'
import { blockTrialsOfOthers, ownBlockTrials } from './ledgerBlocks.ts'
import { appendEntry, headOf } from './ledgerChain.ts'
import { idsHash, resultsHash } from './ledgerHashes.ts'
import { keysSharing, trialKeys } from './ledgerKeys.ts'
import { trialTotals } from './trialTotals.ts'

/** A trial whose first run ended before its result is known by the result of the run that evaluated it first. */
const ROWS_OF_OTHERS = `
SELECT COALESCE(t.sharpe, (
  SELECT o.sharpe FROM trials o WHERE o.id = t.id AND o.sharpe IS NOT NULL ORDER BY o.result_seq LIMIT 1
))
FROM trials t WHERE t.symbols = ? AND t.is_first = 1 AND t.run_id <> ? ORDER BY t.entry_seq, t.position`

const OWN_ROWS = `
SELECT t.symbols, t.sharpe FROM trials t WHERE t.run_id = ? AND (
  t.is_first = 1 OR (SELECT f.entry_seq FROM trials f WHERE f.id = t.id AND f.is_first = 1) > ?
) ORDER BY t.symbols, t.entry_seq, t.position`

type OwnRow = { readonly symbols: string; readonly sharpe: number | null }

/** Belongs to no run: of such a one all trials are those of others. */
const NO_RUN = ''

export function basisFor(database: Database.Database, symbols: string, runId: string): LedgerBasis {
  const recorded = keysSharing(database, symbols).map((key) => recordedByOthers(database, key, runId))
  return { throughSeq: headOf(database).seq, ...countedFor(symbols, recorded) }
}

/** Everything, key by key in order. */
export function recordedTrials(database: Database.Database): readonly RecordedTotals[] {
  return trialKeys(database).map((key) => recordedByOthers(database, key, NO_RUN))
}

/** What other runs recorded first under exactly this key. */
function recordedByOthers(database: Database.Database, symbols: string, runId: string): RecordedTotals {
  const rows = database.prepare<[string, string], number | null>(ROWS_OF_OTHERS).pluck()
  const sharpes = chained(rows.iterate(symbols, runId), blockTrialsOfOthers(database, symbols, runId))
  return { symbols, ...trialTotals(sharpes) }
}

export function ownTrials(
  database: Database.Database,
  symbols: string,
  runId: string,
  { throughSeq }: LedgerBasis,
): TrialTotals {
  const keys = new Set(keysSharing(database, symbols))
  const rows = database.prepare<[string, number], OwnRow>(OWN_ROWS).iterate(runId, throughSeq)
  return trialTotals(chained(sharpesOn(keys, rows), ownBlockTrials(database, keys, runId, throughSeq)))
}

function* sharpesOn(keys: ReadonlySet<string>, rows: Iterable<OwnRow>): Iterable<number | null> {
  for (const { symbols, sharpe } of rows) if (keys.has(symbols)) yield sharpe
}

function* chained<T>(first: Iterable<T>, second: Iterable<T>): Iterable<T> {
  yield* first
  yield* second
}

export function appendTrials(database: Database.Database, hash: Hash, block: TrialBlock): { readonly added: number } {
  const listed = database.prepare<[string, string], number>('SELECT 1 FROM trials WHERE run_id = ? AND id = ?').pluck()
  const known = database.prepare<[string], number>('SELECT 1 FROM trials WHERE id = ? AND is_first = 1').pluck()
  const ids = [...new Set(block.ids)].filter((id) => listed.get(block.runId, id) === undefined)
  if (ids.length === 0) return { added: 0 }
  const isFirst = ids.map((id) => known.get(id) === undefined)
  const added = isFirst.filter(Boolean).length
  const { runId, symbols, interval, span, stage } = block
  const payload = { stage, interval, span, count: ids.length, added, idsHash: idsHash(hash, ids) }
  const seq = appendEntry(database, hash, { kind: 'trials', runId, symbols, payload })
  const insert = database.prepare(
    'INSERT INTO trials (run_id, id, entry_seq, position, symbols, is_first) VALUES (?, ?, ?, ?, ?, ?)',
  )
  ids.forEach((id, position) => {
    insert.run(runId, id, seq, position, symbols, isFirst[position] ? 1 : 0)
  })
  return { added }
}

type KnownResult = { readonly symbols: string; readonly sharpe: number | null; readonly result_seq: number | null }

export function appendResults(
  database: Database.Database,
  hash: Hash,
  block: ResultBlock,
): Outcome<{ readonly added: number }> {
  const select = database.prepare<[string, string], KnownResult>(
    'SELECT symbols, sharpe, result_seq FROM trials WHERE run_id = ? AND id = ?',
  )
  const fresh = new Map<string, TrialResult>()
  for (const result of block.sharpes) {
    const known = select.get(block.runId, result.id)
    if (known === undefined || known.symbols !== block.symbols)
      throw new Error(`Result of a trial that was not recorded: ${result.id}`)
    if (result.sharpe !== null && !Number.isFinite(result.sharpe))
      throw new Error(`Sharpe of trial ${result.id}: ${result.sharpe}`)
    const recorded = known.result_seq === null ? fresh.get(result.id) : known
    if (recorded === undefined) fresh.set(result.id, result)
    else if (recorded.sharpe !== result.sharpe) return conflict(result.id, recorded.sharpe, result.sharpe)
  }
  if (fresh.size > 0) insertResults(database, hash, block, [...fresh.values()])
  return success({ added: fresh.size })
}

function insertResults(
  database: Database.Database,
  hash: Hash,
  block: ResultBlock,
  results: readonly TrialResult[],
): void {
  const { trials: count, ...sums } = trialTotals(results.map((result) => result.sharpe))
  const payload = { stage: block.stage, count, ...sums, resultsHash: resultsHash(hash, results) }
  const seq = appendEntry(database, hash, { kind: 'results', runId: block.runId, symbols: block.symbols, payload })
  const update = database.prepare(
    'UPDATE trials SET sharpe = ?, result_seq = ?, result_position = ? WHERE run_id = ? AND id = ?',
  )
  results.forEach(({ id, sharpe }, position) => {
    update.run(sharpe, seq, position, block.runId, id)
  })
}

function conflict(id: string, before: number | null, now: number | null): Outcome<never> {
  return failure(
    'trial-result-conflict',
    `Trial ${id} of this run was recorded with Sharpe ${before} and now gives ${now}.`,
    'The same run must give the same result: the engine has changed without a new version, or a stored file was altered.',
  )
}
