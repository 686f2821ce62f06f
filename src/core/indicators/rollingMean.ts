import { rollingMoments } from './rollingMoments.ts'

/** Simple moving average of the last `period` values (TA-Lib SMA): first value at row `period - 1`, NaN while the window holds a NaN. */
export function rollingMean(values: Float64Array, period: number): Float64Array {
  return rollingMoments(values, period).mean
}
