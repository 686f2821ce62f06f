import { requirePeriod } from './requirePeriod.ts'

/**
 * Extreme of the last `period` values, current one included: `sign` 1 for the smallest, -1 for the largest. NaN until warm and while the
 * window holds a NaN. Blocks of `period` rows: a window is the tail of one and the head of the next (van Herk 1992; Gil & Werman 1993).
 */
export function rollingExtreme(values: Float64Array, period: number, sign: 1 | -1): Float64Array {
  requirePeriod(period, 1)
  const length = values.length
  const result = new Float64Array(length)
  result.fill(Number.NaN, 0, Math.min(length, period - 1))
  // tail[k]: extreme of the block before from its place k on.
  const tail = new Float64Array(period + 1)
  tail[period] = Number.NEGATIVE_INFINITY
  for (let from = 0; from < length; from += period) {
    const to = Math.min(length, from + period)
    let best = Number.NEGATIVE_INFINITY
    for (let row = from; row < to; row++) {
      best = Math.max(best, -sign * values[row]!)
      if (from > 0) result[row] = -sign * Math.max(best, tail[row - from + 1]!)
    }
    if (to - from < period) break
    if (from === 0) result[period - 1] = -sign * best
    best = Number.NEGATIVE_INFINITY
    for (let at = period - 1; at > 0; at--) {
      best = Math.max(best, -sign * values[from + at]!)
      tail[at] = best
    }
  }
  return result
}
