import type { BookReport, BookScale } from '../../../core/backtest/book/bookMessages.ts'
import type { BookOptions, BookResult } from '../../../core/backtest/book/bookStrategy.ts'
import type { QuoteTerms } from '../../../core/backtest/book/quoteTouch.ts'
import { quoteTouch } from '../../../core/backtest/book/quoteTouch.ts'
import { runBook } from '../../../core/backtest/book/runBook.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import { trialId } from '../../../core/job/trialId.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { BookFile, BookFiles } from '../ports/bookFiles.ts'
import type { Ledger } from '../ports/ledger.ts'

export type BookReplayPorts = { readonly books: BookFiles; readonly hash: Hash; readonly ledger: Ledger }

/** Sizes are in units of the instrument, times in milliseconds. `file` is absolute. */
export type BookReplayWish = BookScale & {
  readonly file: string
  readonly size: number
  readonly most: number
  readonly startCash: number
  readonly makerBps: number
  readonly takerBps: number
  readonly feedMs: number
  readonly orderMs: number
  readonly cancelShareAhead: number
}

/** `notes` are to be shown. Money in the quote currency, at the last known middle price. */
export type BookReplay = {
  readonly symbol: string
  readonly strategy: 'quote-touch'
  readonly terms: Omit<BookReplayWish, 'file'>
  readonly from: string
  readonly to: string
  readonly events: number
  readonly report: BookReport
  readonly otherLines: number
  readonly messages: number
  readonly unknownMessages: number
  readonly orders: number
  readonly ordersByEnd: Readonly<Record<string, number>>
  readonly fills: number
  readonly makerFills: number
  readonly bought: number
  readonly sold: number
  readonly position: number
  readonly fees: number
  readonly profit: number
  readonly notes: readonly string[]
}

const STAGE = 'book-replay'
const INTERVAL = 'l2'

/**
 * The plainest market maker on a recording of an exchange's feed, with queue, latencies and fees. One trial of the ledger, recorded before it runs; nothing else is written.
 * Errors: those of `BookFiles` and the ledger, `bad-lots`, `bad-option`.
 */
export async function replayBook(ports: BookReplayPorts, wish: BookReplayWish): Promise<Outcome<BookReplay>> {
  const checked = checkWish(wish)
  if (!checked.ok) return checked
  const { file, priceDecimals, quantityDecimals, ...rest } = wish
  const read = await ports.books.readBook(file, { priceDecimals, quantityDecimals })
  if (!read.ok) return read
  const book = read.value
  const { events } = book
  const quote = quoteTerms(wish, events.lotSize)
  if (!quote.ok) return quote
  const terms = { priceDecimals, quantityDecimals, ...rest }
  const span = {
    fromMs: Math.floor(events.localUs[0]! / 1_000),
    toMs: Math.ceil(events.localUs[events.count - 1]! / 1_000),
  }
  const trial = {
    symbols: book.symbol,
    interval: INTERVAL,
    span,
    stage: STAGE,
    config: { strategy: 'quote-touch', terms },
  }
  const id = trialId(ports.hash, trial)
  const { symbols, interval, stage } = trial
  const recorded = ports.ledger.appendTrials({ runId: id.slice(0, 16), symbols, interval, span, stage, ids: [id] })
  if (!recorded.ok) return recorded
  const result = runBook(events, quoteTouch(quote.value), optionsOf(wish))
  return success({
    symbol: book.symbol,
    strategy: 'quote-touch',
    terms,
    from: isoTime(span.fromMs),
    to: isoTime(span.toMs),
    ...figuresOf(result, book, wish.startCash),
    notes: notesOf(book, result),
  })
}

/** Fees may be negative: a maker may be paid. */
function checkWish(wish: BookReplayWish): Outcome<void> {
  const { priceDecimals, quantityDecimals, startCash, feedMs, orderMs, cancelShareAhead } = wish
  const fault = (flag: string, value: number, is: string) =>
    failure('bad-option', `--${flag} is ${value}.`, `It has to be ${is}.`)
  if (!(priceDecimals >= 0 && priceDecimals <= 12)) return fault('price-decimals', priceDecimals, '0 to 12')
  if (!(quantityDecimals >= 0 && quantityDecimals <= 12)) return fault('quantity-decimals', quantityDecimals, '0 to 12')
  if (!(startCash > 0)) return fault('start-cash', startCash, 'above 0')
  if (!(feedMs >= 0)) return fault('feed-ms', feedMs, '0 or more')
  if (!(orderMs >= 0)) return fault('order-ms', orderMs, '0 or more')
  if (!(cancelShareAhead >= 0 && cancelShareAhead <= 1))
    return fault('cancel-share-ahead', cancelShareAhead, 'a fraction from 0 to 1')
  return success(undefined)
}

function quoteTerms({ size, most }: BookReplayWish, lotSize: number): Outcome<QuoteTerms> {
  const lots = Math.round(size / lotSize)
  const mostLots = Math.round(most / lotSize)
  if (lots >= 1 && mostLots >= lots && Math.abs(lots * lotSize - size) < lotSize / 1_000)
    return success({ lots, mostLots })
  return failure(
    'bad-lots',
    `Orders of ${size}, at most ${most} held, are no whole steps of ${lotSize}.`,
    'Give --size and --most as multiples of the quantity step, --most no smaller than --size.',
  )
}

function optionsOf(wish: BookReplayWish): BookOptions {
  const { startCash, makerBps, takerBps, cancelShareAhead, feedMs, orderMs } = wish
  return {
    startCash,
    makerBps,
    takerBps,
    cancelShareAhead,
    feedUs: feedMs * 1_000,
    orderUs: orderMs * 1_000,
    leverage: 1,
  }
}

function figuresOf(result: BookResult, { events, report, otherLines }: BookFile, startCash: number) {
  const { fills, orders, messages, unknownMessages, fees, equity, positionLots } = result
  const traded = (side: 1 | -1) => fills.filter((fill) => fill.side === side).reduce((sum, { lots }) => sum + lots, 0)
  const ordersByEnd: Record<string, number> = {}
  for (const { state, trouble } of orders) {
    const end = trouble === null ? state : `${state}, ${trouble}`
    ordersByEnd[end] = (ordersByEnd[end] ?? 0) + 1
  }
  return {
    events: events.count,
    report,
    otherLines,
    messages,
    unknownMessages,
    orders: orders.length,
    ordersByEnd,
    fills: fills.length,
    makerFills: fills.filter(({ isMaker }) => isMaker).length,
    bought: traded(1) * events.lotSize,
    sold: traded(-1) * events.lotSize,
    position: positionLots * events.lotSize,
    fees,
    profit: equity - startCash,
  }
}

function notesOf({ report }: BookFile, { unknownMessages }: BookResult): readonly string[] {
  const notes = ['Our orders take no part in the recorded market: what others would have done about them is not known.']
  if (report.gaps.length > 0)
    notes.push(
      `The recording lacks messages in ${report.gaps.length} places; the book is not known from there to the next snapshot.`,
    )
  if (unknownMessages > 0) notes.push(`At ${unknownMessages} messages the book was not known, and nothing was ordered.`)
  return notes
}
