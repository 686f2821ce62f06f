import type { OrderState } from '../event/orderTypes.ts'
import type { BookOrderView, BookTrouble } from './bookStrategy.ts'

/**
 * An order in the market. `ahead`: lots in front of it at its price; `shown`: the quantity that the book last stated there, `tradedSince` what traded there after that,
 * `statedUs` the exchange's time of the statement, and `credit` what the statement moved the order up by.
 */
export type BookOrder = {
  readonly id: number
  readonly side: 1 | -1
  readonly tick: number
  readonly onlyMaker: boolean
  readonly lots: number
  left: number
  ahead: number
  shown: number
  tradedSince: number
  statedUs: number
  credit: number
  state: OrderState
  trouble: BookTrouble | null
}

export function createBookOrder(id: number, side: 1 | -1, tick: number, lots: number, onlyMaker: boolean): BookOrder {
  return {
    id,
    side,
    tick,
    onlyMaker,
    lots,
    left: lots,
    ahead: Number.NaN,
    shown: 0,
    tradedSince: 0,
    statedUs: Number.NEGATIVE_INFINITY,
    credit: 0,
    state: 'PENDING',
    trouble: null,
  }
}

/** Takes the last place at its price. */
export function joinQueue(order: BookOrder, shown: number): void {
  order.ahead = shown
  order.shown = shown
  order.tradedSince = 0
  order.credit = 0
}

/**
 * A trade at the order's own price: lots of it that reach the order, 0 while others stand in front. A trade that the last statement of the level has in it already
 * moves the order up only by what that statement did not.
 */
export function passTrade(order: BookOrder, lots: number, exchangeUs: number): number {
  let moves = lots
  if (exchangeUs <= order.statedUs) {
    const known = Math.min(order.credit, lots)
    order.credit -= known
    moves -= known
  } else order.tradedSince += lots
  const reaching = moves - order.ahead
  order.ahead = Math.max(0, -reaching)
  return Math.max(0, reaching)
}

/** The book states its level anew: what is gone without a trade was cancelled, and a share of that stood in front. */
export function restateLevel(order: BookOrder, lots: number, cancelShareAhead: number, exchangeUs: number): void {
  const cancelled = Math.max(0, order.shown - order.tradedSince - lots)
  const before = order.ahead
  order.ahead = Math.min(lots, Math.max(0, before - cancelled * cancelShareAhead))
  order.credit = before - order.ahead
  order.shown = lots
  order.tradedSince = 0
  order.statedUs = exchangeUs
}

export function viewOfBookOrder(order: BookOrder): BookOrderView {
  const rests = order.state === 'OPEN' || order.state === 'PARTIALLY_FILLED'
  return {
    id: order.id,
    side: order.side,
    tick: order.tick,
    lots: order.lots,
    filledLots: order.lots - order.left,
    aheadLots: rests ? order.ahead : Number.NaN,
    state: order.state,
    trouble: order.trouble,
  }
}
