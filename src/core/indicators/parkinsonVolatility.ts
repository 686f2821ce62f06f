import { nanColumn } from './nanColumn.ts'
import { rollingMean } from './rollingMean.ts'

/** High-low volatility per bar, not annualised: sqrt(mean of ln(high / low)^2 / (4 ln 2)) over `period` bars (Parkinson 1980). */
export function parkinsonVolatility(high: Float64Array, low: Float64Array, period: number): Float64Array {
  const squares = nanColumn(high.length)
  for (let row = 0; row < high.length; row++) {
    if (!(low[row]! > 0)) continue
    const range = Math.log(high[row]! / low[row]!)
    squares[row] = range * range
  }
  const result = rollingMean(squares, period)
  for (let row = 0; row < result.length; row++) result[row] = Math.sqrt(result[row]! / (4 * Math.LN2))
  return result
}
