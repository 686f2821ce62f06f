import { isConstant } from './isConstant.ts'
import { mean } from './mean.ts'

/**
 * Two-pass variance with divisor n - ddof; `ddof` 1 (sample) unless said otherwise. Exactly 0 for a constant series,
 * NaN where n <= ddof.
 */
export function variance(values: Float64Array, ddof: 0 | 1 = 1): number {
  const n = values.length
  if (n <= ddof) return Number.NaN
  if (isConstant(values)) return values[0]! - values[0]!
  const centre = mean(values)
  let sum = 0
  for (let i = 0; i < n; i += 1) {
    const deviation = values[i]! - centre
    sum += deviation * deviation
  }
  return sum / (n - ddof)
}
