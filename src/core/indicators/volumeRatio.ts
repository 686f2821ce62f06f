import { rollingMedian } from './rollingMedian.ts'

/** Volume over the median of the last `period` volumes, the current one included; NaN where that median is not positive. */
export function volumeRatio(volume: Float64Array, period: number): Float64Array {
  const result = rollingMedian(volume, period)
  for (let row = 0; row < result.length; row++) {
    const median = result[row]!
    result[row] = median > 0 ? volume[row]! / median : Number.NaN
  }
  return result
}
