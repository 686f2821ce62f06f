import type { Trouble } from '../../outcome/outcome.ts'

/** What began it, where a job of this home still tells. */
export type LedgerJob = { readonly workspace: string; readonly command: string; readonly createdMs: number }

/**
 * All that was tried on one set of instruments: `trials`, `runs` and `openings` on exactly that set, `counted` on every set that shares an instrument with it: those are held
 * against it, and spread and luck line are of them. Sharpe ratios are annual (365 UTC days).
 */
export type LedgerBook = {
  readonly symbols: string
  readonly trials: number
  readonly counted: number
  readonly runs: number
  readonly openings: number
  /** Of the ratios per UTC day across all counted trials; null under two. */
  readonly varianceAcrossTrials: number | null
  /** The luck line: the best ratio that so many trials without skill are expected to show; null where the variance is not known. */
  readonly expectedBest: number | null
}

/** One run, sweep, backtest, training or discovery in the order of the ledger; `seq` is its first entry. */
export type LedgerRun = {
  readonly seq: number
  readonly runId: string
  readonly symbols: string
  readonly stages: readonly string[]
  /** New to the ledger. */
  readonly trials: number
  /** Counted by then against its instruments, or against those that the view is of; this run included. */
  readonly trialsAfter: number
  /** The luck line then, by the variance of now. */
  readonly expectedBestAfter: number | null
  readonly job: LedgerJob | null
}

export type LedgerOpening = {
  readonly seq: number
  readonly runId: string
  readonly symbols: string
  readonly spanStartMs: number
  readonly spanEndMs: number
  /** How often a configuration was looked at on an overlapping span by then, on any set that shares an instrument. */
  readonly openings: number
  readonly isNew: boolean
  readonly job: LedgerJob | null
}

/** `not-checked`: nobody asked for it. */
export type LedgerChain = {
  readonly state: 'not-checked' | 'whole' | 'broken'
  readonly entries: number
  readonly headHash: string | null
  readonly trouble: Trouble | null
}

/** The record of everything that was tried, of the home or of all that counts for one set of instruments. Runs and openings oldest first, the newest ones where there are many. */
export type LedgerView = {
  readonly symbols: string | null
  readonly books: readonly LedgerBook[]
  readonly stages: readonly { readonly stage: string; readonly trials: number }[]
  readonly runs: readonly LedgerRun[]
  readonly openings: readonly LedgerOpening[]
  /** Older runs that are not told one by one. */
  readonly runsLeftOut: number
  readonly chain: LedgerChain
  /** What could not be read, such as the jobs of a workspace. */
  readonly notes: readonly string[]
}
