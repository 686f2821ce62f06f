import { nanColumn } from './nanColumn.ts'
import { requirePeriod } from './requirePeriod.ts'
import { rollingComoments } from './rollingComoments.ts'

export type RollingOls = {
  readonly slope: Float64Array
  readonly intercept: Float64Array
  /** y - intercept - slope x of the current row. */
  readonly residual: Float64Array
  /** residual / sqrt(sum of the window's squared residuals / (window - 2)); NaN where the fit is exact to rounding. */
  readonly residualZ: Float64Array
}

/** Share of y's variation below which what is left of it is rounding, not a residual. */
const ROUNDING_SHARE = 1e-13

/**
 * Least squares of y on a constant and x over the last `window` rows, the current one included, O(n).
 * NaN until warm, where x is constant, and while the window holds a row that is not finite.
 */
export function rollingOls(y: Float64Array, x: Float64Array, window: number): RollingOls {
  requirePeriod(window, 3)
  const { meanX, meanY, xx, yy, xy } = rollingComoments(x, y, window)
  const slope = nanColumn(y.length)
  const intercept = nanColumn(y.length)
  const residual = nanColumn(y.length)
  const residualZ = nanColumn(y.length)
  for (let row = window - 1; row < y.length; row++) {
    if (!(xx[row]! > 0)) continue
    const beta = xy[row]! / xx[row]!
    const left = y[row]! - meanY[row]! - beta * (x[row]! - meanX[row]!)
    const squaredResiduals = yy[row]! - beta * xy[row]!
    slope[row] = beta
    intercept[row] = meanY[row]! - beta * meanX[row]!
    residual[row] = left
    if (squaredResiduals > ROUNDING_SHARE * yy[row]!) {
      residualZ[row] = left / Math.sqrt(squaredResiduals / (window - 2))
    }
  }
  return { slope, intercept, residual, residualZ }
}
