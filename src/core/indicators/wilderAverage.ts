import { requirePeriod } from './requirePeriod.ts'

/**
 * Wilder's smoothing: seeded with the mean of the first `period` known values, then previous + (value - previous) / period
 * in TA-Lib's order of operations. A NaN gives NaN in its own row and leaves the state as it was.
 */
export function wilderAverage(values: Float64Array, period: number): Float64Array {
  requirePeriod(period, 1)
  const length = values.length
  const result = new Float64Array(length)
  const kept = period - 1
  let known = 0
  let state = 0
  let row = 0
  for (; row < length && known < period; row++) {
    const value = values[row]!
    result[row] = Number.NaN
    if (!Number.isFinite(value)) continue
    known++
    if (known < period) state += value
    else {
      state = (state + value) / period
      result[row] = state
    }
  }
  for (; row < length; row++) {
    const value = values[row]!
    if (Number.isFinite(value)) {
      state = (state * kept + value) / period
      result[row] = state
    } else result[row] = Number.NaN
  }
  return result
}
