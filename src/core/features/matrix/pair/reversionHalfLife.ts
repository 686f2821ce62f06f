/**
 * Half-life, in bars, of a value that is drawn back to its mean: -ln 2 / ln(1 + b), b of e[t] - e[t-1] = a + b e[t-1] by least squares (the exact
 * Ornstein-Uhlenbeck form, not -ln 2 / b). NaN where there is none: b at or above 0 (no reversion) or at or below -1 (it jumps past the mean).
 */
export function reversionHalfLife(values: Float64Array): number {
  const n = values.length - 1
  let meanX = 0
  let meanY = 0
  for (let row = 1; row <= n; row++) {
    meanX += values[row - 1]!
    meanY += values[row]! - values[row - 1]!
  }
  meanX /= n
  meanY /= n
  let xx = 0
  let xy = 0
  for (let row = 1; row <= n; row++) {
    const dx = values[row - 1]! - meanX
    xx += dx * dx
    xy += dx * (values[row]! - values[row - 1]! - meanY)
  }
  const pull = xy / xx
  return pull < 0 && pull > -1 ? -Math.LN2 / Math.log1p(pull) : Number.NaN
}
