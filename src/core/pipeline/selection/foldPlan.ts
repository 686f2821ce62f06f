import type { Outcome } from '../../outcome/outcome.ts'
import { success } from '../../outcome/outcome.ts'
import type { Fold } from '../../validation/walkForward.ts'
import { planWalkForward } from '../../validation/walkForward.ts'
import type { PairConfig } from '../pairConfig.ts'

export const SCHEMES = ['anchored', 'rolling'] as const
export type Scheme = (typeof SCHEMES)[number]

/**
 * The folds of both schemes over development bars, each followed by one last fold whose test is the sealed hold-out (no bars of it are
 * here): it trains and validates on the end of the development data and so freezes the configuration that the hold-out will judge.
 */
export type FoldPlan = Readonly<Record<Scheme, readonly Fold[]>>

function finalFold(folds: readonly Fold[], barCount: number): Fold {
  const last = folds.at(-1)!
  const validationBars = last.validation.to - last.validation.from
  const trainFrom = last.train.from === 0 ? 0 : last.train.from + (last.test.to - last.test.from)
  const border = barCount - validationBars
  return {
    index: folds.length,
    train: { from: trainFrom, to: border },
    validation: { from: border, to: barCount },
    test: { from: barCount, to: barCount },
  }
}

export function planFolds(config: PairConfig, barCount: number): Outcome<FoldPlan> {
  const { count, trainShare, validationShare, minimumBlockBars } = config.folds
  const request = { barCount, folds: count, trainShare, validationShare, minimumBlockBars }
  const anchored = planWalkForward({ ...request, scheme: 'anchored' })
  if (!anchored.ok) return anchored
  const rolling = planWalkForward({ ...request, scheme: 'rolling' })
  if (!rolling.ok) return rolling
  return success({
    anchored: [...anchored.value, finalFold(anchored.value, barCount)],
    rolling: [...rolling.value, finalFold(rolling.value, barCount)],
  })
}

/** Fold by fold, the fold of the scheme that was chosen for it. Tests are the same blocks in both schemes. */
export function foldsOf(plan: FoldPlan, schemeOfFold: readonly Scheme[]): readonly Fold[] {
  return schemeOfFold.map((scheme, index) => plan[scheme][index]!)
}
