import { nanColumn } from './nanColumn.ts'

/**
 * max(high - low, |high - previous close|, |low - previous close|), in price units (Wilder 1978; TA-Lib TRANGE).
 * Unknown at row 0, and where a price it needs is missing.
 */
export function trueRange(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const result = nanColumn(close.length)
  for (let row = 1; row < close.length; row++) {
    const previous = close[row - 1]!
    const top = high[row]!
    const bottom = low[row]!
    result[row] = Math.max(top - bottom, Math.abs(top - previous), Math.abs(bottom - previous))
  }
  return result
}
