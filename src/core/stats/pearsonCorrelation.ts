/** Below this share of the squared mean a spread is rounding noise of equal values. */
const NOISE = 1e-24
/** Squares below this have lost digits. */
const LEAST_SQUARES = 1e-290

/**
 * Pearson's correlation (1895) over the rows in which both values are finite, of every `step`th row; two passes. NaN with fewer than 3
 * such rows, or where a column is constant in them or its spread is too small to be squared. RangeError for columns of different length.
 */
export function pearsonCorrelation(x: Float64Array, y: Float64Array, step = 1): number {
  if (x.length !== y.length) throw new RangeError(`Columns of different length: ${x.length} and ${y.length}`)
  let n = 0
  let sumX = 0
  let sumY = 0
  for (let row = 0; row < x.length; row += step) {
    // The sum is finite exactly where both are, but for an overflow that no correlation could bear either.
    if (!Number.isFinite(x[row]! + y[row]!)) continue
    n += 1
    sumX += x[row]!
    sumY += y[row]!
  }
  if (n < 3) return Number.NaN
  const meanX = sumX / n
  const meanY = sumY / n
  let sumXX = 0
  let sumXY = 0
  let sumYY = 0
  for (let row = 0; row < x.length; row += step) {
    const dx = x[row]! - meanX
    const dy = y[row]! - meanY
    if (!Number.isFinite(dx + dy)) continue
    sumXX += dx * dx
    sumXY += dx * dy
    sumYY += dy * dy
  }
  if (!(sumXX > NOISE * n * meanX * meanX && sumYY > NOISE * n * meanY * meanY)) return Number.NaN
  if (sumXX < LEAST_SQUARES || sumYY < LEAST_SQUARES) return Number.NaN
  const product = sumXX * sumYY
  const isKept = product >= LEAST_SQUARES && product < Number.POSITIVE_INFINITY
  return Math.max(-1, Math.min(1, sumXY / (isKept ? Math.sqrt(product) : Math.sqrt(sumXX) * Math.sqrt(sumYY))))
}
