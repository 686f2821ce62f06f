import { mean } from '../../stats/mean.ts'

/** Symmetric, `size` rows of `size` numbers. */
export type SquareMatrix = { readonly size: number; readonly values: Float64Array }

/**
 * Pearson's correlations of all pairs of columns, 1 on the diagonal. O(columns^2 x rows). RangeError for columns of different length, and for one without spread, which
 * correlates with nothing.
 */
export function correlationMatrix(columns: readonly Float64Array[]): SquareMatrix {
  const size = columns.length
  const units = columns.map(unitColumn)
  const values = new Float64Array(size * size)
  for (let a = 0; a < size; a++) {
    values[a * size + a] = 1
    for (let b = 0; b < a; b++) {
      const product = Math.max(-1, Math.min(1, innerProduct(units[a]!, units[b]!)))
      values[a * size + b] = product
      values[b * size + a] = product
    }
  }
  return { size, values }
}

/**
 * Mean correlation of all pairs of different columns, in O(columns x rows): the squared length of the sum of unit columns holds all of them. NaN for fewer than 2 columns.
 * RangeError as `correlationMatrix`.
 */
export function averageCorrelation(columns: readonly Float64Array[]): number {
  const size = columns.length
  const total = new Float64Array(columns[0]?.length ?? 0)
  for (const column of columns) {
    const unit = unitColumn(column)
    if (unit.length !== total.length) throw new RangeError('Columns of different length')
    for (let row = 0; row < total.length; row++) total[row] = total[row]! + unit[row]!
  }
  return (innerProduct(total, total) - size) / (size * (size - 1))
}

/** Below this share of the squared mean a spread is rounding noise of equal values. */
const NOISE = 1e-24

/** Whether a column can correlate with anything. */
export function hasSpread(column: Float64Array): boolean {
  const centre = mean(column)
  let squares = 0
  for (const value of column) squares += (value - centre) ** 2
  return squares > NOISE * column.length * centre * centre
}

function unitColumn(column: Float64Array): Float64Array {
  if (!hasSpread(column)) throw new RangeError('A column has no spread')
  const centre = mean(column)
  const unit = column.map((value) => value - centre)
  const length = Math.sqrt(innerProduct(unit, unit))
  return unit.map((value) => value / length)
}

function innerProduct(x: Float64Array, y: Float64Array): number {
  if (x.length !== y.length) throw new RangeError(`Columns of different length: ${x.length} and ${y.length}`)
  let sum = 0
  for (let row = 0; row < x.length; row++) sum += x[row]! * y[row]!
  return sum
}
