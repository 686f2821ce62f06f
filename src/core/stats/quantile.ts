import { quantileSorted } from './quantileSorted.ts'

/** Quantile type 7 of values in any order (copied, not changed). NaN for no values or where any value is NaN. */
export function quantile(values: Float64Array, probability: number): number {
  const sorted = values.slice().sort()
  if (Number.isNaN(sorted[sorted.length - 1])) return Number.NaN
  return quantileSorted(sorted, probability)
}
