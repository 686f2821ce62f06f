import { nanColumn } from './nanColumn.ts'
import { requirePeriod } from './requirePeriod.ts'

/**
 * Exponential moving average, alpha = 2 / (period + 1), seeded with the mean of the first `period` known values (TA-Lib EMA).
 * A NaN gives NaN in its own row and leaves the state as it was.
 */
export function exponentialMovingAverage(values: Float64Array, period: number): Float64Array {
  requirePeriod(period, 1)
  const result = nanColumn(values.length)
  const alpha = 2 / (period + 1)
  let known = 0
  let state = 0
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    if (!Number.isFinite(value)) continue
    known++
    if (known < period) state += value
    else if (known === period) state = (state + value) / period
    else state += alpha * (value - state)
    if (known >= period) result[row] = state
  }
  return result
}
