import { nanColumn } from '../../indicators/nanColumn.ts'
import { SortedWindow } from '../../indicators/sortedWindow.ts'

/**
 * Percent rank of the current value among the known ones of the last `period`: (values below + half of the other equal ones) / (known - 1), 0 to 1.
 * Other than `rollingRank`, missing values are left out of the window; NaN while fewer than half of `period` are known, and where the value itself is missing.
 */
export function trailingRank(values: Float64Array, period: number): Float64Array {
  const result = nanColumn(values.length)
  const window = new SortedWindow(period)
  const least = Math.max(2, Math.ceil(period / 2))
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    if (row >= period) window.remove(values[row - period]!)
    window.insert(value)
    if (Number.isNaN(value) || window.count < least) continue
    const below = window.countBelow(value)
    const otherEqual = window.countUpTo(value) - below - 1
    result[row] = (below + otherEqual / 2) / (window.count - 1)
  }
  return result
}
