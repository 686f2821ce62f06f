import type { TrialTotals } from '../contract/ledger.ts'

/** Sample variance (ddof 1) of the per-period Sharpe ratios of all trials, from their counts and sums; null under two ratios. */
export function varianceAcrossTrials(parts: readonly TrialTotals[]): number | null {
  let count = 0
  let sum = 0
  let squares = 0
  for (const part of parts) {
    count += part.sharpeCount
    sum += part.sharpeSum
    squares += part.sharpeSumSquares
  }
  return count < 2 ? null : Math.max(0, (squares - (sum * sum) / count) / (count - 1))
}
