import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'

type Bars = { readonly fromBar: number; readonly toBar: number }
export type SweepFold = { readonly train: Bars; readonly test: Bars }

/** A block that is shorter says nothing. */
const LEAST_BARS = 50

/**
 * Walk-forward inside a sweep: tests of equal length follow each other and end with the bars; what does not divide lengthens the first training part. Anchored
 * training begins with the bars, rolling training keeps the length of the first one. Error: `too-few-bars`.
 */
export function sweepFolds(
  { fromBar, toBar }: Bars,
  { folds, anchored }: { readonly folds: number; readonly anchored: boolean },
): Outcome<readonly SweepFold[]> {
  const bars = toBar - fromBar
  const test = Math.floor(bars / (folds + 1))
  if (test < LEAST_BARS)
    return failure(
      'too-few-bars',
      `${bars} bars are too few for ${folds} folds: each needs a test of ${LEAST_BARS} bars.`,
      'Use fewer folds, or more bars.',
    )
  const first = bars - folds * test
  return success(
    Array.from({ length: folds }, (_, k) => {
      const testFrom = toBar - (folds - k) * test
      return {
        train: { fromBar: anchored ? fromBar : testFrom - first, toBar: testFrom },
        test: { fromBar: testFrom, toBar: testFrom + test },
      }
    }),
  )
}
