import { meanRanks } from './meanRanks.ts'
import { pearsonCorrelation } from './pearsonCorrelation.ts'

/**
 * Spearman's rank correlation (1904), ties by mean ranks, over the rows in which both values are finite. NaN with fewer than 3 such rows, or where a
 * column is constant in them. RangeError for columns of different length.
 */
export function spearmanCorrelation(x: Float64Array, y: Float64Array): number {
  if (x.length !== y.length) throw new RangeError(`Columns of different length: ${x.length} and ${y.length}`)
  const isWhole = (_: number, row: number) => Number.isFinite(x[row]!) && Number.isFinite(y[row]!)
  return pearsonCorrelation(meanRanks(x.filter(isWhole)), meanRanks(y.filter(isWhole)))
}
