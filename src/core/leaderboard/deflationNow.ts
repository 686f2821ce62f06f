import type { Deflation, EntryRun, LeaderboardEntry } from '../contract/leaderboard.ts'
import { deflatedProbability } from '../robustness/deflatedProbability.ts'
import { type TrialsNow, trialsNow } from './boardRow.ts'

/**
 * The deflated Sharpe probability by the ledger of now: trials since an entry was judged have raised the bar of luck. A ledger that holds fewer than then has lost some, so N and V of then
 * stay. `run` is the entry's own, or the next-open run beside it.
 */
export function deflationNow(entry: LeaderboardEntry, run: EntryRun, now: TrialsNow): Deflation {
  const { deflation: then } = entry
  const { trials, varianceAcrossTrials, byLuck } =
    now.trials < then.trials ? trialsNow(then.trials, then.varianceAcrossTrials) : now
  return { trials, varianceAcrossTrials, probability: deflatedProbability(run.sharpe, byLuck) }
}
