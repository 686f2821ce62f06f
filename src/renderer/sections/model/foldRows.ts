import type { FoldMark, FoldRow } from '../../../core/charts/workbench/foldPlanOption.ts'
import type { PairConfig } from '../../../core/pipeline/pairConfig.ts'
import { pairConfig } from '../../../core/pipeline/pairConfig.ts'
import type { Scheme } from '../../../core/pipeline/selection/foldPlan.ts'
import { planFolds } from '../../../core/pipeline/selection/foldPlan.ts'

/** Long enough that rounding to whole bars is not seen. */
const BARS = 1_000_000
const BEYOND = 2

/** The settings that no run can change: the fold plan of an engine version is the same for every pair. */
function standardConfig(): PairConfig {
  const costs = { feeBps: 0, slippageBps: 0, borrowPerYear: 0 }
  return pairConfig({
    profile: 'crypto',
    barsPerYear: 1,
    startCapital: 1,
    costs: { primary: costs, secondary: costs },
    iterate: 0,
    patternAid: false,
  })
}

/** Where each fold's blocks lie, as shares of the development bars, under the scheme that the fold chose; null where the plan has other folds. */
export function foldRows(schemes: readonly Scheme[]): readonly FoldRow[] | null {
  const plan = planFolds(standardConfig(), BARS)
  if (!plan.ok || plan.value.anchored.length !== schemes.length) return null
  return schemes.map((scheme, index) => {
    const { train, validation, test } = plan.value[scheme][index]!
    const isHoldOut = index === schemes.length - 1
    return {
      label: isHoldOut ? `Hold-out (${scheme})` : `Fold ${index + 1} (${scheme})`,
      trainFrom: train.from / BARS,
      validationFrom: validation.from / BARS,
      testFrom: test.from / BARS,
      testTo: isHoldOut ? BEYOND : test.to / BARS,
    }
  })
}

function day(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}

/** The two dates that a run keeps: the first day of the first test, and the start of the hold-out. */
export function foldMarks(
  rows: readonly FoldRow[],
  firstTestMs: number | null,
  holdOutStartMs: number | null,
): readonly FoldMark[] {
  const first = rows[0]
  return [
    ...(first === undefined || firstTestMs === null ? [] : [{ share: first.testFrom, label: day(firstTestMs) }]),
    ...(holdOutStartMs === null ? [] : [{ share: 1, label: day(holdOutStartMs) }]),
  ]
}
