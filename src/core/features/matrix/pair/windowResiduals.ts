/** Share of y's variation below which what a line leaves of it is rounding. */
const ROUNDING_SHARE = 1e-13

/**
 * Residuals of y = a + b x fitted by least squares over the `out.length` rows up to `row` (two passes). False where x is constant, the fit exact to rounding,
 * or a value missing.
 */
export function windowResiduals(y: Float64Array, x: Float64Array, row: number, out: Float64Array): boolean {
  const window = out.length
  const from = row - window + 1
  let meanX = 0
  let meanY = 0
  for (let place = from; place <= row; place++) {
    meanX += x[place]!
    meanY += y[place]!
  }
  meanX /= window
  meanY /= window
  let xx = 0
  let xy = 0
  let yy = 0
  for (let place = from; place <= row; place++) {
    const dx = x[place]! - meanX
    const dy = y[place]! - meanY
    xx += dx * dx
    xy += dx * dy
    yy += dy * dy
  }
  if (!(xx > 0)) return false
  const slope = xy / xx
  let squares = 0
  for (let place = 0; place < window; place++) {
    const left = y[from + place]! - meanY - slope * (x[from + place]! - meanX)
    out[place] = left
    squares += left * left
  }
  return squares > ROUNDING_SHARE * yy
}
