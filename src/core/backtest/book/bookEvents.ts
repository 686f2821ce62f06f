/**
 * What happened in a market's order book. `bid` and `ask` state the whole quantity now resting at a price (0: none); `bought` and `sold` are trades by who came to the
 * market; `clear` begins a snapshot; `gap` says that messages are missing: the book is not known from here to the next snapshot.
 */
export const BOOK_EVENT = { bid: 0, ask: 1, bought: 2, sold: 3, clear: 4, gap: 5 } as const

/**
 * Book events as equal-length columns, ascending in `localUs`. Prices are whole ticks and quantities whole lots, so that nothing is lost by adding: a price is tick x `tickSize`,
 * a quantity lots x `lotSize`. Times are UTC microseconds: `localUs` when it was received, `exchangeUs` as the exchange says (its clock may differ by seconds).
 * `ends` is 1 on the last event of a message: a book is whole only there.
 */
export type BookEvents = {
  readonly tickSize: number
  readonly lotSize: number
  readonly count: number
  readonly localUs: Float64Array
  readonly exchangeUs: Float64Array
  readonly kind: Uint8Array
  readonly tick: Int32Array
  readonly lots: Float64Array
  readonly ends: Uint8Array
}
