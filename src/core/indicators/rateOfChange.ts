import { nanColumn } from './nanColumn.ts'
import { requirePeriod } from './requirePeriod.ts'

/** Percent change over `period` rows, (now / before - 1) x 100 (TA-Lib ROC); NaN where the earlier value is 0 (TA-Lib says 0). */
export function rateOfChange(values: Float64Array, period: number): Float64Array {
  requirePeriod(period, 1)
  const result = nanColumn(values.length)
  for (let row = period; row < values.length; row++) {
    const before = values[row - period]!
    if (before !== 0) result[row] = (values[row]! / before - 1) * 100
  }
  return result
}
