/**
 * Index that starts at 1,000 and follows the close on the bars whose volume rose (`sign` 1: positive volume index) or fell (-1: negative)
 * (Dysart; Fosback 1976). A bar with a missing close or volume is NaN and counts for nothing; bars are compared with the last known one.
 */
export function volumeIndex(close: Float64Array, volume: Float64Array, sign: 1 | -1): Float64Array {
  const result = new Float64Array(close.length)
  let price = Number.NaN
  let amount = Number.NaN
  let index = 1_000
  for (let row = 0; row < close.length; row++) {
    result[row] = Number.NaN
    if (!Number.isFinite(close[row]! + volume[row]!)) continue
    if (sign * (volume[row]! - amount) > 0) index *= close[row]! / price
    price = close[row]!
    amount = volume[row]!
    result[row] = index
  }
  return result
}
