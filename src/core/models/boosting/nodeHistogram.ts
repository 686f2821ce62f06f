import type { BinnedMatrix } from './binnedMatrix.ts'

/** A histogram slot holds three sums over the node's rows: gradient, hessian, row count. */
export const HISTOGRAM_STRIDE = 3

export function createHistogram(binned: BinnedMatrix): Float64Array {
  return new Float64Array(HISTOGRAM_STRIDE * binned.offsets[binned.columns]!)
}

/** Fills `histogram` from the given rows, for the given columns. */
export function fillHistogram(
  histogram: Float64Array,
  binned: BinnedMatrix,
  columns: Int32Array,
  rows: Int32Array,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const { codes, offsets } = binned
  const width = binned.columns
  histogram.fill(0)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const rowAt = row * width
    const rowGradient = gradient[row]!
    const rowHessian = hessian[row]!
    for (let j = 0; j < columns.length; j++) {
      const column = columns[j]!
      const slot = HISTOGRAM_STRIDE * (offsets[column]! + codes[rowAt + column]!)
      histogram[slot]! += rowGradient
      histogram[slot + 1]! += rowHessian
      histogram[slot + 2]! += 1
    }
  }
}

/** Turns the parent's histogram, in place and for the given columns, into that of the sibling of `child`. */
export function subtractHistogram(
  parent: Float64Array,
  child: Float64Array,
  { offsets }: BinnedMatrix,
  columns: Int32Array,
): void {
  for (let j = 0; j < columns.length; j++) {
    const to = HISTOGRAM_STRIDE * offsets[columns[j]! + 1]!
    for (let i = HISTOGRAM_STRIDE * offsets[columns[j]!]!; i < to; i++) parent[i]! -= child[i]!
  }
}
