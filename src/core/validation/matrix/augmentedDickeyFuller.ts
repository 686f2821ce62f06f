import { normalCdf } from '../../stats/normalCdf.ts'

export type DickeyFuller = {
  readonly statistic: number
  readonly pValue: number
  readonly lags: number
  readonly count: number
}

const LEAST_VALUES = 50

/**
 * Augmented Dickey-Fuller test with a constant (Said & Dickey 1984): the t of y[t-1] in the regression of y[t] - y[t-1] on it, a constant and `lags` earlier
 * differences, by default floor((n - 1)^(1/3)) of them; its p from the response surface of MacKinnon (1994). A small p speaks against a unit root.
 * Values must be finite and follow each other. Null with fewer than 50, or where they leave nothing to fit.
 */
export function augmentedDickeyFuller(
  values: Float64Array,
  lags = Math.floor((values.length - 1) ** (1 / 3)),
): DickeyFuller | null {
  const count = values.length - 1 - lags
  if (values.length < LEAST_VALUES || count <= lags + 4) return null
  const width = lags + 2
  const { products, outcomes, sumOfSquares } = normalEquations(centred(values), lags)
  const solved = solveLevel(products, outcomes, width)
  if (solved === null) return null
  const residual = sumOfSquares - solved.explained
  const scale = residual / (count - width)
  const statistic = solved.coefficient / Math.sqrt(scale * solved.inverse)
  if (!(scale > 0) || !Number.isFinite(statistic)) return null
  return { statistic, pValue: mackinnonP(statistic), lags, count }
}

/** In deviations of the whole, so that a far level costs no digits: the constant of the regression takes up the rest. */
function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
  return values.map((value) => (deviation > 0 ? (value - mean) / deviation : 0))
}

type NormalEquations = {
  readonly products: Float64Array
  readonly outcomes: Float64Array
  readonly sumOfSquares: number
}

/** Regressors in the order constant, lagged differences, level: what is wanted stands last. */
function normalEquations(values: Float64Array, lags: number): NormalEquations {
  const width = lags + 2
  const products = new Float64Array(width * width)
  const outcomes = new Float64Array(width)
  const row = new Float64Array(width)
  let sumOfSquares = 0
  for (let t = lags + 1; t < values.length; t++) {
    row[0] = 1
    for (let lag = 1; lag <= lags; lag++) row[lag] = values[t - lag]! - values[t - lag - 1]!
    row[width - 1] = values[t - 1]!
    const outcome = values[t]! - values[t - 1]!
    sumOfSquares += outcome * outcome
    for (let i = 0; i < width; i++) {
      outcomes[i]! += row[i]! * outcome
      for (let j = 0; j <= i; j++) products[i * width + j]! += row[i]! * row[j]!
    }
  }
  return { products, outcomes, sumOfSquares }
}

type SolvedLevel = { readonly coefficient: number; readonly inverse: number; readonly explained: number }

/** By Cholesky: with L L' the products and L z the outcomes, the last coefficient is z / L of the last row, and 1 / L^2 its place in the inverse. */
function solveLevel(products: Float64Array, outcomes: Float64Array, width: number): SolvedLevel | null {
  const lower = new Float64Array(width * width)
  const z = new Float64Array(width)
  let explained = 0
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = products[i * width + j]!
      for (let k = 0; k < j; k++) sum -= lower[i * width + k]! * lower[j * width + k]!
      if (i !== j) lower[i * width + j] = sum / lower[j * width + j]!
      else if (sum > products[i * width + i]! * 1e-12) lower[i * width + i] = Math.sqrt(sum)
      else return null
    }
    let rest = outcomes[i]!
    for (let k = 0; k < i; k++) rest -= lower[i * width + k]! * z[k]!
    z[i] = rest / lower[i * width + i]!
    explained += z[i]! ** 2
  }
  const last = lower[width * width - 1]!
  return { coefficient: z[width - 1]! / last, inverse: 1 / (last * last), explained }
}

/** For a regression with a constant; beyond the ends of the surface 0 and 1. */
function mackinnonP(statistic: number): number {
  if (statistic > 2.74) return 1
  if (statistic < -18.83) return 0
  const surface = statistic <= -1.61 ? [2.1659, 1.4412, 0.038269] : [1.7339, 0.93202, -0.12745, -0.010368]
  return normalCdf(surface.reduceRight((sum, coefficient) => sum * statistic + coefficient, 0))
}
