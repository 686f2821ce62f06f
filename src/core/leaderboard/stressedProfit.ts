import type { LeaderboardEntry } from '../contract/leaderboard.ts'

/** The profit at dearer costs, null where no costs were charged: nothing times 1.5 is no stress. */
export function stressedProfit({ noTradingCosts }: LeaderboardEntry, profit: number | null): number | null {
  return noTradingCosts ? null : profit
}
