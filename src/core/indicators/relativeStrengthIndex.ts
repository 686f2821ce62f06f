import { requirePeriod } from './requirePeriod.ts'

/** TA-Lib's TA_EPSILON: below it the sum of gains and losses counts as none. */
const FLAT = 1e-14

/**
 * Relative strength index, 0 to 100 (Wilder 1978; TA-Lib RSI): 100 x gain / (gain + loss), both smoothed by Wilder (alpha 1 / period),
 * first value at row `period`. `flatValue` is the answer where nothing has moved: 0 in TA-Lib, 50 where symmetry matters.
 * Changes to and from a missing price are unknown and leave the averages as they were.
 */
export function relativeStrengthIndex(values: Float64Array, period: number, flatValue = 0): Float64Array {
  requirePeriod(period, 1)
  const length = values.length
  const result = new Float64Array(length)
  const kept = period - 1
  let known = 0
  let gain = 0
  let loss = 0
  let previous = Number.NaN
  let row = 0
  for (; row < length && known < period; row++) {
    const change = values[row]! - previous
    previous = values[row]!
    result[row] = Number.NaN
    if (!Number.isFinite(change)) continue
    gain += Math.max(change, 0)
    loss += Math.max(-change, 0)
    if (++known < period) continue
    gain /= period
    loss /= period
    result[row] = share(gain, gain + loss, flatValue)
  }
  for (; row < length; row++) {
    const change = values[row]! - previous
    previous = values[row]!
    if (Number.isFinite(change)) {
      // Halves of doubles are exact; a branch on the sign would be guessed wrong every other bar.
      const size = Math.abs(change)
      gain = (gain * kept + (size + change) / 2) / period
      loss = (loss * kept + (size - change) / 2) / period
      result[row] = share(gain, gain + loss, flatValue)
    } else result[row] = Number.NaN
  }
  return result
}

function share(gain: number, total: number, flatValue: number): number {
  return total < FLAT ? flatValue : (100 * gain) / total
}
