import type Database from 'better-sqlite3'
import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import type { LedgerEntry } from '../../../core/contract/ledger.ts'
import type { BlockRow } from './ledgerBlocks.ts'
import { ID_BYTES, idAt, sharpesOf } from './ledgerBlocks.ts'
import { trialTotals } from './trialTotals.ts'

type Of<K extends LedgerEntry['kind']> = Extract<LedgerEntry, { kind: K }>

export type BlockTally = { firsts: number; blocks: number; results: number }

/** A block's row against the entry that made it, and each of its trials against the index. */
export function trialBlockFault(
  database: Database.Database,
  hash: Hash,
  { seq, runId, symbols, payload }: Of<'trial-block'>,
  tally: BlockTally,
): string | null {
  const row = database.prepare<[number], BlockRow>('SELECT * FROM trial_blocks WHERE entry_seq = ?').get(seq)
  if (row === undefined) return 'its block of trials is missing'
  const { name, stage, count, added, idsHash } = payload
  if (row.run_id !== runId || row.symbols !== symbols || row.name !== name || row.stage !== stage)
    return 'its block of trials was altered'
  if (row.ids.length !== count * ID_BYTES || row.firsts.length !== count || hash(row.ids) !== idsHash)
    return 'its trials are not the ones it recorded'
  const find = database.prepare<[Buffer], number>('SELECT entry_seq FROM block_trials WHERE id = ?').pluck()
  let firsts = 0
  for (let place = 0; place < count; place++) {
    const recorded = find.get(idAt(row.ids, place))
    const isFirst = row.firsts[place] === 1
    if (recorded === undefined || recorded > seq || (recorded === seq) !== isFirst)
      return 'the first recording of one of its trials was altered'
    if (isFirst) firsts++
  }
  tally.firsts += firsts
  tally.blocks++
  return firsts === added && row.added === added ? null : 'its count of new trials is wrong'
}

export function resultBlockFault(
  database: Database.Database,
  hash: Hash,
  { seq, runId, payload }: Of<'result-block'>,
  tally: BlockTally,
): string | null {
  const row = database.prepare<[number], BlockRow>('SELECT * FROM trial_blocks WHERE result_seq = ?').get(seq)
  if (row === undefined || row.sharpes === null) return 'its results are missing'
  if (row.run_id !== runId || row.name !== payload.name) return 'its results belong to another block'
  if (hash(row.sharpes) !== payload.resultsHash) return 'its results are not the ones it recorded'
  const { trials: count, ...sums } = trialTotals(sharpesOf(row.sharpes))
  tally.results++
  const { stage, name, resultsHash, ...expected } = payload
  return canonicalJson({ count, ...sums }) === canonicalJson(expected) ? null : 'its sums are wrong'
}

/** Rows that no entry made. */
export function strayBlockFault(database: Database.Database, tally: BlockTally): string | null {
  const count = (sql: string): number => database.prepare<[], number>(sql).pluck().get() ?? 0
  if (count('SELECT COUNT(*) FROM trial_blocks') !== tally.blocks) return 'there are blocks that no entry recorded'
  if (count('SELECT COUNT(*) FROM block_trials') !== tally.firsts) return 'there are trials that no entry recorded'
  const results = 'SELECT COUNT(*) FROM trial_blocks WHERE sharpes IS NOT NULL OR result_seq IS NOT NULL'
  return count(results) === tally.results ? null : 'there are results that no entry recorded'
}
