import { nanColumn } from './nanColumn.ts'
import { requirePeriod } from './requirePeriod.ts'
import { SortedWindow } from './sortedWindow.ts'

/** Median of the last `period` values, the current one included (mean of the middle two for even periods). NaN while the window holds a NaN. */
export function rollingMedian(values: Float64Array, period: number): Float64Array {
  requirePeriod(period, 1)
  const result = nanColumn(values.length)
  const window = new SortedWindow(period)
  const upper = period >>> 1
  const lower = (period - 1) >>> 1
  for (let row = 0; row < values.length; row++) {
    if (row >= period) window.remove(values[row - period]!)
    window.insert(values[row]!)
    if (window.count === period) result[row] = (window.sorted[lower]! + window.sorted[upper]!) / 2
  }
  return result
}
