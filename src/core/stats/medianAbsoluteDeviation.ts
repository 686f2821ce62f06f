import { median } from './median.ts'

/** 1 / z(3/4): makes the deviation estimate the standard deviation of normal data. */
const NORMAL_CONSISTENCY = 1.482602218505602

/**
 * Median absolute deviation from the median. Raw by default; with `normalConsistent` times 1.4826, to be read as a robust standard
 * deviation (Hampel 1974). NaN for no values.
 */
export function medianAbsoluteDeviation(values: Float64Array, normalConsistent = false): number {
  const centre = median(values)
  const deviations = values.map((value) => Math.abs(value - centre))
  return median(deviations) * (normalConsistent ? NORMAL_CONSISTENCY : 1)
}
