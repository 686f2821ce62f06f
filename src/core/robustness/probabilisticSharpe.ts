import { normalCdf } from '../stats/normalCdf.ts'
import { sharpeVariance } from './sharpeVariance.ts'

export type SharpeForm = '2012' | '2025'

export type ProbabilisticSharpeInput = {
  /** Observed Sharpe ratio PER PERIOD; an annual one with a daily count drives the result to 1. */
  readonly sharpePerPeriod: number
  /** The ratio to beat, per period; 0 unless said otherwise. */
  readonly benchmarkPerPeriod?: number
  /** Number of periods: not of trades, not of overlapping windows. */
  readonly observations: number
  readonly skewness: number
  /** NON-EXCESS. */
  readonly kurtosis: number
  readonly form?: SharpeForm
  /** First autocorrelation; 2025 form only. */
  readonly autocorrelation?: number
}

/**
 * Probability that the true Sharpe ratio exceeds the benchmark.
 * '2012' (the default; Bailey & Lopez de Prado 2012, J. Risk 15(2)): Phi[(SR - SR*) sqrt(n-1) / sqrt(V(SR))].
 * '2025' (Lopez de Prado, Lipton & Zoonekynd 2025): Phi[(SR - SR*) sqrt(n) / sqrt(V(SR*))].
 * V is `sharpeVariance`. Null for fewer than 2 periods, or where V is not positive or an input is not a number.
 * RangeError for an autocorrelation in the 2012 form, which has none.
 */
export function probabilisticSharpe(input: ProbabilisticSharpeInput): number | null {
  const { sharpePerPeriod, observations, form = '2012', benchmarkPerPeriod = 0 } = input
  if (form === '2012' && input.autocorrelation !== undefined) {
    throw new RangeError('The 2012 form knows no autocorrelation; use the 2025 form')
  }
  if (observations < 2) return null
  const variance = sharpeVariance(form === '2012' ? sharpePerPeriod : benchmarkPerPeriod, input)
  const count = form === '2012' ? observations - 1 : observations
  if (!(variance > 0)) return null
  const probability = normalCdf((sharpePerPeriod - benchmarkPerPeriod) * Math.sqrt(count / variance))
  return Number.isNaN(probability) ? null : probability
}
