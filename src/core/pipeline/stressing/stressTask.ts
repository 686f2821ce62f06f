import type { TradedInstrument } from '../../backtest/compile/compileTerms.ts'
import type { FinerBars } from '../../backtest/model/backtestRequest.ts'
import type { StrategyParameters } from '../../backtest/strategies/strategyDefinition.ts'
import type { BacktestSpec } from '../../contract/backtestSpec.ts'
import type { RobustnessSpec } from '../../contract/robustnessRecord.ts'
import type { MarketColumns } from '../../market/marketColumns.ts'

/** Starts of the periods that figures are made by, UTC milliseconds, and how many of them make a year. */
export type StressClock = {
  readonly kind: 'utc-days' | 'exchange-days'
  readonly periodsPerYear: number
  readonly startMs: Float64Array
}

/**
 * A backtest whole, as its manifest and the data of today give it, and what is to be done to it. Bars [fromBar, toBar) of `market` are traded, and nothing
 * of it lies behind them. `predictions` and `funding` (what a long pays since the bar before, as a fraction): one column an instrument, or null.
 */
export type StressTask = {
  readonly robustnessId: string
  readonly spec: BacktestSpec
  readonly strategyId: string
  readonly parameters: StrategyParameters
  readonly market: MarketColumns
  readonly legs: readonly TradedInstrument[]
  readonly predictions: readonly Float64Array[] | null
  readonly funding: readonly Float64Array[] | null
  readonly finer: FinerBars | null
  readonly startCash: number
  readonly fromBar: number
  readonly toBar: number
  readonly clock: StressClock
  readonly seed: number
  /** Mean length of a block of bars. */
  readonly blockBars: number
  readonly settings: RobustnessSpec
}
