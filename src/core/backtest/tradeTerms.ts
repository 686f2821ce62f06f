import { ROLES } from '../events/detector.ts'
import type { PairCosts } from './tradeCosts.ts'
import { borrowPerYear, sideCost } from './tradeCosts.ts'

const YEAR_MS = 365.25 * 86_400_000

/**
 * The terms of trade per role and direction, looked up once instead of per trade. Index: role * 2 + (direction > 0 ? 1 : 0).
 * `sideCost` is a fraction of notional a side, `borrowPerMs` a fraction of gross notional a millisecond.
 */
export type TradeTerms = {
  readonly sideCost: Float64Array
  readonly borrowPerMs: Float64Array
  readonly riskPerTrade: number
  readonly maximumWeight: number
}

export type SizingRule = { readonly riskPerTrade: number; readonly maximumWeight: number }

/** `costTimes` multiplies fees, slippage and borrow alike. */
export function tradeTerms(costs: PairCosts, sizing: SizingRule, costTimes: number): TradeTerms {
  const sides = new Float64Array(ROLES.length * 2)
  const borrow = new Float64Array(ROLES.length * 2)
  ROLES.forEach((role, index) => {
    for (const long of [0, 1]) {
      sides[index * 2 + long] = sideCost(costs, role) * costTimes
      borrow[index * 2 + long] = (borrowPerYear(costs, role, long === 1 ? 1 : -1) * costTimes) / YEAR_MS
    }
  })
  return { sideCost: sides, borrowPerMs: borrow, ...sizing }
}

function termOf(role: number, direction: number): number {
  return role * 2 + (direction > 0 ? 1 : 0)
}

/**
 * Fee and slippage of entry and exit as a fraction of the gross notional. Each side pays on the notional it trades: a leg leaves at
 * entry * (1 + direction * gross), the two legs of a pair together at about what they entered.
 */
export function bothSideCosts(terms: TradeTerms, role: number, direction: number, grossReturn: number): number {
  const exitNotional = role === 2 ? 1 : 1 + direction * grossReturn
  return terms.sideCost[termOf(role, direction)]! * (1 + exitNotional)
}

/** Borrow over the time held as a fraction of the gross notional. */
export function borrowCost(terms: TradeTerms, role: number, direction: number, heldMs: number): number {
  return terms.borrowPerMs[termOf(role, direction)]! * heldMs
}

/** Return after costs as a fraction of the gross notional. */
export function netOfCosts(
  terms: TradeTerms,
  role: number,
  direction: number,
  grossReturn: number,
  heldMs: number,
): number {
  return grossReturn - bothSideCosts(terms, role, direction, grossReturn) - borrowCost(terms, role, direction, heldMs)
}

/** From the entry's fill to the end of the bar in which the trade ends: when in that bar is not known, so borrow is paid for all of it. */
export function heldMs(clock: BarClock, decisionBar: number, exitBar: number): number {
  return clock.timeMs[exitBar]! + clock.intervalMs - clock.timeMs[decisionBar + 1]!
}

/** Starts of bars and their length. */
export type BarClock = { readonly timeMs: Float64Array; readonly intervalMs: number }
