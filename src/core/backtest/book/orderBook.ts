import type { BookEvents } from './bookEvents.ts'
import { BOOK_EVENT } from './bookEvents.ts'
import type { BookSide } from './bookSide.ts'
import { clearSide, createBookSide, setLevel } from './bookSide.ts'

/** A market's book as far as its messages tell. `isKnown` is false before the first snapshot and from a gap to the next snapshot. */
export type OrderBook = { readonly bids: BookSide; readonly asks: BookSide; isKnown: boolean }

export function createOrderBook(): OrderBook {
  return { bids: createBookSide(true), asks: createBookSide(false), isKnown: false }
}

export function applyBookEvent(book: OrderBook, { kind, tick, lots }: BookEvents, row: number): void {
  switch (kind[row]) {
    case BOOK_EVENT.bid:
      setLevel(book.bids, tick[row]!, lots[row]!)
      break
    case BOOK_EVENT.ask:
      setLevel(book.asks, tick[row]!, lots[row]!)
      break
    case BOOK_EVENT.clear:
    case BOOK_EVENT.gap:
      clearSide(book.bids)
      clearSide(book.asks)
      book.isKnown = kind[row] === BOOK_EVENT.clear
  }
}
