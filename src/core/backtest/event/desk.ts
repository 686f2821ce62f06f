import type { Order } from './order.ts'
import { createOrder, isWorking } from './order.ts'
import type { OrderChange, OrderRequest, OrderTrouble } from './orderTypes.ts'

/** All orders of an account. `waiting` are market orders, `resting` all others, by instrument, oldest first; both may hold orders that are over until they are swept. */
export type Desk = {
  readonly all: Order[]
  readonly waiting: readonly Order[][]
  readonly resting: readonly Order[][]
  waitingCount: number
  restingCount: number
  lastGroup: number
}

export function createDesk(instruments: number): Desk {
  return {
    all: [],
    waiting: Array.from({ length: instruments }, () => []),
    resting: Array.from({ length: instruments }, () => []),
    waitingCount: 0,
    restingCount: 0,
    lastGroup: 0,
  }
}

/** Whatever makes a request impossible before any market is asked. */
function faultOf({ instrument, type, size, ...request }: OrderRequest, instruments: number): OrderTrouble | null {
  const positive = (price: number | undefined) => price !== undefined && price > 0 && price < Number.POSITIVE_INFINITY
  if (!(Number.isInteger(instrument) && instrument >= 0 && instrument < instruments)) return 'unknown-instrument'
  if (size.kind === 'units' && !positive(size.units)) return 'bad-size'
  if (size.kind === 'target' && (!Number.isFinite(size.share) || type !== 'market')) return 'bad-size'
  if ((type === 'limit' || type === 'stop-limit') && !positive(request.limitPrice)) return 'bad-price'
  if ((type === 'stop' || type === 'stop-limit') && !positive(request.stopPrice)) return 'bad-price'
  if (type === 'trail' && !positive(request.trailDistance)) return 'bad-price'
  return null
}

function placeOrder(desk: Desk, order: Order): void {
  desk.all.push(order)
  if (order.type === 'market') {
    desk.waiting[order.instrument]!.push(order)
    desk.waitingCount++
  } else {
    desk.resting[order.instrument]!.push(order)
    desk.restingCount++
  }
}

export function submitOrder(desk: Desk, request: OrderRequest, bar: number, group = 0, isBracket = false): Order {
  const fault = faultOf(request, desk.waiting.length)
  const order = createOrder(desk.all.length, request, bar, group, isBracket)
  if (fault === null) placeOrder(desk, order)
  else {
    desk.all.push(order)
    order.state = 'REJECTED'
    order.trouble = fault
  }
  return order
}

function leaveDesk(desk: Desk, order: Order): void {
  if (order.type === 'market') desk.waitingCount--
  else desk.restingCount--
}

/** The order is over: as it was meant to be, or for a reason. */
export function endOrder(
  desk: Desk,
  order: Order,
  state: 'FILLED' | 'CANCELLED' | 'REJECTED',
  why: OrderTrouble | null,
): void {
  if (!isWorking(order)) return
  leaveDesk(desk, order)
  order.state = state
  order.trouble = why
}

/** What one order of a group filled, the others lose; one that is done ends them. */
export function tellGroup(desk: Desk, order: Order, filled: number): void {
  if (order.group === 0) return
  for (const other of desk.resting[order.instrument]!) {
    if (other === order || other.group !== order.group || !isWorking(other)) continue
    if (other.size === 'units') other.left = Math.max(0, other.left - filled)
    if (!isWorking(order) || (other.size === 'units' && !(other.left > 0)))
      endOrder(desk, other, 'CANCELLED', 'other-filled')
  }
}

export function cancelWaitingOf(desk: Desk, instrument: number, why: OrderTrouble): void {
  if (desk.waitingCount === 0) return
  for (const order of desk.waiting[instrument]!) endOrder(desk, order, 'CANCELLED', why)
}

/** Takes orders that are over off the lists. */
export function sweep(orders: Order[]): void {
  let kept = 0
  for (const order of orders) if (isWorking(order)) orders[kept++] = order
  orders.length = kept
}

export function changeOrder(order: Order, { units, limitPrice, stopPrice }: OrderChange): boolean {
  const isPrice = (price: number | undefined) => price === undefined || (price > 0 && price < Number.POSITIVE_INFINITY)
  const isUnits = units === undefined || (order.size === 'units' && units > order.filledUnits)
  if (!(isWorking(order) && isPrice(limitPrice) && isPrice(stopPrice) && isUnits)) return false
  if (units !== undefined) order.left = units - order.filledUnits
  if (limitPrice !== undefined) order.limitPrice = limitPrice
  if (stopPrice !== undefined) order.stopPrice = stopPrice
  return true
}

/** Whether something waits that would do more than leave a position. */
export function hasTradeWaiting(desk: Desk, instrument: number): boolean {
  if (desk.waitingCount === 0) return false
  return desk.waiting[instrument]!.some((order) => order.size !== 'position' && isWorking(order))
}

export function isLeaving(desk: Desk, instrument: number): boolean {
  if (desk.waitingCount === 0) return false
  for (const order of desk.waiting[instrument]!) if (order.size === 'position' && isWorking(order)) return true
  return false
}
