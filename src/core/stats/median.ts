import { quantile } from './quantile.ts'

/** Median (mean of the middle two for an even count). NaN for no values or where any value is NaN. */
export function median(values: Float64Array): number {
  return quantile(values, 0.5)
}
