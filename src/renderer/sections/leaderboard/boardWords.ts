import type { LeaderboardEntry } from '../../../core/contract/leaderboard.ts'
import type { BoardGateState, BoardReview } from '../../../core/contract/workbench/leaderboardViews.ts'

export const KIND_WORDS: Readonly<Record<LeaderboardEntry['kind'], string>> = {
  backtest: 'backtest',
  'sweep-best': 'sweep, best',
  'sweep-plateau': 'sweep, plateau',
  pipeline: 'pipeline',
}

export const GATE_WORDS: Readonly<Record<BoardGateState, string>> = {
  pass: 'passes',
  fail: 'fails',
  'not-enough-data': 'not enough data',
}

export const REVIEW_WORDS: Readonly<Record<BoardReview, string>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  noted: 'noted',
  none: 'none',
}

/** What must be seen with every number of an entry. */
export function warningsOf(entry: LeaderboardEntry): readonly string[] {
  const { optimisticFill, noTradingCosts, throughHoldOut, synthetic, inSampleUnknown } = entry
  return [
    ...(synthetic ? ['synthetic data'] : []),
    ...(optimisticFill ? ['optimistic fill'] : []),
    ...(noTradingCosts ? ['no costs'] : []),
    ...(throughHoldOut ? ['looked through the hold-out'] : []),
    ...(inSampleUnknown ? ['in-sample unknown'] : []),
  ]
}
