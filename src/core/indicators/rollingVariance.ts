import { requirePeriod } from './requirePeriod.ts'

/**
 * Population variance of the last `period` values, O(n): exactly 0 where they are all equal, NaN until warm and while the window holds a NaN.
 * Sums of distances, and of their squares, from a value of the window itself: the one where a new block of `period` rows begins. By Samuelson
 * (1968) it lies within sqrt(period - 1) deviations of the mean, so at most `period` times the rounding is lost. Nothing slides, nothing drifts.
 */
export function rollingVariance(values: Float64Array, period: number): Float64Array {
  requirePeriod(period, 1)
  const length = values.length
  const result = new Float64Array(length)
  result.fill(Number.NaN, 0, Math.min(length, period - 1))
  const sums = new Float64Array(period + 1)
  const squares = new Float64Array(period + 1)
  for (let from = 0; from < length; from += period) {
    const pivot = values[from]!
    if (from > 0) fillTail(values, from, period, pivot, sums, squares)
    const to = Math.min(length, from + period)
    let sum = 0
    let square = 0
    for (let row = from; row < to; row++) {
      const distance = values[row]! - pivot
      sum += distance
      square += distance * distance
      const mean = (sum + sums[row - from + 1]!) / period
      const variance = (square + squares[row - from + 1]!) / period - mean * mean
      if (row >= period - 1) result[row] = variance < 0 ? 0 : variance
    }
  }
  return result
}

/** Sums over the rows [from - period + at, from), by `at`. */
function fillTail(
  values: Float64Array,
  from: number,
  period: number,
  pivot: number,
  sums: Float64Array,
  squares: Float64Array,
): void {
  let sum = 0
  let square = 0
  for (let at = period - 1; at > 0; at--) {
    const distance = values[from - period + at]! - pivot
    sum += distance
    square += distance * distance
    sums[at] = sum
    squares[at] = square
  }
}
