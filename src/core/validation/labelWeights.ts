import type { LabelSpans } from './purge.ts'
import { labelConcurrency } from './uniqueness.ts'

/**
 * Weights by what the returns under a label alone account for: |sum over its bars of r_t / c_t|, c_t labels using bar t (AFML 4.6, snippet 4.10), scaled to the mean 1.
 * `logReturn[t]` is that of bar t, ln(close_t / close_{t-1}); the book takes the bar of the decision along, so pass spans that begin one bar later where that return
 * had been earned before the decision. Training rows of one fold and one instrument. All 1 where nothing moved.
 */
export function returnAttribution(spans: LabelSpans, logReturn: Float64Array): Float64Array {
  const { from, counts } = labelConcurrency(spans)
  const weights = Float64Array.from(spans.startIndex, (start, row) => {
    let sum = 0
    for (let bar = start; bar <= spans.endIndex[row]!; bar++) sum += logReturn[bar]! / counts[bar - from]!
    return Math.abs(sum)
  })
  const total = weights.reduce((sum, value) => sum + value, 0)
  return total > 0 ? weights.map((value) => (value * weights.length) / total) : weights.fill(1)
}

/**
 * Factors that fall in a straight line over cumulative uniqueness, from 1 for the newest row (AFML 4.7, snippet 4.11). `oldest` from 0 to 1 is the factor that the
 * oldest would have; below 0, so large a share of the oldest uniqueness counts nothing. Rows ascend in time.
 */
export function timeDecay(uniqueness: Float64Array, oldest: number): Float64Array {
  if (!(oldest > -1 && oldest <= 1)) throw new RangeError(`A decay is above -1 and at most 1, got ${oldest}`)
  let total = 0
  const cumulative = uniqueness.map((value) => {
    total += value
    return total
  })
  const slope = oldest >= 0 ? (1 - oldest) / total : 1 / ((oldest + 1) * total)
  const constant = 1 - slope * total
  return cumulative.map((value) => Math.max(0, constant + slope * value))
}
