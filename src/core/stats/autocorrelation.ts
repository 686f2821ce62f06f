import { isConstant } from './isConstant.ts'
import { mean } from './mean.ts'

/**
 * Sample autocorrelation at `lag`: sum_{t} (x_t - m)(x_{t-lag} - m) / sum_t (x_t - m)^2, both with the mean of all values (biased towards 0, as
 * statsmodels `acf` with its defaults). 0 for a lag of n or more; NaN where nothing varies. RangeError for a lag that is not a whole number from 0.
 */
export function autocorrelation(values: Float64Array, lag: number): number {
  if (!Number.isInteger(lag) || lag < 0) throw new RangeError(`A lag is a whole number from 0, got ${lag}`)
  if (values.length === 0 || isConstant(values)) return Number.NaN
  const centre = mean(values)
  let product = 0
  let square = 0
  for (let t = 0; t < values.length; t += 1) {
    const error = values[t]! - centre
    square += error * error
    if (t >= lag) product += error * (values[t - lag]! - centre)
  }
  return product / square
}
