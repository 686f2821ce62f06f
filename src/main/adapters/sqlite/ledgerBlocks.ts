import type Database from 'better-sqlite3'
import type { Hash } from '../../../core/contract/hash.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ResultsOfBlock, TrialBlockOf } from '../../engine/ports/ledger.ts'
import { appendEntry, headOf } from './ledgerChain.ts'
import { trialTotals } from './trialTotals.ts'

/** The first half of a trial's SHA-256 names it here. */
export const ID_BYTES = 16

export type BlockRow = {
  readonly entry_seq: number
  readonly run_id: string
  readonly name: string
  readonly symbols: string
  readonly stage: string
  readonly added: number
  readonly ids: Buffer
  readonly firsts: Buffer
  readonly sharpes: Buffer | null
  readonly result_seq: number | null
}

const BY_NAME = 'SELECT * FROM trial_blocks WHERE run_id = ? AND name = ?'

export function appendTrialBlock(
  database: Database.Database,
  hash: Hash,
  block: TrialBlockOf,
): Outcome<{ readonly added: number }> {
  const { runId, name, symbols, interval, span, stage } = block
  const ids = Buffer.from(block.ids.map((id) => id.slice(0, 2 * ID_BYTES)).join(''), 'hex')
  if (ids.length !== block.ids.length * ID_BYTES) throw new Error(`The block ${name} holds an id that is no hash`)
  const known = database.prepare<[string, string], BlockRow>(BY_NAME).get(runId, name)
  if (known !== undefined) return known.ids.equals(ids) ? success({ added: 0 }) : otherTrials(name)
  const firsts = recordFirsts(database, ids, headOf(database).seq + 1)
  const added = firsts.reduce((sum, first) => sum + first, 0)
  const payload = { stage, interval, span, name, count: firsts.length, added, idsHash: hash(ids) }
  const seq = appendEntry(database, hash, { kind: 'trial-block', runId, symbols, payload })
  database
    .prepare(
      'INSERT INTO trial_blocks (entry_seq, run_id, name, symbols, stage, added, ids, firsts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(seq, runId, name, symbols, stage, added, ids, firsts)
  return success({ added })
}

/** A byte a trial: 1 where no entry before `seq` recorded it. In their own order ids go to the same pages one after the other. */
function recordFirsts(database: Database.Database, ids: Buffer, seq: number): Buffer {
  const insert = database.prepare<[Buffer, number]>('INSERT OR IGNORE INTO block_trials (id, entry_seq) VALUES (?, ?)')
  const firsts = Buffer.alloc(ids.length / ID_BYTES)
  const heads = Float64Array.from(firsts, (_, place) => ids.readUIntBE(place * ID_BYTES, 6))
  const order = Uint32Array.from(firsts.keys()).sort((a, b) => heads[a]! - heads[b]!)
  for (const place of order) firsts[place] = insert.run(idAt(ids, place), seq).changes
  return firsts
}

export function appendResultBlock(
  database: Database.Database,
  hash: Hash,
  { runId, name, sharpes }: ResultsOfBlock,
): Outcome<void> {
  const known = database.prepare<[string, string], BlockRow>(BY_NAME).get(runId, name)
  if (known === undefined || known.firsts.length !== sharpes.length)
    throw new Error(`Results of a block that was not recorded: ${name}`)
  const bytes = Buffer.from(Float64Array.from(sharpes, plainNaN).buffer)
  if (known.sharpes !== null) return known.sharpes.equals(bytes) ? success(undefined) : otherResults(name)
  const { trials: count, ...sums } = trialTotals(sharpesOf(bytes))
  const payload = { stage: known.stage, name, count, ...sums, resultsHash: hash(bytes) }
  const seq = appendEntry(database, hash, { kind: 'result-block', runId, symbols: known.symbols, payload })
  database
    .prepare('UPDATE trial_blocks SET sharpes = ?, result_seq = ? WHERE entry_seq = ?')
    .run(bytes, seq, known.entry_seq)
  return success(undefined)
}

/** All that is not a number has the same bits. */
function plainNaN(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN
}

export function idAt(ids: Buffer, place: number): Buffer {
  return ids.subarray(place * ID_BYTES, (place + 1) * ID_BYTES)
}

/** The ratios of a block, null where there is none. */
export function sharpesOf(bytes: Buffer): readonly (number | null)[] {
  return Array.from({ length: bytes.length / 8 }, (_, place) => sharpeAt(bytes, place))
}

function sharpeAt(bytes: Buffer, place: number): number | null {
  const sharpe = bytes.readDoubleLE(place * 8)
  return Number.isNaN(sharpe) ? null : sharpe
}

/** Sharpe ratios of the trials that other runs recorded first, null where none is known. */
export function* blockTrialsOfOthers(
  database: Database.Database,
  symbols: string,
  runId: string,
): Iterable<number | null> {
  const places = database
    .prepare<[string, string], number>(
      'SELECT entry_seq FROM trial_blocks WHERE symbols = ? AND run_id <> ? ORDER BY entry_seq',
    )
    .pluck()
    .all(symbols, runId)
  const read = database.prepare<[number], Scored>('SELECT firsts, sharpes FROM trial_blocks WHERE entry_seq = ?')
  for (const place of places) {
    const block = read.get(place)
    if (block !== undefined) yield* wherever(block, (at) => block.firsts[at] === 1)
  }
}

/** Of a run's own trials under these keys those it recorded first, and those that others recorded only after `throughSeq`. */
export function* ownBlockTrials(
  database: Database.Database,
  keys: ReadonlySet<string>,
  runId: string,
  throughSeq: number,
): Iterable<number | null> {
  const find = database.prepare<[Buffer], number>('SELECT entry_seq FROM block_trials WHERE id = ?').pluck()
  const counted = new Set<string>()
  const places = database
    .prepare<[string], Pick<BlockRow, 'entry_seq' | 'symbols'>>(
      'SELECT entry_seq, symbols FROM trial_blocks WHERE run_id = ? ORDER BY symbols, entry_seq',
    )
    .all(runId)
    .flatMap(({ entry_seq: place, symbols }) => (keys.has(symbols) ? [place] : []))
  const own = new Set(places)
  for (const block of blocksAt(database, places)) {
    yield* wherever(block, (place) => {
      if (block.firsts[place] === 1) return true
      const id = idAt(block.ids, place)
      const seq = find.get(id) ?? 0
      return seq > throughSeq && !own.has(seq) && isNew(counted, id.toString('hex'))
    })
  }
}

/** One at a time: a million trials are not held at once. */
function* blocksAt(database: Database.Database, places: readonly number[]): Iterable<BlockRow> {
  const read = database.prepare<[number], BlockRow>('SELECT * FROM trial_blocks WHERE entry_seq = ?')
  for (const place of places) {
    const block = read.get(place)
    if (block !== undefined) yield block
  }
}

function isNew(seen: Set<string>, id: string): boolean {
  if (seen.has(id)) return false
  seen.add(id)
  return true
}

type Scored = Pick<BlockRow, 'firsts' | 'sharpes'>

function* wherever({ firsts, sharpes }: Scored, counts: (place: number) => boolean): Iterable<number | null> {
  for (let place = 0; place < firsts.length; place++)
    if (counts(place)) yield sharpes === null ? null : sharpeAt(sharpes, place)
}

function otherTrials(name: string): Outcome<never> {
  return failure(
    'trial-block-conflict',
    `The block ${name} of this run was recorded with other trials.`,
    'The same run must make the same trials: the engine has changed without a new version.',
  )
}

function otherResults(name: string): Outcome<never> {
  return failure(
    'trial-result-conflict',
    `The block ${name} of this run was recorded with other results.`,
    'The same run must give the same result: the engine has changed without a new version, or a stored file was altered.',
  )
}
