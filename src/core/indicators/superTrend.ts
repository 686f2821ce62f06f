/**
 * Supertrend line in price (Seban 2008): bands at (high + low) / 2 +- `factor` x `range` that only tighten while the close stays inside them; the line
 * is the lower band in a rising trend, the upper in a falling one, and the trend turns where the close passes the line. It begins falling.
 * A row that needs a missing price is NaN and leaves the state.
 */
export function superTrend(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  range: Float64Array,
  factor: number,
): Float64Array {
  const result = new Float64Array(close.length)
  let upper = Number.POSITIVE_INFINITY
  let lower = Number.NEGATIVE_INFINITY
  let previous = Number.NaN
  let isRising = false
  for (let row = 0; row < close.length; row++) {
    const middle = (high[row]! + low[row]!) / 2
    const distance = factor * range[row]!
    const price = close[row]!
    result[row] = Number.NaN
    if (!Number.isFinite(middle + distance + price)) continue
    upper = middle + distance < upper || previous > upper ? middle + distance : upper
    lower = middle - distance > lower || previous < lower ? middle - distance : lower
    isRising = isRising ? price >= lower : price > upper
    result[row] = isRising ? lower : upper
    previous = price
  }
  return result
}
