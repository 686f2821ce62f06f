import type { Outcome } from '../../outcome/outcome.ts'
import { success } from '../../outcome/outcome.ts'
import type { Split } from './split.ts'
import type { SplitRequest } from './splitRequest.ts'
import { walkForwardSplits } from './walkForwardSplits.ts'

/**
 * The newest `share` of the times of some training rows held apart as `test`, for early stopping or for calibration, and the rows before them that are
 * clear of them. Fails as `walkForwardSplits`.
 */
export function heldApart(request: SplitRequest, share: number): Outcome<Split> {
  const plan = walkForwardSplits({ ...request, scheme: 'anchored', splits: 1, trainShare: 1 - share, gapMs: 0 })
  return plan.ok ? success(plan.value.splits[0]!) : plan
}
