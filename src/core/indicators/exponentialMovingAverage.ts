import { requirePeriod } from './requirePeriod.ts'

/**
 * Exponential moving average, alpha = 2 / (period + 1), seeded with the mean of the first `period` known values (TA-Lib EMA), or of those
 * after the first `skipped` known ones (the fast average of TA-Lib's MACD). A NaN gives NaN in its own row and leaves the state as it was.
 */
export function exponentialMovingAverage(values: Float64Array, period: number, skipped = 0): Float64Array {
  requirePeriod(period, 1)
  const length = values.length
  const result = new Float64Array(length)
  const alpha = 2 / (period + 1)
  let known = -skipped
  let state = 0
  let row = 0
  for (; row < length && known < period; row++) {
    const value = values[row]!
    result[row] = Number.NaN
    if (!Number.isFinite(value) || ++known < 1) continue
    if (known < period) state += value
    else {
      state = (state + value) / period
      result[row] = state
    }
  }
  for (; row < length; row++) {
    const value = values[row]!
    if (Number.isFinite(value)) {
      state += alpha * (value - state)
      result[row] = state
    } else result[row] = Number.NaN
  }
  return result
}
