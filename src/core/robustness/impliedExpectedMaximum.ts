import { sharpe } from '../metrics/sharpe.ts'
import { kurtosis } from '../stats/kurtosis.ts'
import { normalQuantile } from '../stats/normalQuantile.ts'
import { skewness } from '../stats/skewness.ts'
import { sharpeVariance } from './sharpeVariance.ts'

/**
 * The expected maximum Sharpe ratio per period that a published deflated Sharpe ratio was measured against: `deflatedSharpe` solved for it,
 * SR* = SR - z(probability) sqrt(V(SR) / (n - 1)). Null where the returns give no ratio, or where the probability has run into 0 or 1 and
 * no longer tells.
 */
export function impliedExpectedMaximum(returns: Float64Array, probability: number): number | null {
  const ratio = sharpe(returns, 1)
  if (ratio === null || !(probability > 1e-12 && probability < 1 - 1e-12)) return null
  const variance = sharpeVariance(ratio, { skewness: skewness(returns), kurtosis: kurtosis(returns) })
  if (!(variance > 0)) return null
  const maximum = ratio - normalQuantile(probability) * Math.sqrt(variance / (returns.length - 1))
  return Number.isFinite(maximum) ? maximum : null
}
