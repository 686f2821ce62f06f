import type { Outcome } from '../../outcome/outcome.ts'
import { blockOfTimes } from './evenBlocks.ts'
import { forwardPlan } from './forwardPlan.ts'
import type { SplitPlan } from './split.ts'
import type { SplitRequest } from './splitRequest.ts'
import { badPlan, tooFewTimes, usableRows } from './usableRows.ts'

export type TimeSeriesRequest = SplitRequest & { readonly splits: number; readonly gapMs: number }

/**
 * Tests of floor(times / (splits + 1)) distinct times each, end to end, the last one at the end; each is trained for on everything before it but the
 * gap (the tests of scikit-learn's `TimeSeriesSplit`). Fails with `bad-split-plan`, `too-few-times`, `empty-training-set` and `bad-row-spans`.
 */
export function timeSeriesSplit(request: TimeSeriesRequest): Outcome<SplitPlan> {
  const { splits, gapMs } = request
  if (!(Number.isInteger(splits) && splits >= 1)) return badPlan(`${splits} tests`)
  if (!(gapMs >= 0)) return badPlan(`a gap of ${gapMs} ms`)
  const usable = usableRows(request)
  if (!usable.ok) return usable
  const times = usable.value.starts.length - 1
  const testTimes = Math.floor(times / (splits + 1))
  if (testTimes < 1) return tooFewTimes(times, splits + 1, `${splits} tests one after the other`)
  const steps = Array.from({ length: splits }, (_, step) => {
    const from = times - (splits - step) * testTimes
    return {
      train: blockOfTimes(usable.value, 0, from),
      test: blockOfTimes(usable.value, from, from + testTimes),
    }
  })
  return forwardPlan('time-series-split', usable.value, steps, gapMs)
}
