/**
 * Largest drawdown as a POSITIVE fraction (0.25 = a quarter lost from the peak), W_0 = 1 included, compound; see `drawdownSeries`.
 * Null for no periods or a return that is not a number.
 */
export function maxDrawdown(returns: Float64Array): number | null {
  if (returns.length === 0) return null
  let wealth = 1
  let peak = 1
  let deepest = 0
  for (let i = 0; i < returns.length; i += 1) {
    wealth *= Math.max(0, 1 + returns[i]!)
    if (wealth > peak) peak = wealth
    const drawdown = 1 - wealth / peak
    if (drawdown > deepest) deepest = drawdown
  }
  return Number.isFinite(wealth) ? deepest : null
}
