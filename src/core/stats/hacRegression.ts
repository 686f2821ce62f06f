import { normalCdf } from './normalCdf.ts'
import { orthonormalColumns } from './orthonormalColumns.ts'
import { studentTCdf } from './studentTCdf.ts'

export type HacOptions = {
  /** Bartlett lag; H - 1 for outcomes over H overlapping periods. */
  readonly lag: number
  /** Put a column of ones before the regressors (the default); its coefficient is then the first. */
  readonly constant?: boolean
  /** Multiply the covariance by n/(n - k); false unless said otherwise. */
  readonly smallSample?: boolean
  /** Degrees of freedom of Student's t for the p-values; normal unless said otherwise. n - k, or fewer where observations overlap. */
  readonly degrees?: number
}

export type HacRegression = {
  /** One a column, the constant first. */
  readonly coefficients: Float64Array
  /** NaN, with t and p, where nothing is left unexplained. */
  readonly standardErrors: Float64Array
  readonly t: Float64Array
  readonly pTwoSided: Float64Array
  /** Against "the coefficient is above zero". */
  readonly pOneSidedPositive: Float64Array
  readonly residuals: Float64Array
}

/**
 * Ordinary least squares with a heteroskedasticity and autocorrelation consistent covariance (Newey & West 1987, Bartlett kernel):
 * (X'X)^-1 S (X'X)^-1, S = sum_{|l|<=lag} (1 - |l|/(lag+1)) sum_t u_t x_t x_{t-l}' u_{t-l}; with the defaults that of statsmodels
 * `OLS(y, X).fit(cov_type='HAC', cov_kwds={'maxlags': lag})`, whose `use_correction` is `smallSample` and whose `use_t` is `degrees: n - k`.
 * S is summed as squares of window sums, in O(n k^2) for any lag, and cannot be negative.
 * Rows are in time order, one a period. Null where the coefficients are not determined (as many columns as rows, columns that depend on
 * each other). RangeError for columns of another length, values that are not finite, a lag that is not a whole number from 0.
 */
export function hacRegression(
  y: Float64Array,
  regressors: readonly Float64Array[],
  options: HacOptions,
): HacRegression | null {
  const n = y.length
  const columns = options.constant === false ? regressors : [new Float64Array(n).fill(1), ...regressors]
  requireColumns(y, columns, options.lag)
  const k = columns.length
  if (k === 0 || n <= k) return null
  const factors = orthonormalColumns(columns)
  if (factors === null) return null
  const projections = Float64Array.from(factors.directions, (direction) => innerProduct(direction, y))
  const coefficients = backSubstituted(factors.upper, projections)
  const residuals = y.slice()
  for (let t = 0; t < n; t += 1) {
    for (let j = 0; j < k; j += 1) residuals[t]! -= projections[j]! * factors.directions[j]![t]!
  }
  const exact = innerProduct(residuals, residuals) <= 1e-26 * innerProduct(y, y)
  const scale = exact ? Number.NaN : options.smallSample === true ? n / (n - k) : 1
  const standardErrors = standardErrorsOf(
    factors.upper,
    bartlettMeat(factors.directions, residuals, options.lag),
    k,
  ).map((error) => error * Math.sqrt(scale))
  return { coefficients, standardErrors, ...judged(coefficients, standardErrors, options.degrees), residuals }
}

function judged(
  coefficients: Float64Array,
  standardErrors: Float64Array,
  degrees: number | undefined,
): Pick<HacRegression, 't' | 'pTwoSided' | 'pOneSidedPositive'> {
  const below = (t: number): number => (degrees === undefined ? normalCdf(t) : studentTCdf(t, degrees))
  const t = coefficients.map((value, j) => (standardErrors[j]! > 0 ? value / standardErrors[j]! : Number.NaN))
  return {
    t,
    pTwoSided: t.map((value) => 2 * below(-Math.abs(value))),
    pOneSidedPositive: t.map((value) => below(-value)),
  }
}

/**
 * sum_{|l|<=lag} (1 - |l|/(lag+1)) sum_t g_t g_{t-l}', g_t = u_t q_t: the sum over all windows of lag + 1 rows (also those that overhang)
 * of the window's sum times itself, over lag + 1. Rows of k numbers.
 */
function bartlettMeat(directions: readonly Float64Array[], residuals: Float64Array, lag: number): Float64Array {
  const n = residuals.length
  const k = directions.length
  const meat = new Float64Array(k * k)
  const window = new Float64Array(k)
  for (let end = 0; end < n + lag; end += 1) {
    const leaving = end - lag - 1
    for (let j = 0; j < k; j += 1) {
      if (end < n) window[j]! += residuals[end]! * directions[j]![end]!
      if (leaving >= 0) window[j]! -= residuals[leaving]! * directions[j]![leaving]!
    }
    for (let i = 0; i < k; i += 1) for (let j = 0; j < k; j += 1) meat[i * k + j]! += window[i]! * window[j]!
  }
  return meat.map((value) => value / (lag + 1))
}

/** Square roots of the diagonal of R^-1 M R^-T. */
function standardErrorsOf(upper: Float64Array, meat: Float64Array, k: number): Float64Array {
  return new Float64Array(k).map((_, at) => {
    const row = inverseRow(upper, at, k)
    let variance = 0
    for (let i = 0; i < k; i += 1) for (let j = 0; j < k; j += 1) variance += row[i]! * meat[i * k + j]! * row[j]!
    return Math.sqrt(Math.max(0, variance))
  })
}

/** Row `at` of R^-1, by solving r R = e_at. */
function inverseRow(upper: Float64Array, at: number, k: number): Float64Array {
  const row = new Float64Array(k)
  for (let j = at; j < k; j += 1) {
    let rest = j === at ? 1 : 0
    for (let i = at; i < j; i += 1) rest -= row[i]! * upper[i * k + j]!
    row[j] = rest / upper[j * k + j]!
  }
  return row
}

function backSubstituted(upper: Float64Array, right: Float64Array): Float64Array {
  const k = right.length
  const solved = right.slice()
  for (let i = k - 1; i >= 0; i -= 1) {
    for (let j = i + 1; j < k; j += 1) solved[i]! -= upper[i * k + j]! * solved[j]!
    solved[i]! /= upper[i * k + i]!
  }
  return solved
}

function innerProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!
  return sum
}

function requireColumns(y: Float64Array, columns: readonly Float64Array[], lag: number): void {
  if (!Number.isInteger(lag) || lag < 0) throw new RangeError(`A lag is a whole number from 0, got ${lag}`)
  for (const column of [y, ...columns]) {
    if (column.length !== y.length)
      throw new RangeError(`Columns of different length: ${y.length} and ${column.length}`)
    for (const value of column) if (!Number.isFinite(value)) throw new RangeError('A value is not a finite number')
  }
}
