import type { EventView, FillView, TradeEnd } from '../../contract/workbench/exploreViews.ts'
import { stopPrice, targetPrice } from '../../events/barrierExit.ts'
import { ROLES } from '../../events/detector.ts'
import type { ExitRule } from '../../events/exitRule.ts'
import type { TradePlan } from '../trading/planTrades.ts'
import type { PlayedFill, PlayedTrade } from '../trading/playedTrades.ts'
import type { Workbench } from '../workbench.ts'

/** An event with the barriers, the end and the fills of the trade that an account made of it, instead of those of its outcome. */
export function playedEvent(
  { columns, bookOf }: Workbench,
  event: EventView,
  exit: ExitRule,
  plan: TradePlan,
  trade: PlayedTrade,
): EventView {
  const { trades } = plan.candidates
  const { gross, costs, financing, profit, notional, exitBar } = trade
  const exitReason = endOf(event, trade)
  return {
    ...event,
    barriers: barriersOf(event, exit, bookOf(exit).range[event.role]![trades.decisionBar[trade.at]!]!, trade),
    outcome: {
      exitMs: columns.timeMs[exitBar]!,
      exitReason,
      fills: fillsOf(columns.timeMs, plan, trade, exitReason),
      grossReturn: gross / notional,
      netReturn: profit / notional,
      sideCosts: costs / notional,
      borrowCost: financing / notional,
    },
  }
}

/** The pair is left by decision: which of its barriers that was the outcome says. */
function endOf({ outcome, role }: EventView, { reason }: PlayedTrade): TradeEnd {
  if (reason === 'halt') return 'halt'
  if (role === 2) return outcome?.exitReason ?? 'time'
  return reason === 'stop' || reason === 'target' ? reason : 'time'
}

/** Levels of a leg lie at their distance from the price paid. */
function barriersOf(
  { barriers, role, direction }: EventView,
  exit: ExitRule,
  unit: number,
  { legs }: PlayedTrade,
): EventView['barriers'] {
  const paid = legs[0]!.entry.price
  if (barriers === null || role === 2) return barriers
  const side = direction > 0 ? 1 : -1
  return {
    ...barriers,
    targetPrice: targetPrice(paid, side, exit, unit),
    stopPrice: stopPrice(paid, side, exit, unit),
  }
}

function fillsOf(
  timeMs: Float64Array,
  { legOf }: TradePlan,
  { legs }: PlayedTrade,
  end: TradeEnd,
): readonly FillView[] {
  const viewOf = (instrument: number, fill: PlayedFill, reason: FillView['reason']): FillView => ({
    timeMs: timeMs[fill.bar]!,
    symbol: ROLES[legOf[instrument]!]!,
    side: fill.side,
    price: fill.reference,
    costFraction: fill.fee / (fill.units * fill.reference) + fill.side * (fill.price / fill.reference - 1),
    reason,
  })
  return [
    ...legs.map(({ instrument, entry }) => viewOf(instrument, entry, 'entry')),
    ...legs.map(({ instrument, exit }) => viewOf(instrument, exit, end)),
  ]
}
