import { nanColumn } from './nanColumn.ts'

/**
 * Running volume: added on a higher close, taken off on a lower one, starting at the first known volume (Granville 1963; TA-Lib OBV).
 * A bar with a missing close or volume is NaN in its own row and counts for nothing; closes are compared with the last known one.
 */
export function onBalanceVolume(close: Float64Array, volume: Float64Array): Float64Array {
  const result = nanColumn(close.length)
  let previous = Number.NaN
  let total = 0
  for (let row = 0; row < close.length; row++) {
    const price = close[row]!
    const amount = volume[row]!
    if (!Number.isFinite(price) || !Number.isFinite(amount)) continue
    if (Number.isNaN(previous) || price > previous) total += amount
    else if (price < previous) total -= amount
    previous = price
    result[row] = total
  }
  return result
}
