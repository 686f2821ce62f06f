import type { MarketColumns } from '../../market/marketColumns.ts'
import type { RiskLimits } from '../../risk/riskLimits.ts'
import type { SizingTerms } from '../../risk/sizingTerms.ts'
import type { Decisions } from './decisions.ts'
import type { ExecutionTerms } from './executionTerms.ts'
import type { ExitTerms } from './exitTerms.ts'

/**
 * Columns of one instrument that the terms read, each known at the close of its bar; null where no term needs it. `barVolatility` is the
 * volatility of one bar and `yearVolatility` that of a year, as fractions; `range` the average true range in price units; `fundingRate` what a long pays
 * over the time since the bar before, as a fraction of its value.
 */
export type TermColumns = {
  readonly barVolatility: Float64Array | null
  readonly yearVolatility: Float64Array | null
  readonly range: Float64Array | null
  readonly fundingRate: Float64Array | null
  /** 1 where an entry may be decided at that bar's close. */
  readonly entryAllowed: Uint8Array | null
}

export const NO_TERM_COLUMNS: TermColumns = {
  barVolatility: null,
  yearVolatility: null,
  range: null,
  fundingRate: null,
  entryAllowed: null,
}

/**
 * Finer bars of the same instruments, in the same order, inside the bars of the market: bar i holds the finer bars
 * [firstFiner[i], firstFiner[i + 1]). They decide whether stop or target came first, and nothing else.
 */
export type FinerBars = { readonly market: MarketColumns; readonly firstFiner: Int32Array }

/** Everything that decides a backtest. `execution` holds one entry an instrument, `terms` likewise. Bars [fromBar, toBar) are traded. */
export type BacktestRequest = {
  readonly market: MarketColumns
  readonly columns: readonly TermColumns[]
  readonly decisions: Decisions
  readonly execution: readonly ExecutionTerms[]
  readonly exits: ExitTerms
  readonly sizing: SizingTerms
  readonly limits: RiskLimits
  readonly startCash: number
  readonly fromBar: number
  readonly toBar: number
  readonly finer?: FinerBars
}
