import type { DataSpan, LedgerBasis, LedgerEntry, RecordedTotals, TrialTotals } from '../../../core/contract/ledger.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'

export type TrialBlock = {
  readonly runId: string
  readonly symbols: string
  readonly interval: string
  readonly span: DataSpan
  readonly stage: string
  /** In plan order. */
  readonly ids: readonly string[]
}

export type TrialResult = { readonly id: string; readonly sharpe: number | null }

export type ResultBlock = {
  readonly runId: string
  readonly symbols: string
  readonly stage: string
  /** Per-period (UTC day) Sharpe ratios in plan order; null where the trial has none. */
  readonly sharpes: readonly TrialResult[]
}

/** Many trials at once; `name` is the block's own within its run. */
export type TrialBlockOf = TrialBlock & { readonly name: string }

export type ResultsOfBlock = {
  readonly runId: string
  readonly name: string
  /** Per-period (UTC day) Sharpe ratios in the order of the block's ids; NaN where the trial has none. */
  readonly sharpes: Float64Array
}

export type HoldOutOpening = {
  readonly runId: string
  readonly symbols: string
  readonly spanStartMs: number
  readonly spanEndMs: number
  readonly configHash: string
}

/** `symbols`: entries of every key that shares an instrument with it. */
export type LedgerFilter = {
  readonly symbols?: string
  readonly runId?: string
  readonly kind?: LedgerEntry['kind']
  /** The newest ones. */
  readonly limit?: number
}

/** What was recorded under exactly this key. */
export type LedgerTotals = {
  readonly symbols: string
  readonly trials: number
  readonly runs: number
  readonly openings: number
}

export type LedgerHealth = {
  readonly entries: number
  readonly trials: number
  readonly openings: number
  readonly headHash: string
}

/**
 * The home's record of every trial and hold-out opening: append-only, hash-chained, shared by all workspaces and processes.
 * What counts for a key is everything recorded under keys that share an instrument with it (`sharesInstrument`). An id belongs to one key: the symbols are part of it (`trialId`).
 * Errors of every call: `ledger-busy`, `ledger-unreadable`, `not-writable`, `disk-full`, `disk-trouble`.
 */
export interface Ledger {
  /** Trials first recorded by other runs until now that count for these symbols. A run asks once, at its first start, and keeps the answer. */
  basisFor(symbols: string, runId: string): Outcome<LedgerBasis>
  /**
   * To be called before evaluation, in plan order. A known id is no new trial; a block that the run has recorded already adds nothing.
   * `added` counts ids new to the ledger.
   */
  appendTrials(block: TrialBlock): Outcome<{ readonly added: number }>
  /**
   * Sharpe ratios of trials this run has appended; what the run has recorded already adds nothing. Error: `trial-result-conflict`
   * where it comes with another value.
   */
  appendResults(block: ResultBlock): Outcome<{ readonly added: number }>
  /**
   * As `appendTrials`, for thousands of trials: the chain holds one hash for all of them. Ids of a block differ from each other, and from those of `appendTrials` (another
   * stage). A block that the run has recorded already adds nothing. Error: `trial-block-conflict`, where it was recorded with other trials.
   */
  appendTrialBlock(block: TrialBlockOf): Outcome<{ readonly added: number }>
  /** Results of a recorded block, all at once. Error: `trial-result-conflict`. */
  appendResultBlock(results: ResultsOfBlock): Outcome<void>
  /**
   * The run's own distinct trials that count for these symbols: those it was the first to record, and those others recorded only after its basis was taken.
   * So N = basis + own is the same whatever other runs do in between.
   */
  ownTrials(symbols: string, runId: string, basis: LedgerBasis): Outcome<TrialTotals>
  /** What all runs recorded first, key by key in order: `countedFor` of it is `basisFor` of every key at once. */
  recorded(): Outcome<readonly RecordedTotals[]>
  /**
   * Recorded before the hold-out is read. `openings` counts the distinct (key, span start, configuration) opened over an overlapping span on keys that share an instrument,
   * this one included; a run that asks again gets the number it was told first.
   */
  openHoldOut(opening: HoldOutOpening): Outcome<{ readonly openings: number; readonly isNew: boolean }>
  /** Recomputes the chain and the index. Error: `ledger-broken`, naming the first bad entry. */
  verify(): Outcome<LedgerHealth>
  entries(filter: LedgerFilter): Outcome<readonly LedgerEntry[]>
  totals(): Outcome<readonly LedgerTotals[]>
  close(): void
}
