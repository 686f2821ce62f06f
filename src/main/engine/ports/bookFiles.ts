import type { BookEvents } from '../../../core/backtest/book/bookEvents.ts'
import type { BookReport, BookScale } from '../../../core/backtest/book/bookMessages.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'

/** `symbol` as the exchange writes it; `otherLines`: best-price tickers and the like, which a whole book has no need of. */
export type BookFile = {
  readonly symbol: string
  readonly events: BookEvents
  readonly report: BookReport
  readonly lines: number
  readonly otherLines: number
}

/**
 * Recordings of an exchange's feed, one message a line: local nanoseconds, a space, the exchange's JSON; also gzipped. One instrument a file.
 * Errors: `file-missing`, `file-unreadable`, `gzip-broken`, `bad-book-line`, `two-symbols`, `price-off-the-scale`, `time-goes-back`, `no-book`.
 */
export interface BookFiles {
  readBook(absolutePath: string, scale: BookScale): Promise<Outcome<BookFile>>
}
