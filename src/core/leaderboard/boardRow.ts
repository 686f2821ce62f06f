import type { GateSet } from '../contract/gates.ts'
import type { LeaderboardEntry, RiskProfile } from '../contract/leaderboard.ts'
import { expectedByLuck } from '../robustness/expectedByLuck.ts'

export const REVIEW_STATES = ['accepted', 'rejected', 'noted', 'none'] as const
export type ReviewState = (typeof REVIEW_STATES)[number]

/** An entry where it stands, with what was said of it. */
export type BoardRow = { readonly workspace: string; readonly entry: LeaderboardEntry; readonly review: ReviewState }

/** N and V of the ledger on one key of symbols at the time of showing, and the best Sharpe ratio per day that so many are expected to show by luck. */
export type TrialsNow = {
  readonly trials: number
  readonly varianceAcrossTrials: number | null
  readonly byLuck: number | null
}

export function trialsNow(trials: number, varianceAcrossTrials: number | null): TrialsNow {
  return { trials, varianceAcrossTrials, byLuck: expectedByLuck(trials, varianceAcrossTrials) }
}

/** By what entries are judged: the gates of each profile, and what the ledger holds now. */
export type JudgingTerms = {
  readonly gates: Readonly<Record<RiskProfile, GateSet>>
  readonly trialsOn: (symbols: string) => TrialsNow
}

/** What judges an entry that asks for no profile. */
const STANDARD_PROFILE: RiskProfile = 'Balanced'

export function profileOf(entry: LeaderboardEntry, wanted: RiskProfile | null): RiskProfile {
  return wanted ?? entry.riskProfile ?? STANDARD_PROFILE
}
