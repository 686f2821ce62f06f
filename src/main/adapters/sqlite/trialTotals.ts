import type { TrialTotals } from '../../../core/contract/ledger.ts'

/** Sums in the order given, so that the same trials always give the same bits. */
export function trialTotals(sharpes: Iterable<number | null>): TrialTotals {
  let trials = 0
  let sharpeCount = 0
  let sharpeSum = 0
  let sharpeSumSquares = 0
  for (const sharpe of sharpes) {
    trials++
    if (sharpe === null) continue
    sharpeCount++
    sharpeSum += sharpe
    sharpeSumSquares += sharpe * sharpe
  }
  return { trials, sharpeCount, sharpeSum, sharpeSumSquares }
}
