import { nanColumn } from './nanColumn.ts'
import { requirePeriod } from './requirePeriod.ts'
import { SortedWindow } from './sortedWindow.ts'

/**
 * Percent rank of the current value among the last `period`: (values below + half of the other equal ones) / (period - 1).
 * 0 for the lowest, 1 for the highest, 0.5 in a constant window. NaN while the window holds a NaN.
 */
export function rollingRank(values: Float64Array, period: number): Float64Array {
  requirePeriod(period, 2)
  const result = nanColumn(values.length)
  const window = new SortedWindow(period)
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    if (row >= period) window.remove(values[row - period]!)
    window.insert(value)
    if (window.count < period) continue
    const below = window.countBelow(value)
    const otherEqual = window.countUpTo(value) - below - 1
    result[row] = (below + otherEqual / 2) / (period - 1)
  }
  return result
}
