import type { Book } from './book.ts'
import { blockEnd } from './closeRows.ts'

/** Equity and gross value at the closes of [from, to), all in the block that is in place, and the last closes after them. What is not held counts 0. */
export function markBars(book: Book, from: number, to: number): void {
  const { units, lastClose, closes, equityAt, cashAt, grossAt, cash } = book
  const { fromBar } = book.request
  const { values } = closes
  const count = units.length
  let at = (from - closes.firstBar) * count
  for (let row = from - fromBar; row < to - fromBar; row++) {
    let equity = cash
    let gross = 0
    for (let k = 0; k < count; k++, at++) {
      const value = units[k]! * values[at]!
      equity += value
      gross += Math.abs(value)
    }
    equityAt[row] = equity
    cashAt[row] = cash
    grossAt[row] = gross
  }
  for (let k = 0; k < count; k++) lastClose[k] = values[at - count + k]!
}

/** Equity and gross value at this close. */
export function mark(book: Book, bar: number): void {
  const { market, fromBar } = book.request
  blockEnd(book.closes, market, bar)
  markBars(book, bar, bar + 1)
  book.equity = book.equityAt[bar - fromBar]!
}

/** Beyond the drawdown limit, or ruined: nothing more is entered, and everything is left by the next fill. */
export function haltWhereTooDeep(book: Book, bar: number): void {
  const { maximumDrawdown } = book.request.limits
  const { equity } = book
  if (equity > book.peak) book.peak = equity
  const isRuined = !(equity > 0)
  const isTooDeep = maximumDrawdown !== null && equity < book.peak * (1 - maximumDrawdown)
  if (!(isRuined || isTooDeep)) return
  book.halted = true
  book.haltedBar = bar
}
