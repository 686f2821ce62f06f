import { nanColumn } from './nanColumn.ts'
import { requirePeriod } from './requirePeriod.ts'

/**
 * Smallest (`sign` 1) or largest (`sign` -1) of the last `period` values, the current one included, O(n).
 * Monotone queue (Lemire 2006): rows in the queue hold values in strictly improving order from the newest to the best.
 * NaN until warm and while the window holds a NaN.
 */
export function rollingExtreme(values: Float64Array, period: number, sign: 1 | -1): Float64Array {
  requirePeriod(period, 1)
  const result = nanColumn(values.length)
  const queue = new Int32Array(values.length)
  let first = 0
  let end = 0
  let knownFrom = 0
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    if (Number.isNaN(value)) {
      knownFrom = row + 1
      first = 0
      end = 0
      continue
    }
    while (end > first && sign * values[queue[end - 1]!]! >= sign * value) end--
    queue[end++] = row
    if (queue[first]! <= row - period) first++
    if (row - knownFrom >= period - 1) result[row] = values[queue[first]!]!
  }
  return result
}
