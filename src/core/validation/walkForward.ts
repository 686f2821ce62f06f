import { failure, type Outcome, success } from '../outcome/outcome.ts'

/** Bars `from` to `to - 1`. */
export type BarRange = { readonly from: number; readonly to: number }

/** `train` ends where `validation` starts, which ends where `test` starts. Labels reaching over a border are left to `purgedRows`. */
export type Fold = {
  readonly index: number
  readonly train: BarRange
  readonly validation: BarRange
  readonly test: BarRange
}

export type WalkForwardPlan = {
  /** Bars of development data; the sealed hold-out is not among them. */
  readonly barCount: number
  readonly folds: number
  /** `rolling` keeps the length of the training block, `anchored` always starts it at bar 0. */
  readonly scheme: 'rolling' | 'anchored'
  /** Shares of `barCount`: length of the first training block and of every validation block. */
  readonly trainShare: number
  readonly validationShare: number
  /** The shortest block allowed: at least label horizon + embargo + what a fit needs. */
  readonly minimumBlockBars: number
}

/**
 * Walk-forward folds. Tests are of equal length, follow each other without a hole, and end exactly at `barCount`; the bars that do not divide
 * by `folds` (fewer than `folds`) lengthen the first training block, which starts at bar 0.
 * Fails with `bad-fold-plan` (shares or counts without meaning) and `too-few-bars`, naming the bars needed.
 */
export function planWalkForward(plan: WalkForwardPlan): Outcome<readonly Fold[]> {
  const { barCount, folds, scheme, trainShare, validationShare, minimumBlockBars } = plan
  const isPlan = folds >= 1 && Number.isInteger(folds) && Number.isInteger(barCount) && minimumBlockBars >= 1
  if (!isPlan || !(trainShare > 0 && validationShare > 0 && trainShare + validationShare < 1)) {
    return failure(
      'bad-fold-plan',
      `Walk-forward of ${folds} folds with a training share of ${trainShare} and a validation share of ${validationShare} cannot be laid out.`,
      'Use at least one fold, and shares above 0 that leave room for the tests (their sum below 1).',
    )
  }
  const lengths = blockLengths(plan, barCount)
  if (!areLongEnough(lengths, minimumBlockBars)) {
    return failure(
      'too-few-bars',
      `${barCount} bars are too few for ${folds} walk-forward folds: ${barsNeeded(plan)} are needed for blocks of ${minimumBlockBars} bars.`,
      'Import a longer history, or use fewer folds or a shorter interval.',
    )
  }
  return success(
    Array.from({ length: folds }, (_, index) => {
      const testFrom = barCount - (folds - index) * lengths.test
      const validationFrom = testFrom - lengths.validation
      return {
        index,
        train: { from: scheme === 'rolling' ? validationFrom - lengths.train : 0, to: validationFrom },
        validation: { from: validationFrom, to: testFrom },
        test: { from: testFrom, to: testFrom + lengths.test },
      }
    }),
  )
}

type BlockLengths = { readonly train: number; readonly validation: number; readonly test: number }

function blockLengths({ folds, trainShare, validationShare }: WalkForwardPlan, barCount: number): BlockLengths {
  const validation = Math.round(validationShare * barCount)
  const test = Math.floor((barCount - Math.round(trainShare * barCount) - validation) / folds)
  return { train: barCount - validation - folds * test, validation, test }
}

function areLongEnough({ train, validation, test }: BlockLengths, minimumBlockBars: number): boolean {
  return Math.min(train, validation, test) >= minimumBlockBars
}

/** The smallest bar count above its own that this plan accepts (rounding lets some smaller ones pass), found upwards from just below the one that ignores rounding. */
function barsNeeded(plan: WalkForwardPlan): number {
  const { barCount, folds, trainShare, validationShare, minimumBlockBars } = plan
  const smallestShare = Math.min(trainShare, validationShare, (1 - trainShare - validationShare) / folds)
  let needed = Math.max(barCount + 1, Math.floor((minimumBlockBars - 1) / smallestShare) - folds)
  while (!areLongEnough(blockLengths(plan, needed), minimumBlockBars)) needed++
  return needed
}
