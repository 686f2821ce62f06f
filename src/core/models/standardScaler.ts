import type { FeatureMatrix } from './featureMatrix.ts'

/** Mean and standard deviation (ddof 0) of each column of the rows it was fitted on; deviation 0 marks a constant column. */
export type StandardScaler = { readonly means: readonly number[]; readonly deviations: readonly number[] }

/**
 * Fits on the given rows only, which must be the training rows of one fold.
 * Missing values are left out; rows are not weighted. A column with one distinct value, or none, has deviation 0.
 */
export function fitStandardScaler(matrix: FeatureMatrix): StandardScaler {
  const means: number[] = []
  const deviations: number[] = []
  for (let column = 0; column < matrix.columns; column++) {
    const { mean, deviation } = columnMoments(matrix, column)
    means.push(mean)
    deviations.push(deviation)
  }
  return { means, deviations }
}

/** (value - mean) / deviation. A missing value becomes 0, the training mean; so does every value of a constant column. */
export function applyStandardScaler(scaler: StandardScaler, matrix: FeatureMatrix): FeatureMatrix {
  const { rows, columns } = matrix
  if (scaler.means.length !== columns) throw new Error(`Scaler of ${scaler.means.length} columns applied to ${columns}`)
  const values = new Float64Array(rows * columns)
  for (let column = 0; column < columns; column++) {
    const mean = scaler.means[column]!
    const deviation = scaler.deviations[column]!
    if (deviation === 0) continue
    for (let at = column; at < values.length; at += columns) {
      const value = matrix.values[at]!
      values[at] = Number.isFinite(value) ? (value - mean) / deviation : 0
    }
  }
  return { rows, columns, values, names: matrix.names }
}

function columnMoments(matrix: FeatureMatrix, column: number): { mean: number; deviation: number } {
  const { values, columns } = matrix
  let count = 0
  let sum = 0
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let at = column; at < values.length; at += columns) {
    const value = values[at]!
    if (!Number.isFinite(value)) continue
    count++
    sum += value
    if (value < low) low = value
    if (value > high) high = value
  }
  // Compared by range: the rounded mean of equal values can differ from them, which would give a deviation of 1e-17.
  if (count === 0) return { mean: 0, deviation: 0 }
  if (low === high) return { mean: low, deviation: 0 }
  const mean = sum / count
  let squares = 0
  for (let at = column; at < values.length; at += columns) {
    const value = values[at]!
    if (Number.isFinite(value)) squares += (value - mean) ** 2
  }
  return { mean, deviation: Math.sqrt(squares / count) }
}
