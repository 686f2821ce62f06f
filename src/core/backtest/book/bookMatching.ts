import type { BookEvents } from './bookEvents.ts'
import { BOOK_EVENT } from './bookEvents.ts'
import type { BookOrder } from './bookOrder.ts'
import { joinQueue, passTrade, restateLevel } from './bookOrder.ts'
import { lotsAt, nextWorse, setLevel } from './bookSide.ts'
import type { BookFillView, BookOptions, BookTrouble } from './bookStrategy.ts'
import type { OrderBook } from './orderBook.ts'

/** The market's side of a run: the true book, our orders in it, and what they have done to the account. */
export type BookMarket = {
  readonly options: BookOptions
  readonly tickSize: number
  readonly lotSize: number
  readonly book: OrderBook
  readonly orders: BookOrder[]
  readonly resting: BookOrder[]
  readonly fills: BookFillView[]
  positionLots: number
  cash: number
  fees: number
  /** In ticks, of the last whole and known book; NaN before it. */
  middle: number
  /** After a gap our places in the queues are not known: the next snapshot puts us last. */
  lostPlaces: boolean
}

export function middleOf({ bids, asks }: OrderBook): number {
  return bids.best < 0 || asks.best < 0 ? Number.NaN : (bids.best + asks.best) / 2
}

export function endBookOrder(
  market: BookMarket,
  order: BookOrder,
  state: 'FILLED' | 'CANCELLED' | 'REJECTED',
  why: BookTrouble | null,
): void {
  order.state = state
  order.trouble = why
  const at = market.resting.indexOf(order)
  if (at >= 0) market.resting.splice(at, 1)
}

function fillOrder(
  market: BookMarket,
  order: BookOrder,
  timeUs: number,
  tick: number,
  lots: number,
  isMaker: boolean,
): void {
  const { options, tickSize, lotSize } = market
  const value = tick * tickSize * lots * lotSize
  const fee = (value * (isMaker ? options.makerBps : options.takerBps)) / 10_000
  market.cash += -order.side * value - fee
  market.fees += fee
  market.positionLots += order.side * lots
  order.left -= lots
  market.fills.push({ orderId: order.id, timeUs, side: order.side, tick, lots, isMaker, fee })
  if (order.left > 0) order.state = 'PARTIALLY_FILLED'
  else endBookOrder(market, order, 'FILLED', null)
}

function bearsMargin(
  { options, tickSize, lotSize, positionLots, resting, cash, middle }: BookMarket,
  order: BookOrder,
): boolean {
  const unit = middle * tickSize * lotSize
  const equity = cash + positionLots * unit
  let sameSide = order.left
  for (const other of resting) if (other.side === order.side) sameSide += other.left
  const after = Math.abs(positionLots + order.side * sameSide)
  return after <= Math.abs(positionLots) || after * unit <= options.leverage * equity
}

/** Takes from the other side, best price first, no further than the order's own price. What we took is gone until the book states that level again. */
function walkBook(market: BookMarket, order: BookOrder, timeUs: number): void {
  const side = order.side > 0 ? market.book.asks : market.book.bids
  for (let tick = side.best; tick >= 0 && order.left > 0; ) {
    if (order.side * (tick - order.tick) > 0) break
    const there = lotsAt(side, tick)
    const lots = Math.min(order.left, there)
    const next = nextWorse(side, tick)
    setLevel(side, tick, there - lots)
    fillOrder(market, order, timeUs, tick, lots, false)
    tick = next
  }
}

/** The best price that an order would trade at now; -1: none. */
function priceToTake({ book }: BookMarket, { side, tick }: BookOrder): number {
  const best = side > 0 ? book.asks.best : book.bids.best
  return best >= 0 && !(side * (best - tick) > 0) ? best : -1
}

function refusalOf(market: BookMarket, order: BookOrder): BookTrouble | null {
  const takes = priceToTake(market, order) >= 0
  if (!market.book.isKnown || (Number.isNaN(order.tick) && !takes)) return 'empty-book'
  if (takes && order.onlyMaker) return 'would-take'
  return bearsMargin(market, order) ? null : 'no-buying-power'
}

/** An order reaches the market: it trades at once as far as it can, and what is left rests behind what rests there, or ends (a market order). */
export function arrive(market: BookMarket, order: BookOrder, timeUs: number): void {
  const { book } = market
  if (order.state !== 'PENDING') return
  const refusal = refusalOf(market, order)
  if (refusal !== null) {
    endBookOrder(market, order, 'REJECTED', refusal)
    return
  }
  order.state = 'OPEN'
  if (priceToTake(market, order) >= 0) walkBook(market, order, timeUs)
  if (order.left === 0) return
  if (Number.isNaN(order.tick)) endBookOrder(market, order, 'CANCELLED', 'empty-book')
  else {
    joinQueue(order, lotsAt(order.side > 0 ? book.bids : book.asks, order.tick))
    market.resting.push(order)
  }
}

/** A trade against our side: at a worse price it went through us, at ours it takes the queue from the front. */
function meetTrade(market: BookMarket, events: BookEvents, row: number, side: 1 | -1): void {
  const tick = events.tick[row]!
  let lots = events.lots[row]!
  for (const order of [...market.resting]) {
    if (order.side !== side || side * (order.tick - tick) < 0) continue
    const reaching = order.tick === tick ? passTrade(order, lots, events.exchangeUs[row]!) : lots
    const filled = Math.min(order.left, reaching, lots)
    if (filled > 0) fillOrder(market, order, events.localUs[row]!, order.tick, filled, true)
    lots -= filled
    if (lots === 0) break
  }
}

/** A level stated anew: at our price it may move us up; the other side at our price or beyond means that it traded with us. */
function meetLevel(market: BookMarket, events: BookEvents, row: number, isBid: boolean): void {
  const side = isBid ? 1 : -1
  const tick = events.tick[row]!
  let lots = events.lots[row]!
  for (const order of [...market.resting]) {
    if (order.side === side) {
      if (order.tick === tick) restateLevel(order, lots, market.options.cancelShareAhead, events.exchangeUs[row]!)
    } else if (lots > 0 && order.side * (order.tick - tick) >= 0) {
      const filled = Math.min(order.left, lots)
      fillOrder(market, order, events.localUs[row]!, order.tick, filled, true)
      lots -= filled
    }
  }
}

/** After a snapshot: places in the queues as far as it tells. */
function restateAll({ resting, book, options, lostPlaces }: BookMarket, exchangeUs: number): void {
  for (const order of resting) {
    const shown = lotsAt(order.side > 0 ? book.bids : book.asks, order.tick)
    if (lostPlaces) joinQueue(order, shown)
    else restateLevel(order, shown, options.cancelShareAhead, exchangeUs)
  }
}

/** What an event does to our orders, before the book itself takes it in. Within a snapshot, and where the book is not known, nothing is filled. */
export function meetEvent(market: BookMarket, events: BookEvents, row: number, inSnapshot: boolean): void {
  if (market.resting.length === 0 || inSnapshot || !market.book.isKnown) return
  switch (events.kind[row]) {
    case BOOK_EVENT.bid:
      meetLevel(market, events, row, true)
      break
    case BOOK_EVENT.ask:
      meetLevel(market, events, row, false)
      break
    case BOOK_EVENT.sold:
      meetTrade(market, events, row, 1)
      break
    case BOOK_EVENT.bought:
      meetTrade(market, events, row, -1)
  }
}

export function endSnapshot(market: BookMarket, exchangeUs: number): void {
  restateAll(market, exchangeUs)
  market.lostPlaces = false
}
