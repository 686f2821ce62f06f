import type { SharpeMoments } from '../contract/sharpeMoments.ts'
import { kurtosis } from '../stats/kurtosis.ts'
import { skewness } from '../stats/skewness.ts'
import { sharpe } from './sharpe.ts'

/** Sharpe ratio per period, number of periods, skewness and (non-excess) kurtosis of net returns, periods without a position included. Null where they give no Sharpe ratio. */
export function sharpeMoments(returns: Float64Array): SharpeMoments | null {
  const sharpePerPeriod = sharpe(returns, 1)
  if (sharpePerPeriod === null) return null
  return {
    sharpePerPeriod,
    observations: returns.length,
    skewness: skewness(returns),
    kurtosis: kurtosis(returns),
  }
}
