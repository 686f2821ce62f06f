/** (high + low + close) / 3 (TA-Lib TYPPRICE). */
export function typicalPrice(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const result = new Float64Array(close.length)
  for (let row = 0; row < close.length; row++) result[row] = (high[row]! + low[row]! + close[row]!) / 3
  return result
}
