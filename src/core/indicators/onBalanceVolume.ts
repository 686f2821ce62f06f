/**
 * Running volume: added on a higher close, taken off on a lower one, starting at the first known volume (Granville 1963; TA-Lib OBV).
 * A bar with a missing close or volume is NaN in its own row and counts for nothing; closes are compared with the last known one.
 */
export function onBalanceVolume(close: Float64Array, volume: Float64Array): Float64Array {
  const length = close.length
  const result = new Float64Array(length)
  let previous = Number.NEGATIVE_INFINITY
  let total = 0
  for (let row = 0; row < length; row++) {
    const price = close[row]!
    const amount = volume[row]!
    if (Number.isFinite(price + amount)) {
      // Counted, not branched on: the direction of a close cannot be guessed.
      total += amount * (Number(price > previous) - Number(price < previous))
      previous = price
      result[row] = total
    } else result[row] = Number.NaN
  }
  return result
}
