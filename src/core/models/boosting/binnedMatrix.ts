import type { FeatureMatrix } from '../featureMatrix.ts'
import type { FeatureBins } from './featureBins.ts'

/**
 * A matrix as bin codes, row-major. Column c owns the slots `offsets[c]` to `offsets[c + 1] - 1` of a histogram,
 * the last of them for missing values; a row's slot is `offsets[c] + codes[row * columns + c]`.
 */
export type BinnedMatrix = {
  readonly rows: number
  readonly columns: number
  readonly codes: Uint8Array
  readonly offsets: Int32Array
  readonly thresholds: readonly Float64Array[]
}

export function binMatrix(matrix: FeatureMatrix, bins: FeatureBins): BinnedMatrix {
  const { rows, columns, values } = matrix
  const { thresholds } = bins
  if (thresholds.length !== columns) throw new Error(`Bins of ${thresholds.length} columns applied to ${columns}`)
  const codes = new Uint8Array(rows * columns)
  const offsets = new Int32Array(columns + 1)
  for (let column = 0; column < columns; column++) {
    const cuts = thresholds[column]!
    const missing = cuts.length + 1
    offsets[column + 1] = offsets[column]! + missing + 1
    for (let at = column; at < codes.length; at += columns) {
      const value = values[at]!
      codes[at] = Number.isFinite(value) ? binOf(cuts, value) : missing
    }
  }
  return { rows, columns, codes, offsets, thresholds }
}

/** Number of thresholds below the value. */
function binOf(cuts: Float64Array, value: number): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (value <= cuts[middle]!) high = middle
    else low = middle + 1
  }
  return low
}
