import type { BookEvents } from './bookEvents.ts'
import { BOOK_EVENT } from './bookEvents.ts'
import type { BookMarket } from './bookMatching.ts'
import { arrive, endBookOrder, endSnapshot, meetEvent, middleOf } from './bookMatching.ts'
import type { BookOrder } from './bookOrder.ts'
import { createBookOrder, viewOfBookOrder } from './bookOrder.ts'
import { lotsAt } from './bookSide.ts'
import type { BookContext, BookOptions, BookResult, BookStrategy } from './bookStrategy.ts'
import type { OrderBook } from './orderBook.ts'
import { applyBookEvent, createOrderBook } from './orderBook.ts'

/** Something on its way to the market. */
type Message = { readonly atUs: number; readonly order: BookOrder; readonly cancels: boolean }

type Run = {
  readonly events: BookEvents
  readonly market: BookMarket
  readonly strategy: BookStrategy
  /** The book that the strategy sees: the market's own where the feed takes no time. */
  readonly seen: OrderBook
  readonly messages: Message[]
  nextMessage: number
  /** Rows that the market and the strategy have taken in. */
  inMarket: number
  inView: number
  inSnapshot: boolean
  nowUs: number
  told: number
  toldPosition: number
  toldCash: number
  messageCount: number
  unknownCount: number
}

function createRun(events: BookEvents, strategy: BookStrategy, options: BookOptions): Run {
  const book = createOrderBook()
  return {
    events,
    market: {
      options,
      tickSize: events.tickSize,
      lotSize: events.lotSize,
      book,
      orders: [],
      resting: [],
      fills: [],
      positionLots: 0,
      cash: options.startCash,
      fees: 0,
      middle: Number.NaN,
      lostPlaces: false,
    },
    strategy,
    seen: options.feedUs === 0 ? book : createOrderBook(),
    messages: [],
    nextMessage: 0,
    inMarket: 0,
    inView: 0,
    inSnapshot: false,
    nowUs: 0,
    told: 0,
    toldPosition: 0,
    toldCash: options.startCash,
    messageCount: 0,
    unknownCount: 0,
  }
}

function submit(run: Run, side: 1 | -1, tick: number, lots: number, onlyMaker: boolean): number {
  const { market, messages, nowUs } = run
  const order = createBookOrder(market.orders.length, side, tick, lots, onlyMaker)
  market.orders.push(order)
  if (!(Number.isInteger(lots) && lots > 0)) endBookOrder(market, order, 'REJECTED', 'bad-size')
  else if (!(Number.isNaN(tick) || (Number.isInteger(tick) && tick > 0)))
    endBookOrder(market, order, 'REJECTED', 'bad-price')
  else messages.push({ atUs: nowUs + market.options.orderUs, order, cancels: false })
  return order.id
}

function orderOf({ market }: Run, id: number): BookOrder {
  const order = market.orders[id]
  if (order === undefined) throw new RangeError(`There is no order ${id}.`)
  return order
}

/** The only thing that a strategy gets: functions and getters. */
function createBookContext(run: Run): BookContext {
  const { seen, market } = run
  return Object.freeze({
    get timeUs() {
      return run.nowUs
    },
    get isKnown() {
      return seen.isKnown
    },
    get bestBid() {
      return seen.bids.best
    },
    get bestAsk() {
      return seen.asks.best
    },
    bidLots: (tick: number) => lotsAt(seen.bids, tick),
    askLots: (tick: number) => lotsAt(seen.asks, tick),
    get positionLots() {
      return run.toldPosition
    },
    get cash() {
      return run.toldCash
    },
    order: (id: number) => viewOfBookOrder(orderOf(run, id)),
    submitLimit: (side: 1 | -1, tick: number, lots: number, onlyMaker = false) =>
      submit(run, side, Number.isNaN(tick) ? -1 : tick, lots, onlyMaker),
    submitMarket: (side: 1 | -1, lots: number) => submit(run, side, Number.NaN, lots, false),
    cancel: (id: number) => {
      run.messages.push({ atUs: run.nowUs + market.options.orderUs, order: orderOf(run, id), cancels: true })
    },
  } satisfies BookContext)
}

/** The market takes its next event in. */
function stepMarket(run: Run): void {
  const { events, market } = run
  const row = run.inMarket++
  const kind = events.kind[row]!
  meetEvent(market, events, row, run.inSnapshot)
  if (kind === BOOK_EVENT.clear) run.inSnapshot = true
  if (kind === BOOK_EVENT.gap) market.lostPlaces = true
  if (kind !== BOOK_EVENT.bought && kind !== BOOK_EVENT.sold) applyBookEvent(market.book, events, row)
  if (events.ends[row] === 0) return
  if (run.inSnapshot) endSnapshot(market, events.exchangeUs[row]!)
  run.inSnapshot = false
  const middle = middleOf(market.book)
  if (middle > 0) market.middle = middle
}

function deliver(run: Run): void {
  const { atUs, order, cancels } = run.messages[run.nextMessage++]!
  if (!cancels) arrive(run.market, order, atUs)
  else if (order.state === 'PENDING' || order.state === 'OPEN' || order.state === 'PARTIALLY_FILLED')
    endBookOrder(run.market, order, 'CANCELLED', 'by-strategy')
  if (run.nextMessage < 1024) return
  run.messages.splice(0, run.nextMessage)
  run.nextMessage = 0
}

function tellBookFills(run: Run, context: BookContext): void {
  const { market, strategy } = run
  const { fills, options } = market
  for (; run.told < fills.length && fills[run.told]!.timeUs + options.feedUs <= run.nowUs; run.told++) {
    const fill = fills[run.told]!
    run.toldPosition += fill.side * fill.lots
    run.toldCash += -fill.side * (fill.tick * market.tickSize * fill.lots * market.lotSize) - fill.fee
    strategy.onFill?.(context, fill)
  }
}

/** The next event reaches the strategy; a whole message makes it think. */
function stepView(run: Run, context: BookContext): void {
  const { events, market, seen, strategy } = run
  const row = run.inView++
  const kind = events.kind[row]!
  run.nowUs = events.localUs[row]! + market.options.feedUs
  if (seen !== market.book) applyBookEvent(seen, events, row)
  if (run.told < market.fills.length) tellBookFills(run, context)
  const isTrade = kind === BOOK_EVENT.bought || kind === BOOK_EVENT.sold
  if (isTrade && strategy.onTrade !== undefined)
    strategy.onTrade(context, kind === BOOK_EVENT.bought ? 1 : -1, events.tick[row]!, events.lots[row]!)
  if (events.ends[row] === 0) return
  run.messageCount++
  if (!seen.isKnown) run.unknownCount++
  if (!isTrade) strategy.onBook(context)
}

/**
 * A strategy on the level-2 events of one instrument. The market takes each event in when it was received; the strategy sees it `feedUs` later, and what it orders arrives
 * `orderUs` after that. A resting order stands behind what rested at its price, and is filled when trades have taken what is in front of it, or go through it.
 */
export function runBook(events: BookEvents, strategy: BookStrategy, options: BookOptions): BookResult {
  const run = createRun(events, strategy, options)
  const context = createBookContext(run)
  const { market } = run
  const { localUs, count } = events
  const { feedUs } = options
  while (run.inView < count) {
    const marketUs = run.inMarket < count ? localUs[run.inMarket]! : Number.POSITIVE_INFINITY
    const viewUs = localUs[run.inView]! + feedUs
    const messageUs =
      run.nextMessage < run.messages.length ? run.messages[run.nextMessage]!.atUs : Number.POSITIVE_INFINITY
    const viewIsDue = run.inView < run.inMarket && viewUs <= marketUs
    if (messageUs < marketUs && messageUs <= viewUs) deliver(run)
    else if (viewIsDue) stepView(run, context)
    else stepMarket(run)
  }
  tellBookFills(run, context)
  for (const order of [...market.resting]) endBookOrder(market, order, 'CANCELLED', 'end-of-data')
  for (; run.nextMessage < run.messages.length; run.nextMessage++) {
    const { order } = run.messages[run.nextMessage]!
    if (order.state === 'PENDING') endBookOrder(market, order, 'CANCELLED', 'end-of-data')
  }
  const value = market.positionLots === 0 ? 0 : market.positionLots * events.lotSize * market.middle * events.tickSize
  return {
    fills: market.fills,
    orders: market.orders.map(viewOfBookOrder),
    positionLots: market.positionLots,
    cash: market.cash,
    equity: market.cash + value,
    fees: market.fees,
    messages: run.messageCount,
    unknownMessages: run.unknownCount,
  }
}
