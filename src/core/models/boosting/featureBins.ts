import type { FeatureMatrix } from '../featureMatrix.ts'

/**
 * Ascending thresholds of each column: bin b holds the values above `thresholds[b - 1]` and at or below `thresholds[b]`.
 * A column of n thresholds has n + 1 bins of values and, after them, one bin of missing values.
 */
export type FeatureBins = { readonly thresholds: readonly Float64Array[] }

/** The most bins of values a column can have: with the bin of missing values the codes fill one byte. */
export const MAXIMUM_BINS = 255

/**
 * Fits bins on the training rows only. Up to `maximumBins` distinct values get a bin each; more are cut at quantiles by row
 * count (unweighted). Every threshold is the midpoint of two neighbouring training values. Values that are not finite are missing.
 */
export function fitFeatureBins(matrix: FeatureMatrix, maximumBins: number = MAXIMUM_BINS): FeatureBins {
  if (!(maximumBins >= 2 && maximumBins <= MAXIMUM_BINS))
    throw new Error(`${maximumBins} bins; 2 to ${MAXIMUM_BINS} fit`)
  const buffer = new Float64Array(matrix.rows)
  const thresholds: Float64Array[] = []
  for (let column = 0; column < matrix.columns; column++) {
    let count = 0
    for (let at = column; at < matrix.values.length; at += matrix.columns) {
      const value = matrix.values[at]!
      if (Number.isFinite(value)) buffer[count++] = value
    }
    thresholds.push(columnThresholds(buffer.subarray(0, count).sort(), maximumBins))
  }
  return { thresholds }
}

/** Thresholds over ascending values. */
function columnThresholds(sorted: Float64Array, maximumBins: number): Float64Array {
  let distinct = sorted.length > 0 ? 1 : 0
  for (let i = 1; i < sorted.length; i++) if (sorted[i]! > sorted[i - 1]!) distinct++
  const everyValue = distinct <= maximumBins
  const thresholds: number[] = []
  let quantile = 1
  for (let i = 1; i < sorted.length; i++) {
    if (!(sorted[i]! > sorted[i - 1]!)) continue
    if (everyValue || i * maximumBins >= quantile * sorted.length) thresholds.push(midpoint(sorted[i - 1]!, sorted[i]!))
    while (i * maximumBins >= quantile * sorted.length) quantile++
  }
  return Float64Array.from(thresholds)
}

/** Half way from low to high, and never high itself: for neighbouring doubles, low. */
function midpoint(low: number, high: number): number {
  const middle = low / 2 + high / 2
  return middle >= low && middle < high ? middle : low
}
