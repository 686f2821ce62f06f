import type { RiskProfile } from '../../../core/contract/leaderboard.ts'
import type { BoardGateState, BoardReview } from '../../../core/contract/workbench/leaderboardViews.ts'

/** What is chosen from lists, and what was typed besides in the words of `assay leaderboard show --filter`. */
export type BoardFilter = {
  readonly profile: RiskProfile | null
  readonly gate: BoardGateState | null
  readonly review: BoardReview | null
  readonly typed: string
}

export const NO_FILTER: BoardFilter = { profile: null, gate: null, review: null, typed: '' }

/** Null: every entry. */
export function filterText({ profile, gate, review, typed }: BoardFilter): string | null {
  const parts = [
    ...(profile === null ? [] : [`profile:${profile}`]),
    ...(gate === null ? [] : [`gate:${gate}`]),
    ...(review === null ? [] : [`review:${review}`]),
    ...(typed.trim() === '' ? [] : [typed.trim()]),
  ]
  return parts.length === 0 ? null : parts.join(',')
}
