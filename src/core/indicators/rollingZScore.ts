import { requirePeriod } from './requirePeriod.ts'
import { rollingMoments } from './rollingMoments.ts'

/**
 * (value - mean) / sample standard deviation (ddof 1) of the last `period` values, the current one included.
 * NaN where the window is constant: a distance in units of nothing is not a number.
 */
export function rollingZScore(values: Float64Array, period: number): Float64Array {
  requirePeriod(period, 2)
  const { mean, squaredDeviations } = rollingMoments(values, period)
  for (let row = 0; row < mean.length; row++) {
    mean[row] = (values[row]! - mean[row]!) / Math.sqrt(squaredDeviations[row]! / (period - 1))
  }
  return mean
}
