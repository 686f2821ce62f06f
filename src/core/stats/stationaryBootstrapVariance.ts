import { isConstant } from './isConstant.ts'
import { mean } from './mean.ts'

/**
 * n times the variance of the stationary-bootstrap mean, in closed form, without drawing:
 * g_0 + 2 sum_{i=1..n-1} k_i g_i, g_i = (1/n) sum_t e_t e_{t+i}, k_i = (n-i)/n (1-q)^i + i/n (1-q)^(n-i), q = 1/meanBlock
 * (Politis & Romano 1994, lemma 1; the w^2 of Hansen 2005). Computed in O(n): the weighted sums over lags are running filters over the
 * values laid in a circle. 0 for constant values, NaN for none. RangeError for a mean block below 1.
 */
export function stationaryBootstrapVariance(values: Float64Array, meanBlock: number): number {
  if (!(meanBlock >= 1 && Number.isFinite(meanBlock)))
    throw new RangeError(`A mean block length is at least 1, got ${meanBlock}`)
  const n = values.length
  if (n === 0) return Number.NaN
  if (isConstant(values)) return 0
  const centre = mean(values)
  const errors = values.map((value) => value - centre)
  const decay = 1 - 1 / meanBlock
  const gone = decay ** n
  let { plain, byLag } = sumsBeforeFirst(errors, decay)
  let total = 0
  for (let t = 0; t < n; t += 1) {
    const error = errors[t]!
    const next = errors[t + 1 < n ? t + 1 : 0]!
    total += error * (error + 2 * (plain - byLag / n))
    byLag = decay * (byLag + plain + error) - n * gone * next
    plain = decay * (plain + error) - gone * next
  }
  return Math.max(0, total / n)
}

/** sum_i decay^i e_{-i} and sum_i i decay^i e_{-i} over the lags i = 1..n-1 of the first value, its past being the end of the circle. */
function sumsBeforeFirst(errors: Float64Array, decay: number): { plain: number; byLag: number } {
  const n = errors.length
  let plain = 0
  let byLag = 0
  let weight = 1
  for (let lag = 1; lag < n; lag += 1) {
    weight *= decay
    plain += weight * errors[n - lag]!
    byLag += lag * weight * errors[n - lag]!
  }
  return { plain, byLag }
}
