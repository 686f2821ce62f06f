import { nanColumn } from './nanColumn.ts'
import { requirePeriod } from './requirePeriod.ts'

/**
 * Wilder's smoothing: seeded with the mean of the first `period` known values, then previous + (value - previous) / period
 * in TA-Lib's order of operations. A NaN gives NaN in its own row and leaves the state as it was.
 */
export function wilderAverage(values: Float64Array, period: number): Float64Array {
  requirePeriod(period, 1)
  const result = nanColumn(values.length)
  let known = 0
  let state = 0
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    if (!Number.isFinite(value)) continue
    known++
    if (known < period) state += value
    else if (known === period) state = (state + value) / period
    else state = (state * (period - 1) + value) / period
    if (known >= period) result[row] = state
  }
  return result
}
