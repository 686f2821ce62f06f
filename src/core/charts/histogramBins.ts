export type Histogram = { readonly low: number; readonly width: number; readonly counts: readonly number[] }

/** Equal-width bins over [low, high]; values outside are counted in the end bins, so counts always sum to the values. */
export function histogramBins(values: readonly number[], low: number, high: number, bins: number): Histogram {
  const width = (high - low) / bins
  const counts = new Array<number>(bins).fill(0)
  for (const value of values) {
    const index = Math.min(bins - 1, Math.max(0, Math.floor((value - low) / width)))
    counts[index] = counts[index]! + 1
  }
  return { low, width, counts }
}
