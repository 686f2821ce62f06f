import { mean } from './mean.ts'

export type OlsLine = {
  readonly intercept: number
  readonly slope: number
  /** Divisor n - 2; NaN for two points. Assumes independent errors of one variance. */
  readonly slopeStandardError: number
  /** NaN where y is constant. */
  readonly rSquared: number
}

/**
 * Ordinary least squares of y on a constant and x. Null where the slope is not determined: fewer than 2 points or a constant x.
 * RangeError for columns of different length.
 */
export function olsLine(x: Float64Array, y: Float64Array): OlsLine | null {
  const n = x.length
  if (y.length !== n) throw new RangeError(`Columns of different length: ${n} and ${y.length}`)
  const meanX = mean(x)
  const meanY = mean(y)
  let sumXX = 0
  let sumXY = 0
  let sumYY = 0
  for (let i = 0; i < n; i += 1) {
    const dx = x[i]! - meanX
    const dy = y[i]! - meanY
    sumXX += dx * dx
    sumXY += dx * dy
    sumYY += dy * dy
  }
  if (n < 2 || !(sumXX > 1e-24 * n * meanX * meanX)) return null
  const slope = sumXY / sumXX
  const residualSum = Math.max(0, sumYY - slope * sumXY)
  return {
    intercept: meanY - slope * meanX,
    slope,
    slopeStandardError: n > 2 ? Math.sqrt(residualSum / (n - 2) / sumXX) : Number.NaN,
    rSquared: sumYY > 0 ? 1 - residualSum / sumYY : Number.NaN,
  }
}
