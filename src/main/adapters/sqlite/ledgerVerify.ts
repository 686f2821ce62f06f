import type Database from 'better-sqlite3'
import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import { type LedgerEntry, ledgerEntrySchema } from '../../../core/contract/ledger.ts'
import { sharesInstrument } from '../../../core/job/sharesInstrument.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { LedgerHealth, TrialResult } from '../../engine/ports/ledger.ts'
import { type BlockTally, resultBlockFault, strayBlockFault, trialBlockFault } from './ledgerBlocksVerify.ts'
import { type EntryRow, entryHash, FIRST_HASH, headOf } from './ledgerChain.ts'
import { idsHash, resultsHash } from './ledgerHashes.ts'
import { countOpenings } from './ledgerOpenings.ts'
import { trialTotals } from './trialTotals.ts'

type Tally = {
  readonly firsts: Set<string>
  listed: number
  results: number
  openings: number
  readonly blocks: BlockTally
}

/** Replays the whole ledger: each link of the chain, and each row of the index against the entry that made it. */
export function verifyLedger(database: Database.Database, hash: Hash): Outcome<LedgerHealth> {
  const tally: Tally = {
    firsts: new Set(),
    listed: 0,
    results: 0,
    openings: 0,
    blocks: { firsts: 0, blocks: 0, results: 0 },
  }
  let previous = FIRST_HASH
  let seq = 0
  for (const row of database.prepare<[], EntryRow>('SELECT * FROM entries ORDER BY seq').all()) {
    seq++
    const fault = chainFault(hash, row, seq, previous) ?? entryFault(database, hash, row, tally)
    if (fault !== null) return broken(seq, fault)
    previous = row.hash
  }
  const head = headOf(database)
  if (head.seq !== seq || head.hash !== previous) return broken(seq + 1, 'the newest entries are missing')
  const stray = strayFault(database, tally) ?? strayBlockFault(database, tally.blocks)
  if (stray !== null) return broken(seq + 1, stray)
  return success({
    entries: seq,
    trials: tally.firsts.size + tally.blocks.firsts,
    openings: tally.openings,
    headHash: previous,
  })
}

export function broken(seq: number, fault: string): Outcome<never> {
  return failure(
    'ledger-broken',
    `The trial ledger is broken at entry ${seq}: ${fault}.`,
    'Restore ledger.sqlite from a backup; counts taken from a broken ledger prove nothing.',
  )
}

function chainFault(hash: Hash, row: EntryRow, seq: number, previous: string): string | null {
  if (row.seq !== seq) return 'an entry is missing'
  if (row.prev_hash !== previous) return 'it does not follow the entry before it'
  try {
    return entryHash(hash, row) === row.hash ? null : 'its content does not match its hash'
  } catch {
    return 'its content is not readable'
  }
}

/** Null where the entry has no known form. */
export function parseEntry(row: EntryRow): LedgerEntry | null {
  const { seq, kind, symbols, hash } = row
  const payload = parseJson(row.payload)
  const parsed = ledgerEntrySchema.safeParse({
    seq,
    kind,
    symbols,
    hash,
    payload,
    runId: row.run_id,
    prevHash: row.prev_hash,
  })
  return parsed.success ? parsed.data : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function entryFault(database: Database.Database, hash: Hash, row: EntryRow, tally: Tally): string | null {
  const entry = parseEntry(row)
  if (entry === null) return 'its content has an unknown form'
  if (entry.kind === 'trials') return trialsFault(database, hash, entry, tally)
  if (entry.kind === 'results') return resultsFault(database, hash, entry, tally)
  if (entry.kind === 'trial-block') return trialBlockFault(database, hash, entry, tally.blocks)
  if (entry.kind === 'result-block') return resultBlockFault(database, hash, entry, tally.blocks)
  return openingFault(database, entry, tally)
}

type Of<K extends LedgerEntry['kind']> = Extract<LedgerEntry, { kind: K }>
type TrialRow = {
  readonly id: string
  readonly run_id: string
  readonly symbols: string
  readonly position: number
  readonly is_first: number
}

function trialsFault(database: Database.Database, hash: Hash, entry: Of<'trials'>, tally: Tally): string | null {
  const rows = database
    .prepare<[number], TrialRow>(
      'SELECT id, run_id, symbols, position, is_first FROM trials WHERE entry_seq = ? ORDER BY position',
    )
    .all(entry.seq)
  const { payload } = entry
  if (rows.length !== payload.count) return `it recorded ${payload.count} trials and ${rows.length} are there`
  const ids = rows.map((row) => row.id)
  if (idsHash(hash, ids) !== payload.idsHash) return 'its trials are not the ones it recorded'
  let added = 0
  for (const [position, row] of rows.entries()) {
    const isFirst = !tally.firsts.has(row.id)
    if (row.run_id !== entry.runId || row.symbols !== entry.symbols || row.position !== position)
      return `its trial ${row.id} was altered`
    if ((row.is_first === 1) !== isFirst) return `the first recording of its trial ${row.id} was altered`
    if (isFirst) added++
    tally.firsts.add(row.id)
  }
  tally.listed += rows.length
  return added === payload.added ? null : 'its count of new trials is wrong'
}

function resultsFault(database: Database.Database, hash: Hash, entry: Of<'results'>, tally: Tally): string | null {
  const rows = database
    .prepare<[number], TrialResult & { readonly run_id: string }>(
      'SELECT id, sharpe, run_id FROM trials WHERE result_seq = ? ORDER BY result_position',
    )
    .all(entry.seq)
  const { stage, resultsHash: expected, ...sums } = entry.payload
  if (rows.length !== sums.count) return `it recorded ${sums.count} results of ${stage} and ${rows.length} are there`
  if (rows.some((row) => row.run_id !== entry.runId)) return 'its results belong to another run'
  if (resultsHash(hash, rows) !== expected) return 'its results are not the ones it recorded'
  const { trials: count, ...rest } = trialTotals(rows.map((row) => row.sharpe))
  tally.results += rows.length
  return canonicalJson({ count, ...rest }) === canonicalJson(sums) ? null : 'its sums are wrong'
}

type OpeningRow = {
  readonly runId: string
  readonly symbols: string
  readonly spanStartMs: number
  readonly spanEndMs: number
  readonly configHash: string
  readonly openings: number
  readonly isNew: number
}

const OPENING_ROW = `
SELECT run_id AS runId, symbols, span_start_ms AS spanStartMs, span_end_ms AS spanEndMs, config_hash AS configHash, openings,
is_new AS isNew FROM openings WHERE seq = ?`

function openingFault(database: Database.Database, entry: Of<'opening'>, tally: Tally): string | null {
  const row = database.prepare<[number], OpeningRow>(OPENING_ROW).get(entry.seq)
  if (row === undefined) return 'its opening is missing'
  const { runId, symbols } = entry
  const { counted, ...payload } = entry.payload
  const expected = canonicalJson({ runId, symbols, ...payload })
  if (canonicalJson({ ...row, isNew: row.isNew === 1 }) !== expected) return 'its opening was altered'
  const counts = (key: string) => (counted === undefined ? key === symbols : sharesInstrument(key, symbols))
  const count = countOpenings(database, row, entry.seq, counts)
  if (count.openings !== payload.openings || count.isNew !== payload.isNew) return 'its number of openings is wrong'
  if (payload.isNew) tally.openings++
  return null
}

/** Rows of the index that no entry made. */
function strayFault(database: Database.Database, tally: Tally): string | null {
  const count = (sql: string): number => database.prepare<[], number>(sql).pluck().get() ?? 0
  if (count('SELECT COUNT(*) FROM trials') !== tally.listed) return 'there are trials that no entry recorded'
  const results =
    'SELECT COUNT(*) FROM trials WHERE result_seq IS NOT NULL OR sharpe IS NOT NULL OR result_position IS NOT NULL'
  if (count(results) !== tally.results) return 'there are results that no entry recorded'
  const openings = "SELECT COUNT(*) FROM openings WHERE seq NOT IN (SELECT seq FROM entries WHERE kind = 'opening')"
  return count(openings) === 0 ? null : 'there are hold-out openings that no entry recorded'
}
