import type { Outcome } from '../../outcome/outcome.ts'
import { blockOfTimes } from './evenBlocks.ts'
import { forwardPlan } from './forwardPlan.ts'
import type { SplitPlan } from './split.ts'
import type { SplitRequest } from './splitRequest.ts'
import { badPlan, tooFewTimes, usableRows } from './usableRows.ts'

export type WalkForwardRequest = SplitRequest & {
  /** `rolling` keeps the length of the training block, `anchored` always starts it at the first row. */
  readonly scheme: 'rolling' | 'anchored'
  readonly splits: number
  /** Share of the distinct times in the first training block, above 0 and below 1. */
  readonly trainShare: number
  readonly gapMs: number
}

/**
 * Tests of equal length, end to end, the last one at the end; the model is fitted anew for each, so the step is the test. Times that do not divide by
 * `splits` lengthen the first training block. Fails with `bad-split-plan`, `too-few-times`, `empty-training-set` and `bad-row-spans`.
 */
export function walkForwardSplits(request: WalkForwardRequest): Outcome<SplitPlan> {
  const { scheme, splits, trainShare, gapMs } = request
  if (!(Number.isInteger(splits) && splits >= 1)) return badPlan(`${splits} tests`)
  if (!(trainShare > 0 && trainShare < 1)) return badPlan(`a training share of ${trainShare}`)
  if (!(gapMs >= 0)) return badPlan(`a gap of ${gapMs} ms`)
  const usable = usableRows(request)
  if (!usable.ok) return usable
  const times = usable.value.starts.length - 1
  const testTimes = Math.floor((times - Math.round(trainShare * times)) / splits)
  const trainTimes = times - splits * testTimes
  if (testTimes < 1 || trainTimes < 1) {
    const needed = Math.max(Math.ceil(splits / (1 - trainShare)), Math.ceil(1 / trainShare), times + 1)
    return tooFewTimes(times, needed, `${splits} tests after a training share of ${trainShare}`)
  }
  const steps = Array.from({ length: splits }, (_, step) => {
    const from = trainTimes + step * testTimes
    return {
      train: blockOfTimes(usable.value, scheme === 'rolling' ? from - trainTimes : 0, from),
      test: blockOfTimes(usable.value, from, from + testTimes),
    }
  })
  return forwardPlan('walk-forward', usable.value, steps, gapMs)
}
