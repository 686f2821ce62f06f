import { normalCdf } from '../../../stats/normalCdf.ts'

/**
 * t value of b in e[t] - e[t-1] = b e[t-1] + sum of c[j] (e[t-j] - e[t-j-1]) for j = 1 to `lags`, without a constant (Engle & Granger 1987; Said & Dickey 1984):
 * `values` are residuals of a cointegrating regression, whose mean is 0. NaN where the regression is not determined.
 */
export function residualUnitRoot(values: Float64Array, lags: number): number {
  const width = lags + 1
  const moments = new Float64Array(width * (width + 1))
  const row = new Float64Array(width + 1)
  const count = values.length - 1 - lags
  let squares = 0
  for (let t = lags + 1; t < values.length; t++) {
    row[0] = values[t - 1]!
    for (let lag = 1; lag <= lags; lag++) row[lag] = values[t - lag]! - values[t - lag - 1]!
    row[width] = values[t]! - values[t - 1]!
    squares += row[width]! ** 2
    for (let i = 0; i < width; i++) {
      for (let j = 0; j <= width; j++) moments[i * (width + 1) + j]! += row[i]! * row[j]!
    }
  }
  const solved = solveFirst(moments, width)
  if (solved === null || count <= width) return Number.NaN
  const variance = (squares - solved.explained) / (count - width)
  return variance > 0 ? solved.first / Math.sqrt(variance * solved.inverse) : Number.NaN
}

type Solved = { readonly first: number; readonly inverse: number; readonly explained: number }

/**
 * Of X'X b = X'y (rows of `width` + 1 numbers, X'y last): b[0], the first diagonal entry of the inverse of X'X, and b'X'y. By elimination from the last row up,
 * so that what is left of the first is its own part. Null where X'X is singular.
 */
function solveFirst(moments: Float64Array, width: number): Solved | null {
  const stride = width + 1
  let explained = 0
  for (let pivot = width - 1; pivot >= 0; pivot--) {
    const diagonal = moments[pivot * stride + pivot]!
    if (!(diagonal > 0)) return null
    explained += moments[pivot * stride + width]! ** 2 / diagonal
    if (pivot === 0) break
    for (let i = 0; i < pivot; i++) {
      const share = moments[i * stride + pivot]! / diagonal
      for (let j = 0; j < pivot; j++) moments[i * stride + j]! -= share * moments[pivot * stride + j]!
      moments[i * stride + width]! -= share * moments[pivot * stride + width]!
    }
  }
  return { first: moments[width]! / moments[0]!, inverse: 1 / moments[0]!, explained }
}

/** MacKinnon (1994), table 4: two series, constant in the cointegrating regression. */
const HIGHEST = 0.92
const LOWEST = -18.86
const BREAK = -2.62
const LOWER_TAIL = [2.92, 1.5012, 0.039796]
const UPPER_PART = [2.1945, 0.64695, -0.29198, -0.042377]

/** Probability of so low a t value if the two series are not cointegrated, by MacKinnon's (1994) surface for N = 2. The ordinary Dickey-Fuller p is not it. */
export function cointegrationProbability(tValue: number): number {
  if (Number.isNaN(tValue)) return Number.NaN
  if (tValue > HIGHEST) return 1
  if (tValue < LOWEST) return 0
  const powers = tValue <= BREAK ? LOWER_TAIL : UPPER_PART
  return normalCdf(powers.reduceRight((sum, factor) => sum * tValue + factor, 0))
}
