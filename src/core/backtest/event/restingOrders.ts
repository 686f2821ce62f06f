import type { LegColumns } from '../../market/pairColumns.ts'
import type { ExitReason } from '../model/exitTerms.ts'
import { stopFirstInside } from '../model/finerBars.ts'
import { stopFirstByRule } from '../model/intrabarRule.ts'
import { countRefusal, measure } from './account.ts'
import { addToPosition } from './addToPosition.ts'
import { cancelWaitingOf, endOrder, hasTradeWaiting, sweep, tellGroup } from './desk.ts'
import { leaveByNextFill, settleEntry } from './fillWaitingOrders.ts'
import type { Order } from './order.ts'
import { isWorking } from './order.ts'
import { reducePosition } from './reducePosition.ts'
import type { Session } from './session.ts'
import { exitCode } from './session.ts'

/** The order of one kind that a bar reaches first. Reused. */
type Meeting = { order: Order | null; level: number; price: number }

const stopMeeting: Meeting = { order: null, level: 0, price: 0 }
const limitMeeting: Meeting = { order: null, level: 0, price: 0 }

/** The price at which an order is triggered: a stop below (buying: above) the market, a limit on the better side. */
function levelOf(order: Order): number {
  if (order.type === 'limit') return order.limitPrice
  return order.type === 'trail' ? order.bestPrice + order.side * order.trailDistance : order.stopPrice
}

/** Whether the market comes to `level` before it comes to the other one, on its way from the open. */
function isEarlier(order: Order, level: number, other: Meeting, rises: boolean, open: number): boolean {
  if (other.order === null) return true
  if (other.order.side === order.side) return rises ? level < other.level : level > other.level
  return Math.abs(open - level) < Math.abs(open - other.level)
}

/** Notes the order, if the bar reaches it before the one of its kind that is noted. `start`: the market's price when the order began to rest in this bar. */
function meet(order: Order, leg: LegColumns, bar: number, start: number): void {
  const isLimit = order.type === 'limit'
  const meeting = isLimit ? limitMeeting : stopMeeting
  const level = levelOf(order)
  const rises = isLimit ? order.side < 0 : order.side > 0
  if (!(rises ? leg.high[bar]! >= level : leg.low[bar]! <= level)) return
  if (!isEarlier(order, level, meeting, rises, start)) return
  meeting.order = order
  meeting.level = level
  meeting.price = (rises ? start > level : start < level) ? start : level
}

function stopWasFirst({ setting }: Session, k: number, bar: number): boolean {
  const { side } = stopMeeting.order!
  const stop = stopMeeting.level
  const limit = limitMeeting.level
  const rule = setting.execution[k]!.intrabar
  const open = setting.market.instruments[k]!.open[bar]!
  if (limitMeeting.order!.side !== side)
    return rule === 'pessimistic' || Math.abs(open - stop) <= Math.abs(open - limit)
  const { finer } = setting
  const inside = finer === undefined ? null : stopFirstInside(finer, k, bar, -side, stop, limit, rule)
  return inside ?? stopFirstByRule(rule, open, -side, stop, limit)
}

/** A bar that an entry was filled inside of may have been at the target before it: the target waits for the next one, unless the rule is optimistic. */
function waitsForTheNextBar({ setting }: Session, order: Order): boolean {
  return order.type === 'limit' && setting.execution[order.instrument]!.intrabar !== 'optimistic'
}

function pickReached(session: Session, k: number, bar: number): Meeting | null {
  const { desk, setting, account, restingExitBar, restingEntryBar } = session
  const leg = setting.market.instruments[k]!
  const held = account.units[k]!
  stopMeeting.order = null
  limitMeeting.order = null
  for (const order of desk.resting[k]!) {
    if (!isWorking(order) || order.triedBar === bar) continue
    if (order.state === 'PENDING') order.state = 'OPEN'
    const exits = held * order.side < 0
    if ((order.size === 'position' && !exits) || (order.size === 'rule' && held !== 0)) continue
    if (!exits && (order.reduceOnly || restingExitBar[k] === bar)) continue
    const enteredInside = order.isBracket && restingEntryBar[k] === bar
    if (enteredInside && waitsForTheNextBar(session, order)) continue
    meet(order, leg, bar, enteredInside ? session.restingEntryPrice[k]! : leg.open[bar]!)
  }
  if (stopMeeting.order === null) return limitMeeting.order === null ? null : limitMeeting
  if (limitMeeting.order === null) return stopMeeting
  return stopWasFirst(session, k, bar) ? stopMeeting : limitMeeting
}

/** The instrument's last bar before this one that is there: what a resting order's fill may know. */
function barBefore({ setting }: Session, k: number, bar: number): number {
  const { close } = setting.market.instruments[k]!
  let before = bar - 1
  while (before > 0 && Number.isNaN(close[before]!)) before--
  return Math.max(0, before)
}

function reasonOf(order: Order): ExitReason {
  return order.type === 'limit' ? 'target' : order.type === 'trail' ? 'trail' : 'stop'
}

/** What was decided for a position that is gone now would open another one. */
function dropWaiting({ account, desk }: Session, k: number): void {
  if (hasTradeWaiting(desk, k)) countRefusal(account, 'stopped-first')
  cancelWaitingOf(desk, k, 'stopped-first')
}

function leaveAt(session: Session, order: Order, bar: number, price: number): void {
  const { account, desk, restingExitBar } = session
  const k = order.instrument
  const held = Math.abs(account.units[k]!)
  const wanted = order.size === 'units' ? Math.min(held, order.left) : held
  const reason = reasonOf(order)
  const code = order.reason > 0 ? order.reason : exitCode(reason)
  const filled = reducePosition(session, order, bar, barBefore(session, k, bar), price, wanted, code)
  if (filled > 0) restingExitBar[k] = bar
  if (order.size === 'units') order.left -= filled
  const isDone = filled === wanted && (order.size !== 'units' || order.left === 0 || order.reduceOnly)
  if (isDone) endOrder(desk, order, 'FILLED', null)
  else if (filled > 0) order.state = 'PARTIALLY_FILLED'
  if (filled < wanted && order.isBracket) leaveByNextFill(session, k, bar, reason)
  else if (filled < wanted && order.immediateOrCancel) endOrder(desk, order, 'CANCELLED', 'unfilled-rest')
  tellGroup(desk, order, filled)
  if (filled === held) dropWaiting(session, k)
}

function enterAt(session: Session, order: Order, bar: number, price: number): void {
  const { account, desk, restingEntryBar, restingEntryPrice } = session
  const k = order.instrument
  measure(account)
  const units = order.size === 'units' ? order.left : Number.NaN
  const known = barBefore(session, k, bar)
  const attempt = addToPosition(session, order, bar, known, price, order.side, Number.NaN, units)
  const { filled } = attempt
  if (filled > 0) {
    restingEntryBar[k] = bar
    restingEntryPrice[k] = price
  }
  settleEntry(session, order, bar, attempt)
  if (filled > 0) tellGroup(desk, order, filled)
}

/** A stop-limit at its trigger: within the limit it trades there; else it rests as a limit, from the next bar on. */
function isTriggered(order: Order, price: number): boolean {
  if (order.type !== 'stop-limit' || order.side * (price - order.limitPrice) <= 0) return true
  order.type = 'limit'
  return false
}

/** The trails of an instrument take the bar's best price in, for the next bar. */
function followBest(orders: readonly Order[], leg: LegColumns, bar: number): void {
  for (const order of orders) {
    if (order.type !== 'trail') continue
    const price = order.side < 0 ? leg.high[bar]! : leg.low[bar]!
    if (order.side * (price - order.bestPrice) < 0) order.bestPrice = price
  }
}

/** Orders of one instrument that rest in the market, against one bar: each that the bar reaches, the first one first. */
function meetBar(session: Session, k: number, bar: number): void {
  const { desk, account, setting } = session
  const orders = desk.resting[k]!
  let leftBracket = false
  for (let met = pickReached(session, k, bar); met !== null; met = pickReached(session, k, bar)) {
    const order = met.order!
    const { price } = met
    order.triedBar = bar
    if (!isTriggered(order, price)) continue
    if (account.units[k]! * order.side < 0) leaveAt(session, order, bar, price)
    else enterAt(session, order, bar, price)
    leftBracket = order.isBracket
    if (account.cutBar[k] === bar || leftBracket) break
  }
  if (!leftBracket) followBest(orders, setting.market.instruments[k]!, bar)
  sweep(orders)
}

/** All resting orders against one bar, instrument by instrument, where the bar is there and no cut exit ended its trading. */
export function meetRestingOrders(session: Session, bar: number): void {
  const { account, desk, setting } = session
  for (let k = 0; k < desk.resting.length; k++) {
    if (desk.resting[k]!.length === 0 || account.cutBar[k] === bar) continue
    if (!Number.isNaN(setting.market.instruments[k]!.close[bar]!)) meetBar(session, k, bar)
  }
}
