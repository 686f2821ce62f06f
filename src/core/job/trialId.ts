import { canonicalJson } from '../contract/canonicalJson.ts'
import type { Hash } from '../contract/hash.ts'
import type { DataSpan } from '../contract/ledger.ts'

export type Trial = {
  /** See `symbolsKey`. */
  readonly symbols: string
  readonly interval: string
  readonly span: DataSpan
  readonly stage: string
  /** Everything that changes the evaluation, costs included; JSON. */
  readonly config: unknown
}

/** The name of a trial in the ledger: the same evaluation of the same data has the same id in every run and workspace. */
export function trialId(hash: Hash, trial: Trial): string {
  const { symbols, interval, span, stage, config } = trial
  return hash(canonicalJson({ symbols, interval, span, stage, config }))
}
