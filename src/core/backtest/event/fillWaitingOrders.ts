import type { FillMode } from '../model/executionTerms.ts'
import type { ExitReason } from '../model/exitTerms.ts'
import { measure } from './account.ts'
import type { Attempt } from './addToPosition.ts'
import { addToPosition } from './addToPosition.ts'
import { cancelWaitingOf, endOrder, submitOrder, sweep } from './desk.ts'
import type { Order } from './order.ts'
import { isWorking } from './order.ts'
import { reducePosition } from './reducePosition.ts'
import type { Session } from './session.ts'
import { ENTRY, exitCode } from './session.ts'

const SIGNAL = exitCode('signal')
const TARGET_WEIGHT = exitCode('target-weight')

/** Leaves a position by the next fill: what waited for the instrument before gives way. */
export function leaveByNextFill(session: Session, k: number, bar: number, reason: ExitReason): void {
  cancelWaitingOf(session.desk, k, 'replaced')
  const side = session.account.units[k]! > 0 ? -1 : 1
  submitOrder(session.desk, { instrument: k, type: 'market', side, size: { kind: 'position' }, reason }, bar)
}

function reasonOf(order: Order, standard: number): number {
  return order.reason > ENTRY ? order.reason : standard
}

/** Not all of it was filled: the rest waits for the next bar, or is cancelled. */
function goOn({ desk }: Session, order: Order, bar: number): void {
  order.knownBar = bar
  order.triedBar = bar
  if (order.filledUnits > 0) order.state = 'PARTIALLY_FILLED'
  if (order.immediateOrCancel && order.size !== 'position') endOrder(desk, order, 'CANCELLED', 'unfilled-rest')
}

function leave(session: Session, order: Order, bar: number, price: number): void {
  const { account, desk } = session
  const held = Math.abs(account.units[order.instrument]!)
  if (held === 0) {
    endOrder(desk, order, 'CANCELLED', 'nothing-held')
    return
  }
  const filled = reducePosition(session, order, bar, order.knownBar, price, held, reasonOf(order, SIGNAL))
  if (filled === held) endOrder(desk, order, 'FILLED', null)
  else {
    goOn(session, order, bar)
    dropRuleEntries(session, order.instrument)
  }
}

/** An entry by rule needs a flat position at its moment, and this one is not. */
function dropRuleEntries({ desk }: Session, k: number): void {
  for (const waiting of desk.waiting[k]!)
    if (waiting.size === 'rule') endOrder(desk, waiting, 'CANCELLED', 'already-held')
}

/** Units that are missing to what the order wants, positive for a purchase. */
function missingUnits({ account }: Session, order: Order, price: number): number {
  if (order.size === 'units') return order.side * order.left
  return (order.left * account.equityNow) / price - account.units[order.instrument]!
}

/** The part of a target, or of units to trade, that makes the position smaller. What goes on to the other side is entered later. */
function reduceTowards(session: Session, order: Order, bar: number, price: number): void {
  const { account, desk } = session
  const units = account.units[order.instrument]!
  const missing = missingUnits(session, order, price)
  if (units * missing >= 0) return
  const wanted = Math.min(Math.abs(units), Math.abs(missing))
  const isWhole = session.setting.execution[order.instrument]!.wholeUnits
  const smaller = isWhole && wanted < Math.abs(units) ? Math.floor(wanted) : wanted
  const filled = reducePosition(session, order, bar, order.knownBar, price, smaller, reasonOf(order, TARGET_WEIGHT))
  if (order.size === 'units') order.left = Math.abs(missing) - filled
  if (filled < smaller) goOn(session, order, bar)
  else if (Math.abs(missing) <= Math.abs(units) || order.reduceOnly) endOrder(desk, order, 'FILLED', null)
}

function exitPart(session: Session, order: Order, bar: number, price: number): void {
  if (order.state === 'PENDING') order.state = 'OPEN'
  if (order.size === 'position') leave(session, order, bar, price)
  else if (order.size !== 'rule') reduceTowards(session, order, bar, price)
}

/** What the attempt made of the order. Cut by the volume, it goes on; cut by anything else, it has got what it could get. */
export function settleEntry(session: Session, order: Order, bar: number, { filled, wanted, why }: Attempt): void {
  const { desk } = session
  const byVolume = why === 'volume-share' || why === 'no-volume'
  if (order.size === 'units') order.left -= filled
  if (why === null) endOrder(desk, order, 'FILLED', null)
  else if (byVolume && !order.immediateOrCancel) {
    if (order.size === 'rule' && filled > 0) {
      order.size = 'units'
      order.left = wanted - filled
    }
    goOn(session, order, bar)
  } else if (order.filledUnits > 0) endOrder(desk, order, 'CANCELLED', why)
  else endOrder(desk, order, 'REJECTED', why)
}

function entryPart(session: Session, order: Order, bar: number, price: number): void {
  if (order.size === 'position' || order.triedBar === bar) return
  if (order.size === 'rule') enterByRule(session, order, bar, price)
  else enterMissing(session, order, bar, price)
}

function enterByRule(session: Session, order: Order, bar: number, price: number): void {
  if (session.account.units[order.instrument] !== 0) endOrder(session.desk, order, 'CANCELLED', 'already-held')
  else {
    const attempt = addToPosition(session, order, bar, order.knownBar, price, order.side, Number.NaN, Number.NaN)
    settleEntry(session, order, bar, attempt)
  }
}

function enterMissing(session: Session, order: Order, bar: number, price: number): void {
  const held = session.account.units[order.instrument]!
  const missing = missingUnits(session, order, price)
  if (missing === 0 || held * missing < 0 || order.reduceOnly) {
    endOrder(session.desk, order, 'FILLED', null)
    return
  }
  const size = Math.abs(missing)
  const value = order.size === 'target' ? size * price : Number.NaN
  const units = order.size === 'units' ? size : Number.NaN
  const direction = missing > 0 ? 1 : -1
  settleEntry(session, order, bar, addToPosition(session, order, bar, order.knownBar, price, direction, value, units))
}

function eachDue(
  session: Session,
  bar: number,
  mode: FillMode,
  act: (session: Session, order: Order, bar: number, price: number) => void,
): void {
  const { account, desk, setting } = session
  for (let k = 0; k < desk.waiting.length; k++) {
    const orders = desk.waiting[k]!
    if (orders.length === 0 || setting.execution[k]!.fill !== mode) continue
    const leg = setting.market.instruments[k]!
    const price = mode === 'next-open' ? leg.open[bar]! : leg.close[bar]!
    if (!(price > 0) || account.cutBar[k] === bar) continue
    for (const order of orders) if (isWorking(order)) act(session, order, bar, price)
    sweep(orders)
  }
}

/** The market orders that are filled at this moment of the bar: exits of all instruments, then entries. Where there is no price they wait on. */
export function fillWaitingOrders(session: Session, bar: number, mode: FillMode): void {
  measure(session.account)
  eachDue(session, bar, mode, exitPart)
  if (session.desk.waitingCount === 0) return
  measure(session.account)
  eachDue(session, bar, mode, entryPart)
}
