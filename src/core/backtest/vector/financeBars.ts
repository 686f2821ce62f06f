import type { Book } from './book.ts'
import { BORROW, FUNDING } from './book.ts'

const YEAR_MS = 365.25 * 86_400_000

/** What `held` units, worth `value`, pay for the time since the bar before: funding by its rate, a short its borrow besides. */
function costOf(book: Book, k: number, held: number, value: number, bar: number, elapsedMs: number): number {
  const { request, financing } = book
  const kind = financing[k]!
  const funding = (kind & FUNDING) === 0 ? 0 : value * request.columns[k]!.fundingRate![bar]!
  if (held > 0 || (kind & BORROW) === 0) return funding
  return funding - (value * request.execution[k]!.borrowPerYear * elapsedMs) / YEAR_MS
}

/** Cash that shorts pay for borrowing, and what funding moves, since the bar before. */
export function finance(book: Book, bar: number): void {
  const { request, units, lastClose, financing } = book
  const { timeMs } = request.market
  const elapsedMs = timeMs[bar]! - timeMs[bar - 1]!
  for (let k = 0; k < units.length; k++) {
    const held = units[k]!
    if (held === 0 || financing[k] === 0) continue
    const cost = costOf(book, k, held, held * lastClose[k]!, bar, elapsedMs)
    if (cost === 0) continue
    book.cash -= cost
    book.financed += cost
    book.positionFinancing[k] = book.positionFinancing[k]! + cost
  }
}

/**
 * Finances and marks the bars [from, to), all in the block that is in place, in which nothing is filled: what `finance` and `markBars` do bar by bar. Ends after a bar that
 * halts the account, where it is not halted yet; the bar after the last one.
 */
export function financeBars(book: Book, from: number, to: number): number {
  const { request, units, lastClose, closes, equityAt, cashAt, grossAt } = book
  const { values, firstBar } = closes
  const count = units.length
  const left = 1 - (request.limits.maximumDrawdown ?? 1)
  for (let bar = from, at = (from - firstBar) * count; bar < to; bar++) {
    finance(book, bar)
    const { cash } = book
    let equity = cash
    let gross = 0
    for (let k = 0; k < count; k++, at++) {
      const close = values[at]!
      const value = units[k]! * close
      equity += value
      gross += Math.abs(value)
      lastClose[k] = close
    }
    const row = bar - request.fromBar
    equityAt[row] = equity
    cashAt[row] = cash
    grossAt[row] = gross
    book.equity = equity
    if (book.halted) continue
    if (equity > book.peak) book.peak = equity
    else if (!(equity > 0) || equity < book.peak * left) {
      book.halted = true
      book.haltedBar = bar
      return bar + 1
    }
  }
  return to
}
