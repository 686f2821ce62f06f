/**
 * Features of `rows` observations: `values[row * columns + column]`, row-major. A value that is not finite is missing.
 * `names[column]` is the feature's stable name.
 */
export type FeatureMatrix = {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
  readonly names: readonly string[]
}

/** A matrix over columns of equal length, one a feature; the values are copied. */
export function matrixFromColumns(names: readonly string[], columns: readonly Float64Array[]): FeatureMatrix {
  const rows = columns[0]?.length ?? 0
  if (names.length !== columns.length || columns.some((column) => column.length !== rows)) {
    throw new Error('Every feature needs one name and as many values as the others')
  }
  const width = columns.length
  const values = new Float64Array(rows * width)
  for (let column = 0; column < width; column++) {
    const source = columns[column]!
    for (let row = 0; row < rows; row++) values[row * width + column] = source[row]!
  }
  return { rows, columns: width, values, names }
}

/** The named rows, in the order given; the values are copied. */
export function selectRows(matrix: FeatureMatrix, rows: Int32Array): FeatureMatrix {
  const { columns } = matrix
  const values = new Float64Array(rows.length * columns)
  for (let target = 0; target < rows.length; target++) {
    const row = rows[target]!
    if (row < 0 || row >= matrix.rows) throw new Error(`Row ${row} is not in a matrix of ${matrix.rows} rows`)
    values.set(matrix.values.subarray(row * columns, (row + 1) * columns), target * columns)
  }
  return { rows: rows.length, columns, values, names: matrix.names }
}
