import type { BootstrapOptions } from '../../stats/bootstrapOptions.ts'
import { mean } from '../../stats/mean.ts'
import { resampledShare } from '../../stats/resampledShare.ts'
import { stationaryResampledMeans } from '../../stats/stationaryResampledMeans.ts'
import { requirePerformance } from './requirePerformance.ts'

export type RealityCheck = {
  /** max_k sqrt(n) mean_k. */
  readonly statistic: number
  readonly pValue: number
  /** The column with the largest mean; the first of equals. */
  readonly best: number
}

/**
 * Reality check of White 2000, Econometrica 68: is the best of k no better than its benchmark? V = max_k sqrt(n) d_k,
 * V* = max_k sqrt(n) (d*_k - d_k), p = share of V* at or above V, at least 1/(B + 1). Not studentised: one wild column widens the null for all.
 *
 * `performance`: k columns of n values per period over the benchmark (profit, not loss: large is good), on the same dates; every column
 * that was ever tried belongs in it. Stationary bootstrap, all columns with the same indices. RangeError for no columns, columns of
 * different length or values that are not finite.
 */
export function realityCheck(performance: readonly Float64Array[], options: BootstrapOptions): RealityCheck {
  const n = requirePerformance(performance)
  return realityCheckFromDraws(Float64Array.from(performance, mean), n, stationaryResampledMeans(performance, options))
}

/** `realityCheck` from the columns' means over n periods and B rows of their resampled means (not centred). */
export function realityCheckFromDraws(
  means: Float64Array,
  n: number,
  resampledMeans: readonly Float64Array[],
): RealityCheck {
  const root = Math.sqrt(n)
  let best = 0
  for (let k = 1; k < means.length; k += 1) if (means[k]! > means[best]!) best = k
  const statistic = root * means[best]!
  const drawn = resampledMeans.map((row) => {
    let largest = Number.NEGATIVE_INFINITY
    for (let k = 0; k < means.length; k += 1) largest = Math.max(largest, root * (row[k]! - means[k]!))
    return largest
  })
  return { statistic, pValue: resampledShare(statistic, drawn), best }
}
