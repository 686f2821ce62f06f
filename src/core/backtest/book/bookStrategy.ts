import type { OrderState } from '../event/orderTypes.ts'

/** Why an order in the book ended without its whole fill. */
export type BookTrouble =
  | 'by-strategy'
  | 'bad-size'
  | 'bad-price'
  | 'no-buying-power'
  | 'would-take'
  | 'empty-book'
  | 'end-of-data'

/** An order as the engine knows it. `aheadLots`: what is still in front of it at its price, NaN where it does not rest. */
export type BookOrderView = {
  readonly id: number
  readonly side: 1 | -1
  /** NaN: a market order. */
  readonly tick: number
  readonly lots: number
  readonly filledLots: number
  readonly aheadLots: number
  readonly state: OrderState
  readonly trouble: BookTrouble | null
}

export type BookFillView = {
  readonly orderId: number
  readonly timeUs: number
  readonly side: 1 | -1
  readonly tick: number
  readonly lots: number
  readonly isMaker: boolean
  readonly fee: number
}

/**
 * What a strategy knows at a message, as late as the feed brings it; what it orders comes to the market as late as orders take. Best prices are -1 where a side is empty.
 * Position, cash and fills are those that have been reported.
 */
export type BookContext = {
  readonly timeUs: number
  readonly isKnown: boolean
  readonly bestBid: number
  readonly bestAsk: number
  readonly bidLots: (tick: number) => number
  readonly askLots: (tick: number) => number
  readonly positionLots: number
  readonly cash: number
  readonly order: (id: number) => BookOrderView
  /** `onlyMaker`: rejected where it would trade at once. */
  readonly submitLimit: (side: 1 | -1, tick: number, lots: number, onlyMaker?: boolean) => number
  readonly submitMarket: (side: 1 | -1, lots: number) => number
  readonly cancel: (id: number) => void
}

/** A strategy on an order book. `onTrade` has the side of who came to the market. */
export type BookStrategy = {
  readonly onBook: (context: BookContext) => void
  readonly onTrade?: (context: BookContext, side: 1 | -1, tick: number, lots: number) => void
  readonly onFill?: (context: BookContext, fill: BookFillView) => void
}

/**
 * `cancelShareAhead`: of what is cancelled at a price, the share that stood in front of us (0: none, we only move up by trades). `feedUs` and `orderUs`: how late messages
 * reach the strategy, and orders the market. Fees in basis points of the value; `leverage` x equity is the most that may be held.
 */
export type BookOptions = {
  readonly cancelShareAhead: number
  readonly feedUs: number
  readonly orderUs: number
  readonly makerBps: number
  readonly takerBps: number
  readonly startCash: number
  readonly leverage: number
}

/** `unknownMessages`: at how many messages the book was not known. `equity` is at the last known middle price. */
export type BookResult = {
  readonly fills: readonly BookFillView[]
  readonly orders: readonly BookOrderView[]
  readonly positionLots: number
  readonly cash: number
  readonly equity: number
  readonly fees: number
  readonly messages: number
  readonly unknownMessages: number
}
