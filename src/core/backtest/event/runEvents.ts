import type { MarketColumns } from '../../market/marketColumns.ts'
import type { FillMode } from '../model/executionTerms.ts'
import { writeHolding } from '../model/holdings.ts'
import { countRefusal, financePositions, haltWhereLimitBroke, mark } from './account.ts'
import { applyAccountEvents } from './accountEvents.ts'
import { endOrder, hasTradeWaiting, isLeaving } from './desk.ts'
import type { EventOptions, EventResult } from './eventRequest.ts'
import { fillWaitingOrders, leaveByNextFill } from './fillWaitingOrders.ts'
import { isWorking, viewOfOrder } from './order.ts'
import { meetRestingOrders } from './restingOrders.ts'
import type { Session } from './session.ts'
import { createSession } from './session.ts'
import type { FillView, Strategy, StrategyContext } from './strategy.ts'
import { createContext } from './strategyContext.ts'

function viewOfFill({ account: { fills } }: Session, row: number, orderId: number): FillView {
  return {
    orderId,
    instrument: fills.instrument[row]!,
    side: fills.side[row]! > 0 ? 1 : -1,
    units: fills.units[row]!,
    price: fills.price[row]!,
    fee: fills.fee[row]!,
  }
}

function tellFills(session: Session, strategy: Strategy, context: StrategyContext): void {
  if (strategy.onFill !== undefined)
    for (const { row, orderId } of session.untold) strategy.onFill(context, viewOfFill(session, row, orderId))
  session.untold.length = 0
}

/** A halted account leaves what it holds, bar after bar until it is flat; what waits to enter as well gives way. */
function leaveWhatIsHeld(session: Session, bar: number): void {
  const { account, desk } = session
  for (let k = 0; k < account.units.length; k++)
    if (account.units[k] !== 0 && (!isLeaving(desk, k) || hasTradeWaiting(desk, k)))
      leaveByNextFill(session, k, bar, 'halt')
}

/** One bar: what docs/methods/backtest.md lists, in its order. `modes` are the fill modes that some instrument has. */
function stepBar(
  session: Session,
  strategy: Strategy,
  context: StrategyContext,
  bar: number,
  modes: Set<FillMode>,
): void {
  const { account, desk, setting } = session
  if (session.nextEvent < setting.accountEvents.length) applyAccountEvents(session, bar)
  if (account.held > 0 && bar > setting.fromBar) financePositions(account, setting, bar)
  if (desk.waitingCount > 0 && modes.has('next-open')) fillWaitingOrders(session, bar, 'next-open')
  if (desk.restingCount > 0) meetRestingOrders(session, bar)
  if (desk.waitingCount > 0 && modes.has('next-close')) fillWaitingOrders(session, bar, 'next-close')
  session.bar = bar
  mark(account, setting, bar)
  haltWhereLimitBroke(account, setting, bar)
  if (session.untold.length > 0) tellFills(session, strategy, context)
  strategy.onBar(context)
  if (account.halted && account.held > 0) leaveWhatIsHeld(session, bar)
  if (desk.waitingCount > 0 && modes.has('this-close')) {
    fillWaitingOrders(session, bar, 'this-close')
    mark(account, setting, bar)
  }
}

function endSession({ account, desk }: Session): void {
  for (let k = 0; k < account.units.length; k++) {
    const held = account.units[k]!
    if (held !== 0) writeHolding(account, k, held > 0 ? 1 : -1, -1, 0)
    if (desk.waiting[k]!.some(isWorking)) countRefusal(account, 'no-later-bar')
    for (const order of desk.waiting[k]!) endOrder(desk, order, 'CANCELLED', 'no-later-bar')
    for (const order of desk.resting[k]!) endOrder(desk, order, 'CANCELLED', 'end-of-data')
  }
}

/**
 * A strategy on one account, an event a bar: the rules of docs/methods/backtest.md. The options are trusted, as `checkRequest` checks those of a backtest. An error of the strategy
 * is thrown on.
 */
export function runEvents(market: MarketColumns, strategy: Strategy, options: EventOptions): EventResult {
  const session = createSession({ ...options, market })
  const { account, desk } = session
  const { fromBar, toBar } = options
  const length = toBar - fromBar
  const equity = new Float64Array(length)
  const cash = new Float64Array(length)
  const gross = new Float64Array(length)
  const modes = new Set(options.execution.map(({ fill }) => fill))
  const context = createContext(session)
  strategy.onStart?.(context)
  for (let bar = fromBar; bar < toBar; bar++) {
    stepBar(session, strategy, context, bar, modes)
    equity[bar - fromBar] = account.equity
    cash[bar - fromBar] = account.cash
    gross[bar - fromBar] = account.gross
  }
  endSession(session)
  const { fills, positions, refused, haltedBar, fees, financing, dividends } = account
  const orders = desk.all.map(viewOfOrder)
  return { fills, positions, equity, cash, gross, refused, haltedBar, fees, financing, orders, dividends }
}
