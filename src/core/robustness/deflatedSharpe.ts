import { sharpe } from '../metrics/sharpe.ts'
import { kurtosis } from '../stats/kurtosis.ts'
import { skewness } from '../stats/skewness.ts'
import { expectedMaximumSharpe } from './expectedMaximumSharpe.ts'
import { probabilisticSharpe } from './probabilisticSharpe.ts'

export type DeflatedSharpeInput = {
  /** Net returns per period on a calendar clock, periods without a position included. */
  readonly returns: Float64Array
  /** ALL trials ever run on these data, failed and deleted ones included. */
  readonly trials: number
  /** Variance of the per-period Sharpe ratios ACROSS those trials. */
  readonly varianceAcrossTrials: number
}

export type DeflatedSharpe = {
  readonly sharpePerPeriod: number
  readonly expectedMaximum: number
  readonly probability: number
}

/**
 * Deflated Sharpe ratio, 2012 form: the probabilistic Sharpe ratio against the best ratio expected of that many trials without skill
 * (Bailey & Lopez de Prado 2014). All ratios per period. Null where the returns give no Sharpe ratio (fewer than 2, no spread).
 */
export function deflatedSharpe(input: DeflatedSharpeInput): DeflatedSharpe | null {
  const { returns, trials, varianceAcrossTrials } = input
  const expectedMaximum = expectedMaximumSharpe(trials, varianceAcrossTrials)
  const sharpePerPeriod = sharpe(returns, 1)
  if (sharpePerPeriod === null) return null
  const probability = probabilisticSharpe({
    sharpePerPeriod,
    benchmarkPerPeriod: expectedMaximum,
    observations: returns.length,
    skewness: skewness(returns),
    kurtosis: kurtosis(returns),
  })
  return probability === null ? null : { sharpePerPeriod, expectedMaximum, probability }
}
