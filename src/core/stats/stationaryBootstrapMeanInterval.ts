import type { BootstrapOptions } from './bootstrapOptions.ts'
import { quantileSorted } from './quantileSorted.ts'
import { requireResamples } from './requireResamples.ts'
import { stationaryResampledMeans } from './stationaryResampledMeans.ts'

export type BootstrapIntervalOptions = BootstrapOptions & {
  /** Coverage, as 0.95. */
  readonly level: number
}

/**
 * Percentile interval of the mean from the stationary bootstrap (Politis & Romano 1994), not centred; quantiles of type 7.
 * Null for no values. RangeError for a level outside (0, 1) or resamples < 1.
 */
export function stationaryBootstrapMeanInterval(
  values: Float64Array,
  options: BootstrapIntervalOptions,
): { readonly low: number; readonly high: number } | null {
  const { level } = options
  if (!(level > 0 && level < 1)) throw new RangeError(`A level is between 0 and 1, got ${level}`)
  requireResamples(options.resamples)
  if (values.length === 0) return null
  const means = Float64Array.from(stationaryResampledMeans([values], options), (row) => row[0]!).sort()
  const tail = (1 - level) / 2
  return { low: quantileSorted(means, tail), high: quantileSorted(means, 1 - tail) }
}
