import { requirePeriod } from './requirePeriod.ts'

/**
 * Slope of the least-squares line through the last `period` values, in units a row (TA-Lib LINEARREG_SLOPE), O(n). NaN until warm and while
 * the window holds a NaN. Distances are taken from a value of the window itself, in blocks: see `rollingVariance`.
 */
export function rollingSlope(values: Float64Array, period: number): Float64Array {
  requirePeriod(period, 2)
  const length = values.length
  const result = new Float64Array(length)
  result.fill(Number.NaN, 0, Math.min(length, period - 1))
  const sums = new Float64Array(period + 1)
  const weighted = new Float64Array(period + 1)
  const weights = (period * (period + 1)) / 2
  const scale = 6 / (period - 1)
  for (let from = 0; from < length; from += period) {
    const pivot = values[from]!
    if (from > 0) fillTail(values, from, period, pivot, sums, weighted)
    const count = Math.min(period, length - from)
    let sum = 0
    let inner = 0
    for (let at = 1; at <= count; at++) {
      const distance = values[from + at - 1]! - pivot
      sum += distance
      inner += at * distance
      const row = from + at - 1
      // The linearly weighted mean lies slope x (period - 1) / 6 above the plain one.
      const weightedMean = (weighted[at]! + inner + (period - at) * sum) / weights
      if (row >= period - 1) result[row] = scale * (weightedMean - (sums[at]! + sum) / period)
    }
  }
  return result
}

/** Sums over the rows [from - period + at, from), by `at`: plain, and weighted 1, 2, ... from the oldest. */
function fillTail(
  values: Float64Array,
  from: number,
  period: number,
  pivot: number,
  sums: Float64Array,
  weighted: Float64Array,
): void {
  let sum = 0
  let inner = 0
  for (let at = period - 1; at > 0; at--) {
    sum += values[from - period + at]! - pivot
    inner += sum
    sums[at] = sum
    weighted[at] = inner
  }
}
