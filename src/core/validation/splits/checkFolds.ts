import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import type { SplitPlan } from './split.ts'

export type FoldGuards = {
  readonly leastTrainRows: number
  readonly leastTestRows: number
  /** Rows of either class that training and test need. */
  readonly leastOfClass: number
}

/**
 * Whether every split has enough rows, and for classes (`target` of 0 and 1) enough of both; `target` null where it is an amount.
 * Fails with `too-few-rows-in-fold` and `one-class-in-fold`, naming the fold, what it has and what it needs.
 */
export function checkFolds(plan: SplitPlan, target: Float64Array | null, guards: FoldGuards): Outcome<null> {
  for (const [fold, split] of plan.splits.entries()) {
    const parts = [
      { name: 'training', rows: split.train, least: guards.leastTrainRows },
      { name: 'test', rows: split.test, least: guards.leastTestRows },
    ]
    for (const { name, rows, least } of parts) {
      if (rows.length < least) return tooFewRows(fold, name, rows.length, least, split.purged + split.embargoed)
      if (target === null) continue
      const positives = rows.reduce((sum, row) => sum + (target[row] === 1 ? 1 : 0), 0)
      const rarer = Math.min(positives, rows.length - positives)
      if (rarer < guards.leastOfClass) return tooFewOfClass(fold, name, positives, rows.length, guards.leastOfClass)
    }
  }
  return success(null)
}

function tooFewRows(fold: number, part: string, rows: number, least: number, dropped: number): Outcome<never> {
  return failure(
    'too-few-rows-in-fold',
    `Fold ${fold + 1} has ${rows} ${part} rows, and ${least} are needed (${dropped} were purged or under embargo).`,
    'Use fewer folds, a longer history, a shorter label or a shorter embargo.',
  )
}

function tooFewOfClass(fold: number, part: string, positives: number, rows: number, least: number): Outcome<never> {
  return failure(
    'one-class-in-fold',
    `Fold ${fold + 1} has ${positives} rows of target 1 among ${rows} ${part} rows; ${least} of either class are needed.`,
    'Use fewer folds or a longer history, or a target that both classes reach more often.',
  )
}
