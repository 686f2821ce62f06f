import type { BacktestRequest } from '../model/backtestRequest.ts'
import type { StrategyParameters } from '../strategies/strategyDefinition.ts'

/** Everything of a request that is not the signals: what a sweep may vary beside a strategy's parameters. */
export type TermsVariant = Pick<BacktestRequest, 'columns' | 'execution' | 'exits' | 'sizing' | 'limits'>

/**
 * Configurations evaluated together, each on bars [fromBar, toBar) with `startCash`. Row r is `points[pointOf[r]]` under `variants[variantOf[r]]`.
 * Neighbouring rows of one point share its signals; points whose indicators recur should stand near each other (the last parameter fastest).
 */
export type ConfigurationBlock = {
  readonly strategyId: string
  readonly direction: 'long' | 'short' | 'both'
  readonly points: readonly StrategyParameters[]
  readonly variants: readonly TermsVariant[]
  readonly pointOf: Int32Array
  readonly variantOf: Int32Array
  readonly startCash: number
  readonly fromBar: number
  readonly toBar: number
}

/**
 * Figures of one configuration, in this order. Money: `endEquity`, `grossProfit`, `grossLoss` (of closed trades, after their costs), `fees`,
 * `financing` (paid; negative: received), `tradedValue`. Fractions: `maximumDrawdown` (positive, at closes), means and deviations of simple returns, a bar and a day
 * each (not annualised; deviation with ddof 1; `downside` is sqrt(mean(min(r, 0)^2))). The first return is that on `startCash`.
 * A day is what `SweepData.dayOf` says; one that began before `fromBar` or goes on after `toBar` counts with the bars it has.
 */
export const CONFIGURATION_FIGURES = [
  'endEquity',
  'maximumDrawdown',
  'barMean',
  'barDeviation',
  'barDownside',
  'dayMean',
  'dayDeviation',
  'dayDownside',
  'closedTrades',
  'wins',
  'losses',
  'grossProfit',
  'grossLoss',
  'heldBars',
  'fees',
  'financing',
  'tradedValue',
] as const
