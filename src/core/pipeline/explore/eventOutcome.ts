import { heldMs, netOfCosts } from '../../backtest/tradeTerms.ts'
import type { ExitReason, NoTradeReason } from '../../contract/workbench/exploreViews.ts'
import { blankExit, hasWholeWindow } from '../../events/barrierExit.ts'
import { exitOf } from '../../events/barrierOutcomes.ts'
import { ROLES } from '../../events/detector.ts'
import type { ExitRule } from '../../events/exitRule.ts'
import type { Workbench } from '../workbench.ts'

/** How an event's trade ended. `exitPrice` is NaN for the pair; returns are fractions of the notional. */
export type EventOutcome = {
  readonly exitBar: number
  readonly exitReason: ExitReason
  readonly exitPrice: number
  readonly heldMs: number
  readonly grossReturn: number
  readonly netReturn: number
}

/** What comes of an event of `bar`, by the outcomes that every stage trades on; or why no trade does. */
export function eventOutcome(
  bench: Workbench,
  exit: ExitRule,
  bar: number,
  role: number,
  direction: 1 | -1,
): EventOutcome | NoTradeReason {
  const { columns } = bench
  const book = bench.bookOf(exit)
  const unit = book.range[role]![bar]!
  if (!(unit > 0)) return 'no-range'
  if (!hasWholeWindow(columns.timeMs.length, bar, exit, unit)) return 'data-end'
  if (columns.sessionEnd[bar] === 1) return 'session-end'
  const { grossReturn, exitBar } = book.outcomes[role * 2 + (direction > 0 ? 1 : 0)]!
  const decided = exitOf(columns, ROLES[role]!, bar, direction, exit, unit, blankExit())
  const gross = grossReturn[bar]!
  const held = heldMs(columns, bar, exitBar[bar]!)
  return {
    exitBar: exitBar[bar]!,
    exitReason: decided.reason,
    exitPrice: decided.price,
    heldMs: held,
    grossReturn: gross,
    netReturn: netOfCosts(bench.terms(1), role, direction, gross, held),
  }
}
