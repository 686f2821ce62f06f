import type { Book } from './book.ts'
import { blockEnd } from './closeRows.ts'
import { financeBars } from './financeBars.ts'
import { markBars } from './markBar.ts'
import { nextDecision } from './nextDecision.ts'
import { firstReached, followTrail } from './restingExit.ts'

/** Bars that are searched for a resting exit at once: a look that another instrument's exit cuts short is wasted. */
const LOOK_AHEAD = 64

/** Whether bars may be passed over at all: nothing waits to be filled. */
export function mayBeQuiet(book: Book): boolean {
  return book.waitingCount === 0 && !(book.halted && book.held > 0)
}

/** First bar from `bar` on, at most `toBar`, at whose close something may be decided. */
export function nextClose(book: Book, bar: number): number {
  const decision = nextDecision(book, bar)
  if (book.held === 0 || !book.hasTimes) return decision
  let first = decision
  for (let k = 0; k < book.units.length; k++) {
    if (book.units[k] === 0) continue
    const { limitBars } = book.exits[k]!
    const limit = limitBars === null ? first : book.entryBar[k]! + limitBars - 1
    first = Math.min(first, Math.max(bar, Math.min(limit, book.leaveFrom[k]!)))
  }
  return first
}

/** First bar of [from, to) that reaches a resting exit, or up to which none was looked for; `to` where there is none. */
export function nextResting(book: Book, from: number, to: number): number {
  if (!book.hasResting || book.held === 0) return to
  let first = Math.min(to, from + LOOK_AHEAD)
  for (let k = 0; k < book.units.length; k++) if (book.units[k] !== 0) first = firstReached(book, k, from, first)
  return first
}

/** The first bar of [from, to) that halts the account, by its equity; `to` where there is none. The peak is followed up to it. */
function firstTooDeep(book: Book, from: number, to: number): number {
  const { fromBar, limits } = book.request
  const { equityAt } = book
  const left = 1 - (limits.maximumDrawdown ?? 1)
  let { peak } = book
  let bar = from
  for (; bar < to; bar++) {
    const equity = equityAt[bar - fromBar]!
    if (equity > peak) peak = equity
    else if (!(equity > 0) || equity < peak * left) break
  }
  book.peak = peak
  return bar
}

function followTrails(book: Book, from: number, to: number): void {
  if (!book.hasTrail) return
  for (let k = 0; k < book.units.length; k++) if (book.units[k] !== 0) followTrail(book, k, from, to)
}

/** The same where positions pay by the bar, because that moves the cash. Ends after a bar that halts the account. */
function passFinancedBars(book: Book, from: number, to: number): number {
  const isHalted = book.halted
  let bar = from
  while (bar < to && book.halted === isHalted)
    bar = financeBars(book, bar, Math.min(to, blockEnd(book.closes, book.request.market, bar)))
  followTrails(book, from, bar)
  return bar
}

/** The same where nothing is held: the cash, which can be too little at the first bar only. */
function passEmptyBars(book: Book, from: number, to: number): number {
  const { equityAt, cashAt, grossAt, cash } = book
  const { fromBar } = book.request
  for (let row = from - fromBar; row < to - fromBar; row++) {
    equityAt[row] = cash
    cashAt[row] = cash
    grossAt[row] = 0
  }
  return book.halted || firstTooDeep(book, from, from + 1) > from ? to : from
}

/**
 * Marks the bars of [from, to), in which nothing is filled. Where it ended: before a bar that halts the account, or after it where positions pay by the bar. Each
 * sum is in the order of the instruments: the figures are those of bar by bar to the last bit.
 */
export function passQuietBars(book: Book, from: number, to: number): number {
  if (book.held === 0) return passEmptyBars(book, from, to)
  if (book.paying > 0) return passFinancedBars(book, from, to)
  let bar = from
  while (bar < to) {
    const end = Math.min(to, blockEnd(book.closes, book.request.market, bar))
    markBars(book, bar, end)
    bar = book.halted ? end : firstTooDeep(book, bar, end)
    if (bar < end) break
  }
  followTrails(book, from, bar)
  return bar
}
