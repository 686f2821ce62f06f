import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import type { TrialResult } from '../../engine/ports/ledger.ts'

/** What a `trials` entry says of its block. */
export function idsHash(hash: Hash, ids: readonly string[]): string {
  return hash(canonicalJson(ids))
}

/** What a `results` entry says of its block. */
export function resultsHash(hash: Hash, results: readonly TrialResult[]): string {
  return hash(canonicalJson(results.map(({ id, sharpe }) => [id, sharpe])))
}
