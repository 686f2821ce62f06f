import { nanColumn } from './nanColumn.ts'
import { wilderAverage } from './wilderAverage.ts'

/** TA-Lib's TA_EPSILON: below it the sum of gains and losses counts as none. */
const FLAT = 1e-14

/**
 * Relative strength index, 0 to 100 (Wilder 1978; TA-Lib RSI): 100 x gain / (gain + loss), both smoothed by Wilder (alpha 1 / period),
 * first value at row `period`. `flatValue` is the answer where nothing has moved: 0 in TA-Lib, 50 where symmetry matters.
 * Changes to and from a missing price are unknown and leave the averages as they were.
 */
export function relativeStrengthIndex(values: Float64Array, period: number, flatValue = 0): Float64Array {
  const gains = nanColumn(values.length)
  const losses = nanColumn(values.length)
  for (let row = 1; row < values.length; row++) {
    const change = values[row]! - values[row - 1]!
    if (Number.isNaN(change)) continue
    gains[row] = Math.max(change, 0)
    losses[row] = change < 0 ? -change : 0
  }
  const averageGain = wilderAverage(gains, period)
  const averageLoss = wilderAverage(losses, period)
  for (let row = 0; row < values.length; row++) {
    const total = averageGain[row]! + averageLoss[row]!
    averageGain[row] = Math.abs(total) < FLAT ? flatValue : (100 * averageGain[row]!) / total
  }
  return averageGain
}
