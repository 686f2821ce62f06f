import { isConstant } from './isConstant.ts'
import { mean } from './mean.ts'
import { normalCdf } from './normalCdf.ts'

/** Everything but the mean is NaN where there is no spread to judge by (constant series, fewer than 2 values). */
export type NeweyWestMean = {
  readonly mean: number
  readonly standardError: number
  readonly t: number
  readonly pTwoSided: number
  /** P-value against the alternative "the mean is above zero". */
  readonly pOneSidedPositive: number
}

/**
 * The mean with a heteroskedasticity and autocorrelation consistent standard error:
 * Var(mean) = [g_0 + 2 sum_{l=1..lag} (1 - l/(lag+1)) g_l] / n, with g_l = (1/n) sum_t e_t e_{t-l} (Newey & West 1987, Bartlett kernel).
 * No small-sample correction, normal p-values: statsmodels `OLS(y, 1).fit(cov_type='HAC', cov_kwds={'maxlags': lag})`.
 * `lag` is H - 1 for outcomes over H overlapping bars; a lag of n or more is cut to n - 1. `values` are in time order.
 */
export function neweyWestMean(values: Float64Array, lag: number): NeweyWestMean {
  if (!Number.isInteger(lag) || lag < 0) throw new RangeError(`A lag is a whole number from 0, got ${lag}`)
  const n = values.length
  const centre = mean(values)
  const unknown = {
    mean: centre,
    standardError: Number.NaN,
    t: Number.NaN,
    pTwoSided: Number.NaN,
    pOneSidedPositive: Number.NaN,
  }
  if (n < 2 || isConstant(values)) return unknown
  const lastLag = Math.min(lag, n - 1)
  let longRun = 0
  for (let l = 0; l <= lastLag; l += 1) {
    let product = 0
    for (let t = l; t < n; t += 1) product += (values[t]! - centre) * (values[t - l]! - centre)
    longRun += (l === 0 ? 1 : 2 * (1 - l / (lag + 1))) * product
  }
  const standardError = Math.sqrt(longRun) / n
  if (!(standardError > 0)) return unknown
  const t = centre / standardError
  return { mean: centre, standardError, t, pTwoSided: 2 * normalCdf(-Math.abs(t)), pOneSidedPositive: normalCdf(-t) }
}
