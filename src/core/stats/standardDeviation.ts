import { variance } from './variance.ts'

/** Square root of `variance`; `ddof` 1 (sample) unless said otherwise. NaN where n <= ddof. */
export function standardDeviation(values: Float64Array, ddof: 0 | 1 = 1): number {
  return Math.sqrt(variance(values, ddof))
}
