/** The most bins of values a column can have: with the bin of missing values the codes fill one byte. */
export const MAXIMUM_BINS = 255

/**
 * Ascending thresholds over ascending values: bin b holds the values above threshold b - 1 and at or below threshold b. Up to `maximumBins` distinct values
 * get a bin each; more are cut at quantiles by row count (unweighted). Every threshold is half way between two neighbouring values.
 */
export function columnThresholds(sorted: Float64Array, maximumBins: number): Float64Array {
  if (!(maximumBins >= 2 && maximumBins <= MAXIMUM_BINS))
    throw new Error(`${maximumBins} bins; 2 to ${MAXIMUM_BINS} fit`)
  const every = distinctThresholds(sorted, maximumBins)
  return every ?? quantileThresholds(sorted, maximumBins)
}

/** Null where there are more than `maximumBins` distinct values. */
function distinctThresholds(sorted: Float64Array, maximumBins: number): Float64Array | null {
  const thresholds = new Float64Array(maximumBins - 1)
  let count = 0
  for (let i = 1; i < sorted.length; i++) {
    if (!(sorted[i]! > sorted[i - 1]!)) continue
    if (count === maximumBins - 1) return null
    thresholds[count++] = midpoint(sorted[i - 1]!, sorted[i]!)
  }
  return thresholds.slice(0, count)
}

/** A cut at the first change of value at or behind each quantile. */
function quantileThresholds(sorted: Float64Array, maximumBins: number): Float64Array {
  const thresholds: number[] = []
  let quantile = 1
  for (let i = Math.max(1, quantileRow(sorted, quantile, maximumBins)); i < sorted.length; ) {
    if (!(sorted[i]! > sorted[i - 1]!)) {
      i++
      continue
    }
    thresholds.push(midpoint(sorted[i - 1]!, sorted[i]!))
    while (i * maximumBins >= quantile * sorted.length) quantile++
    i = Math.max(i + 1, quantileRow(sorted, quantile, maximumBins))
  }
  return Float64Array.from(thresholds)
}

/** The first row at or behind a quantile. */
function quantileRow(sorted: Float64Array, quantile: number, maximumBins: number): number {
  return Math.ceil((quantile * sorted.length) / maximumBins)
}

/** Half way from low to high, and never high itself: for neighbouring doubles, low. */
function midpoint(low: number, high: number): number {
  const middle = low / 2 + high / 2
  return middle >= low && middle < high ? middle : low
}
