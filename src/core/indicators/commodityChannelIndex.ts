import { requirePeriod } from './requirePeriod.ts'

/** What the rounding of a mean leaves of the deviations of a constant window. */
const FLAT_SHARE = 1e-14

/**
 * Commodity channel index (Lambert 1980; TA-Lib CCI): distance of the newest value from `means`, its mean over the window, in units of 0.015 mean
 * absolute deviations from it. O(n period). NaN where the mean is, while the window holds a NaN, and where nothing deviates.
 */
export function commodityChannelIndex(values: Float64Array, means: Float64Array, period: number): Float64Array {
  requirePeriod(period, 2)
  const length = values.length
  const result = new Float64Array(length)
  result.fill(Number.NaN, 0, Math.min(length, period - 1))
  // Four sums side by side: one alone would wait for itself.
  const fours = period - (period % 4)
  for (let row = period - 1; row < length; row++) {
    const mean = means[row]!
    const first = row - period + 1
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let at = first; at < first + fours; at += 4) {
      a += Math.abs(values[at]! - mean)
      b += Math.abs(values[at + 1]! - mean)
      c += Math.abs(values[at + 2]! - mean)
      d += Math.abs(values[at + 3]! - mean)
    }
    for (let at = first + fours; at <= row; at++) a += Math.abs(values[at]! - mean)
    const deviation = (a + b + (c + d)) / period
    const isFlat = deviation <= FLAT_SHARE * Math.abs(mean)
    result[row] = isFlat ? Number.NaN : (values[row]! - mean) / (0.015 * deviation)
  }
  return result
}
