import { expectedMaximumSharpe } from './expectedMaximumSharpe.ts'

/**
 * The expected maximum Sharpe ratio of other counts of trials, were their ratios as widely spread: `expectedNow` (of `trials`) scaled by
 * the standard maximum of each count. `points` counts from 1 to `most` in equal steps of the logarithm. Null for a single trial, of which
 * nothing can be scaled.
 */
export function luckCurve(
  trials: number,
  expectedNow: number,
  most: number,
  points: number,
): { readonly trials: readonly number[]; readonly expected: readonly number[] } | null {
  if (!(trials > 1)) return null
  const unit = expectedMaximumSharpe(trials, 1)
  if (!(unit > 0)) return null
  const counts = Array.from({ length: points }, (_, index) => most ** (index / (points - 1)))
  return { trials: counts, expected: counts.map((count) => (expectedNow / unit) * expectedMaximumSharpe(count, 1)) }
}
