/** ((close - low) - (high - close)) / (high - low), -1 to 1: where a bar closed in its range; 0 where it has none (Chaikin; TA-Lib AD). */
export function closeLocation(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const result = new Float64Array(close.length)
  for (let row = 0; row < close.length; row++) {
    const range = high[row]! - low[row]!
    const place = close[row]! - low[row]! - (high[row]! - close[row]!)
    result[row] = range === 0 ? 0 * place : place / range
  }
  return result
}
