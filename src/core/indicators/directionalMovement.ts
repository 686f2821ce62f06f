import { requirePeriod } from './requirePeriod.ts'

/**
 * Smoothed directional movement up (`sign` 1) or down (-1) as 100 x its share of the smoothed true range: +DI or -DI (Wilder 1978; TA-Lib).
 * The first `period - 1` bars are summed, then total - total / period + new; first value at row `period`. NaN without range.
 * A bar that needs a missing price is NaN in its own row and leaves the state as it was.
 */
export function directionalMovement(
  high: Float64Array,
  low: Float64Array,
  ranges: Float64Array,
  period: number,
  sign: 1 | -1,
): Float64Array {
  requirePeriod(period, 2)
  const length = high.length
  const result = new Float64Array(length)
  if (length > 0) result[0] = Number.NaN
  let moved = 0
  let range = 0
  let known = 0
  for (let row = 1; row < length; row++) {
    const up = high[row]! - high[row - 1]!
    const down = low[row - 1]! - low[row]!
    result[row] = Number.NaN
    if (!Number.isFinite(up + down + ranges[row]!)) continue
    known++
    const decay = known < period ? 0 : 1 / period
    const ours = sign > 0 ? up : down
    const theirs = sign > 0 ? down : up
    moved += (ours > theirs && ours > 0 ? ours : 0) - moved * decay
    range += ranges[row]! - range * decay
    if (known >= period && range > 0) result[row] = (100 * moved) / range
  }
  return result
}
