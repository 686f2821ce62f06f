import type { Costs } from '../market/instrument.ts'
import type { Role } from '../market/pairColumns.ts'

export type PairCosts = { readonly primary: Costs; readonly secondary: Costs }

/** Fee and slippage of one side as a fraction of the traded notional; the pair trades half of the gross in each leg. */
export function sideCost(costs: PairCosts, role: Role): number {
  const side = (leg: Costs) => (leg.feeBps + leg.slippageBps) / 10_000
  if (role === 'primary') return side(costs.primary)
  if (role === 'secondary') return side(costs.secondary)
  return 0.5 * (side(costs.primary) + side(costs.secondary))
}

/** Borrow a year as a fraction of the gross notional: all of it for a short leg, half of it for the short half of a pair. */
export function borrowPerYear(costs: PairCosts, role: Role, direction: number): number {
  if (role === 'pair') return 0.5 * (direction > 0 ? costs.secondary.borrowPerYear : costs.primary.borrowPerYear)
  if (direction > 0) return 0
  return role === 'primary' ? costs.primary.borrowPerYear : costs.secondary.borrowPerYear
}
