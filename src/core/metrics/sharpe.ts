import { mean } from '../stats/mean.ts'
import { standardDeviation } from '../stats/standardDeviation.ts'
import { riskFreePerPeriod } from './riskFreePerPeriod.ts'

/** A spread this small beside the mean is rounding noise of a constant series. */
const NOISE = 1e-12

/**
 * Annual Sharpe ratio: mean(e) / std(e, ddof 1) sqrt(P), e = r - rf per period, over ALL periods, those without a position included
 * (Sharpe 1994). sqrt(P) assumes independent periods. Null for fewer than 2 periods or no spread.
 * `sharpe(returns, 1)` is the per-period ratio that PSR and DSR take.
 */
export function sharpe(returns: Float64Array, periodsPerYear: number, riskFreePerYear = 0): number | null {
  const excess = mean(returns) - riskFreePerPeriod(riskFreePerYear, periodsPerYear)
  const spread = standardDeviation(returns, 1)
  if (!(spread > NOISE * Math.abs(excess))) return null
  const ratio = (excess / spread) * Math.sqrt(periodsPerYear)
  return Number.isFinite(ratio) ? ratio : null
}
