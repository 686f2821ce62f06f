import type { BookEvents } from '../../../../src/core/backtest/book/bookEvents.ts'
import { BOOK_EVENT } from '../../../../src/core/backtest/book/bookEvents.ts'
import type { BookContext, BookOptions, BookStrategy } from '../../../../src/core/backtest/book/bookStrategy.ts'
import { runBook } from '../../../../src/core/backtest/book/runBook.ts'

type Kind = keyof typeof BOOK_EVENT
/** Rows of one message: [kind, tick, lots]. */
export type Message = {
  readonly us: number
  readonly exchangeUs?: number
  readonly rows: readonly (readonly [Kind, number, number])[]
}

export function eventsOf(messages: readonly Message[], tickSize = 1, lotSize = 1): BookEvents {
  const rows = messages.flatMap(({ us, exchangeUs = us, rows }) =>
    rows.map(([kind, tick, lots], at) => ({ us, exchangeUs, kind, tick, lots, ends: at === rows.length - 1 ? 1 : 0 })),
  )
  return {
    tickSize,
    lotSize,
    count: rows.length,
    localUs: Float64Array.from(rows, ({ us }) => us),
    exchangeUs: Float64Array.from(rows, ({ exchangeUs }) => exchangeUs),
    kind: Uint8Array.from(rows, ({ kind }) => BOOK_EVENT[kind]),
    tick: Int32Array.from(rows, ({ tick }) => tick),
    lots: Float64Array.from(rows, ({ lots }) => lots),
    ends: Uint8Array.from(rows, ({ ends }) => ends),
  }
}

export const FREE: BookOptions = {
  cancelShareAhead: 0,
  feedUs: 0,
  orderUs: 0,
  makerBps: 0,
  takerBps: 0,
  startCash: 1_000_000,
  leverage: 1,
}

/** Bids 100 x 10, 99 x 5, 98 x 20; asks 101 x 8, 102 x 4, 104 x 30. */
export const SNAPSHOT: Message = {
  us: 10,
  rows: [
    ['clear', 0, 0],
    ['bid', 100, 10],
    ['bid', 99, 5],
    ['bid', 98, 20],
    ['ask', 101, 8],
    ['ask', 102, 4],
    ['ask', 104, 30],
  ],
}

/** Acts once at the first message seen at or after each time. */
export function playBook(
  messages: readonly Message[],
  script: readonly (readonly [us: number, act: (context: BookContext) => void])[],
  options: Partial<BookOptions> = {},
  more: Partial<BookStrategy> = {},
) {
  let next = 0
  const act = (context: BookContext) => {
    while (next < script.length && context.timeUs >= script[next]![0]) script[next++]![1](context)
  }
  return runBook(eventsOf(messages), { ...more, onBook: act, onTrade: act }, { ...FREE, ...options })
}
