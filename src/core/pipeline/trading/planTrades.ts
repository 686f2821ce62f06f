import type { PlannedLeg, PlannedTrade } from '../../backtest/model/decisions.ts'
import type { ExitTerms } from '../../backtest/model/exitTerms.ts'
import { NO_EXITS } from '../../backtest/model/exitTerms.ts'
import type { ExitRule } from '../../events/exitRule.ts'
import type { MarketColumns } from '../../market/marketColumns.ts'
import { entryValue } from '../../risk/entryValue.ts'
import { emptyTally } from '../../risk/tradeTally.ts'
import type { FoldChoice, StitchedTrades } from '../selection/stitchTrades.ts'
import { stitchTrades } from '../selection/stitchTrades.ts'
import type { TradeOptions, Workbench } from '../workbench.ts'

/** Whether the account holds one trade at a time, or up to one of each role. */
export type Lanes = 'one' | 'one-a-role'

/**
 * Every event that may trade in the tests of some folds, as trades that the vector engine is asked to make: `trades[row]` is that of row `row` of
 * `candidates`. Which of them are made the engine decides, by what it holds. A leg and the leg of a pair are instruments of their own, over the same columns.
 */
export type TradePlan = {
  readonly market: MarketColumns
  /** Of each instrument 0 (primary) or 1 (secondary). */
  readonly legOf: readonly (0 | 1)[]
  readonly laneOf: readonly number[]
  readonly trades: readonly PlannedTrade[]
  readonly candidates: StitchedTrades
}

const PAIR = 2
const NOTHING_KNOWN = emptyTally()

/** The instruments of each role that trades: itself, or both legs of the pair. */
function instrumentsOf({ trades }: StitchedTrades): readonly (readonly { at: number; leg: 0 | 1 }[])[] {
  let next = 0
  return [0, 1, PAIR].map((role) => {
    if (!trades.role.subarray(0, trades.count).includes(role)) return []
    const legs: readonly (0 | 1)[] = role === PAIR ? [0, 1] : [role === 0 ? 0 : 1]
    return legs.map((leg) => ({ at: next++, leg }))
  })
}

/** Stop and target at their ranges from the entry's fill; the pair has no traded high or low, and is left by decision. */
function exitsOf(rule: ExitRule, role: number, unit: number): ExitTerms {
  const { limitBars } = rule
  if (role === PAIR) return { ...NO_EXITS, limitBars }
  return {
    stop: { kind: 'fraction', size: rule.stopRanges * unit },
    target: { kind: 'fraction', size: rule.targetRanges * unit },
    trail: null,
    limitBars,
  }
}

/** Risk per trade over the distance of the stop, as a share of equity. */
function shareOf({ config }: Workbench, rule: ExitRule, unit: number): number {
  const { riskPerTrade, maximumWeight } = config.sizing
  const facts = { equity: 1, price: 1, yearVolatility: Number.NaN, stopFraction: rule.stopRanges * unit }
  return entryValue({ method: 'risk', fraction: riskPerTrade, cap: maximumWeight }, facts, NOTHING_KNOWN)
}

/** Long legs have the sign of the direction; the pair holds half in each leg, the secondary the other way. */
function legsOf(instruments: readonly { at: number }[], direction: number, share: number): readonly PlannedLeg[] {
  return instruments.map(({ at }, leg) => ({
    instrument: at,
    share: ((leg === 0 ? direction : -direction) * share) / instruments.length,
  }))
}

/** `choices`: what is traded in the test of each fold, by the fold's index. */
export function planTrades(
  bench: Workbench,
  choices: readonly FoldChoice[],
  lanes: Lanes,
  options: Pick<TradeOptions, 'shiftBars' | 'delayBars'> = {},
): TradePlan {
  const { primary, secondary, timeMs, intervalMs } = bench.columns
  const candidates = stitchTrades(bench, choices, 'test', { ...options, overlapping: true })
  const { decisionBar, exitBar, role: roles, direction, count } = candidates.trades
  const ofRole = instrumentsOf(candidates)
  const laneOfRole = (role: number) => (lanes === 'one' ? 0 : role)
  const termsOfFold = new Map(
    choices.flatMap(({ fold, choice }) =>
      choice === null ? [] : [[fold.index, { exit: choice.exit, range: bench.bookOf(choice.exit).range }] as const],
    ),
  )
  const trades = Array.from({ length: count }, (_, row): PlannedTrade => {
    const { exit, range } = termsOfFold.get(candidates.foldOfTrade[row]!)!
    const role = roles[row]!
    const bar = decisionBar[row]!
    const unit = range[role]![bar]!
    const isBarrier = role === PAIR && exitBar[row]! - 1 < bar + exit.limitBars
    return {
      bar,
      lane: laneOfRole(role),
      legs: legsOf(ofRole[role]!, direction[row]!, shareOf(bench, exit, unit)),
      exits: exitsOf(exit, role, unit),
      leaveBar: isBarrier ? exitBar[row]! - 1 : null,
    }
  })
  const legOf = ofRole.flatMap((instruments) => instruments.map(({ leg }) => leg))
  return {
    market: { timeMs, intervalMs, instruments: legOf.map((leg) => (leg === 0 ? primary : secondary)) },
    legOf,
    laneOf: ofRole.flatMap((instruments, role) => instruments.map(() => laneOfRole(role))),
    trades,
    candidates,
  }
}
