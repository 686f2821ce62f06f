import type { BootstrapOptions } from '../../stats/bootstrapOptions.ts'
import { mean } from '../../stats/mean.ts'
import { stationaryBootstrapVariance } from '../../stats/stationaryBootstrapVariance.ts'
import { stationaryResampledErrors, stationaryResampledMeans } from '../../stats/stationaryResampledMeans.ts'
import { requirePerformance } from './requirePerformance.ts'
import { stepDownPValues } from './stepDownPValues.ts'

export type StepwiseSuperior = {
  /** sqrt(n) mean_k / w_k; NaN for a column that does not vary. */
  readonly statistics: Float64Array
  /** Family-wise adjusted; a column is found at level a where it is a or less. NaN as above. */
  readonly pValues: Float64Array
}

export type StepwiseOptions = {
  /**
   * `each-resample` (the default): every resampled mean over its own error, as Romano & Wolf have it: right where errors are uncertain. `observed`: all over w_k.
   * `none`: not studentised (the basic StepM, whose first step is White's reality check).
   */
  readonly errors?: 'each-resample' | 'observed' | 'none'
}

/**
 * Which of k columns beat their benchmark: StepM of Romano & Wolf 2005, studentised (their section 4), as p-values instead of a set at one
 * level: t_k = sqrt(n) d_k / w_k against t*_k = sqrt(n) (d*_k - d_k) / s*_k by `stepDownPValues`; w_k^2 from `stationaryBootstrapVariance`,
 * s*_k from the blocks of the resample (`errorOfBlocks`).
 * `performance` as for `realityCheck`, RangeErrors as there.
 */
export function stepwiseSuperior(
  performance: readonly Float64Array[],
  options: BootstrapOptions & StepwiseOptions,
): StepwiseSuperior {
  const root = Math.sqrt(requirePerformance(performance))
  const { errors: kind = 'each-resample' } = options
  const errors = Float64Array.from(performance, (column) => {
    const error = Math.sqrt(stationaryBootstrapVariance(column, options.meanBlock))
    if (!(error > 0)) return Number.NaN
    return kind === 'none' ? 1 : error
  })
  const means = Float64Array.from(performance, mean)
  const statistics = means.map((value, k) => (root * value) / errors[k]!)
  const drawn =
    kind === 'each-resample'
      ? stationaryResampledErrors(performance, options)
      : { means: stationaryResampledMeans(performance, options), errors: [] }
  const rows = drawn.means.map((row, draw) =>
    row.map((value, k) => (root * (value - means[k]!)) / (drawn.errors[draw]?.[k] ?? errors[k]!)),
  )
  return { statistics, pValues: stepDownPValues(statistics, rows) }
}
