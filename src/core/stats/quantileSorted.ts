/**
 * Quantile type 7 (Hyndman & Fan 1996; the default of R and numpy) of values already sorted ascending: linear between the two
 * order statistics around position (n - 1) p. NaN for no values; RangeError for p outside [0, 1].
 */
export function quantileSorted(sorted: Float64Array, probability: number): number {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`A probability is from 0 to 1, got ${probability}`)
  const n = sorted.length
  if (n === 0) return Number.NaN
  const position = (n - 1) * probability
  const below = Math.floor(position)
  const low = sorted[below]!
  if (position === below) return low
  const high = sorted[below + 1]!
  const share = position - below
  // from the nearer end, so that rounding never leaves [low, high]
  return share < 0.5 ? low + share * (high - low) : high - (1 - share) * (high - low)
}
