import type { BootstrapOptions } from '../../stats/bootstrapOptions.ts'
import { mean } from '../../stats/mean.ts'
import { resampledShare } from '../../stats/resampledShare.ts'
import { stationaryBootstrapVariance } from '../../stats/stationaryBootstrapVariance.ts'
import { stationaryResampledErrors, stationaryResampledMeans } from '../../stats/stationaryResampledMeans.ts'
import { requirePerformance } from './requirePerformance.ts'

export type SuperiorPredictiveAbility = {
  /** max(0, max_k sqrt(n) mean_k / w_k); without the w_k where not studentised. */
  readonly statistic: number
  /** P-values under the three null distributions; lower <= consistent <= upper. */
  readonly lower: number
  readonly consistent: number
  readonly upper: number
  /** The column with the largest statistic; the first of equals. */
  readonly best: number
}

export type AbilityOptions = {
  /** Divide each mean by its error (the default). False: as `arch`, where w_k only decides which columns are recentred. */
  readonly studentized?: boolean
  /**
   * `each-resample` (the default): every resampled mean over its own error (`errorOfBlocks`), which keeps the level. `observed`: w_k under every resample, as
   * Hansen wrote it, which takes w_k as known and rejects too often where blocks are long for the number of periods. Only where studentised.
   */
  readonly errors?: 'each-resample' | 'observed'
}

export type AbilityDraws = {
  readonly means: Float64Array
  /** w_k: square root of `stationaryBootstrapVariance`, in units of one period's performance. A column with w_k = 0 is left out. */
  readonly errors: Float64Array
  readonly n: number
  /** B rows of resampled means, not centred. */
  readonly resampledMeans: readonly Float64Array[]
  /** Rows of sqrt(n) times the errors of those means; without them w_k stands under all, as Hansen wrote it. Not looked at where not studentised. */
  readonly resampledErrors?: readonly Float64Array[]
}

/**
 * Test for superior predictive ability of Hansen 2005, JBES 23(4), over errors s*_k of each resample instead of his w_k: T = max(0, max_k sqrt(n) d_k / w_k);
 * under the null T* = max(0, max_k sqrt(n) (d*_k - g_k) / s*_k) with g_k = max(d_k, 0) (lower), d_k where d_k >= -w_k sqrt(2 ln ln n / n), else 0
 * (consistent: hopeless columns do not widen the null), or d_k (upper). p = share of T* at or above T, at least 1/(B + 1): where no
 * column beats the benchmark T is 0 and p is 1. `errors: 'observed'` is his own, w_k under both.
 *
 * `performance` as for `realityCheck`. Null for fewer than 3 periods (ln ln n) or where no column varies. RangeErrors as there.
 */
export function superiorPredictiveAbility(
  performance: readonly Float64Array[],
  options: BootstrapOptions & AbilityOptions,
): SuperiorPredictiveAbility | null {
  const n = requirePerformance(performance)
  const errors = Float64Array.from(performance, (column) =>
    Math.sqrt(stationaryBootstrapVariance(column, options.meanBlock)),
  )
  if (n < 3 || !errors.some((error) => error > 0)) return null
  const means = Float64Array.from(performance, mean)
  if (options.errors === 'observed' || options.studentized === false) {
    const resampledMeans = stationaryResampledMeans(performance, options)
    return superiorPredictiveAbilityFromDraws({ means, errors, n, resampledMeans }, options)
  }
  const drawn = stationaryResampledErrors(performance, options)
  return superiorPredictiveAbilityFromDraws(
    { means, errors, n, resampledMeans: drawn.means, resampledErrors: drawn.errors },
    options,
  )
}

/** `superiorPredictiveAbility` from means, their errors and resampled means. */
export function superiorPredictiveAbilityFromDraws(
  draws: AbilityDraws,
  options: AbilityOptions = {},
): SuperiorPredictiveAbility | null {
  const { means, errors, n } = draws
  if (n < 3 || !errors.some((error) => error > 0)) return null
  const scales = errors.map((error) => (error > 0 ? Math.sqrt(n) / (options.studentized === false ? 1 : error) : 0))
  let best = scales.findIndex((scale) => scale > 0)
  for (let k = best + 1; k < means.length; k += 1) {
    if (scales[k]! > 0 && scales[k]! * means[k]! > scales[best]! * means[best]!) best = k
  }
  const statistic = Math.max(0, scales[best]! * means[best]!)
  const resampledErrors = options.studentized === false ? [] : (draws.resampledErrors ?? [])
  const threshold = Math.sqrt((2 * Math.log(Math.log(n))) / n)
  const under = (centre: (d: number, k: number) => number): number =>
    shareUnder(statistic, means.map(centre), scales, { ...draws, resampledErrors })
  return {
    statistic,
    lower: under((d) => Math.max(d, 0)),
    consistent: under((d, k) => (d >= -errors[k]! * threshold ? d : 0)),
    upper: under((d) => d),
    best,
  }
}

function shareUnder(
  statistic: number,
  centres: Float64Array,
  scales: Float64Array,
  { n, resampledMeans, resampledErrors = [] }: AbilityDraws,
): number {
  const root = Math.sqrt(n)
  const drawn = resampledMeans.map((row, draw) => {
    const errors = resampledErrors[draw]
    let largest = 0
    for (let k = 0; k < row.length; k += 1) {
      const scale = scales[k]! > 0 && errors !== undefined ? root / errors[k]! : scales[k]!
      if (scale !== 0) largest = Math.max(largest, scale * (row[k]! - centres[k]!))
    }
    return largest
  })
  return resampledShare(statistic, drawn)
}
