import { pearsonCorrelation } from '../../stats/pearsonCorrelation.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { isVarying } from './isVarying.ts'

/** Rows times pairs that are looked at: with more, every second, third ... row is taken. */
const MOST_ROW_PAIRS = 200_000_000

export type ColumnCorrelations = {
  /** Column numbers; constant and empty columns are left out. */
  readonly columns: readonly number[]
  /** `values[i * columns.length + j]`; 1 on the diagonal, NaN where not defined. */
  readonly values: Float64Array
  readonly rows: number
  readonly step: number
}

/** Pearson correlations of all pairs, each over the rows that have both values. Yields after each column. */
export function* correlateColumns({ matrix, summaries }: SummarisedMatrix): Generator<void, ColumnCorrelations> {
  const columns = summaries.flatMap((summary, column) => (isVarying(summary) ? [column] : []))
  const width = columns.length
  const length = matrix.timeMs.length
  const step = Math.max(1, Math.ceil((length * ((width * (width - 1)) / 2)) / MOST_ROW_PAIRS))
  const values = new Float64Array(width * width)
  for (let left = 0; left < width; left++) {
    values[left * width + left] = 1
    for (let right = left + 1; right < width; right++) {
      const value = pearsonCorrelation(matrix.columns[columns[left]!]!, matrix.columns[columns[right]!]!, step)
      values[left * width + right] = value
      values[right * width + left] = value
    }
    yield
  }
  return { columns, values, rows: Math.ceil(length / step), step }
}
