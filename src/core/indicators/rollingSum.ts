import { requirePeriod } from './requirePeriod.ts'

/**
 * Sum of the last `period` values, O(n): NaN until warm and while the window holds a NaN. Blocks of `period` rows counted from the first; a
 * window is the tail of one block and the head of the next, so nothing is subtracted and nothing drifts. `parts` divides each sum: `period` for means.
 */
export function rollingSum(values: Float64Array, period: number, parts = 1): Float64Array {
  requirePeriod(period, 1)
  const length = values.length
  const result = new Float64Array(length)
  result.fill(Number.NaN, 0, Math.min(length, period - 1))
  const tail = new Float64Array(period + 1)
  for (let from = 0; from < length; from += period) {
    const to = Math.min(length, from + period)
    let head = 0
    for (let row = from; row < to; row++) {
      head += values[row]!
      if (from > 0) result[row] = (tail[row - from + 1]! + head) / parts
    }
    if (to - from < period) break
    if (from === 0) result[period - 1] = head / parts
    let sum = 0
    for (let at = period - 1; at >= 0; at--) {
      sum += values[from + at]!
      tail[at] = sum
    }
  }
  return result
}
