import { neweyWestMean } from '../../stats/neweyWestMean.ts'

const LEAST_VALUES = 30

/** `shift`: second half's mean less the first's, in standard deviations of the column. */
export type MeanShift = { readonly shift: number; readonly t: number }

/**
 * How the mean of the second half of the rows differs from that of the first, missing values left out. The t has Newey-West errors with
 * lag floor(4 (n / 100)^(2/9)) for n values of a half (Newey & West 1994, their rule of thumb). Null with fewer than 30 values in a half,
 * or where a half is constant.
 */
export function meanShift(values: Float64Array, deviation: number): MeanShift | null {
  const middle = Math.ceil(values.length / 2)
  const halves = [values.subarray(0, middle), values.subarray(middle)].map((half) => {
    const finite = half.filter(Number.isFinite)
    if (finite.length < LEAST_VALUES) return null
    const { mean, standardError } = neweyWestMean(finite, Math.floor(4 * (finite.length / 100) ** (2 / 9)))
    return { mean, standardError }
  })
  const [first, second] = halves
  if (!first || !second || !(deviation > 0)) return null
  const difference = second.mean - first.mean
  const t = difference / Math.hypot(first.standardError, second.standardError)
  return Number.isFinite(t) ? { shift: difference / deviation, t } : null
}
