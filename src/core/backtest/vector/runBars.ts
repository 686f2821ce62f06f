import type { BacktestRequest } from '../model/backtestRequest.ts'
import type { BacktestResult } from '../model/backtestResult.ts'
import { writeHolding } from '../model/holdings.ts'
import type { Book } from './book.ts'
import { clearWaiting, createBook, refuse } from './book.ts'
import { decideAtClose } from './decideAtClose.ts'
import { fillWaiting } from './fillWaiting.ts'
import { finance } from './financeBars.ts'
import { haltWhereTooDeep, mark } from './markBar.ts'
import { mayBeQuiet, nextClose, nextResting, passQuietBars } from './passQuietBars.ts'
import { restingExit } from './restingExit.ts'
import type { RunRoom } from './runRoom.ts'

function leaveResting(book: Book, bar: number): void {
  const { instruments } = book.request.market
  for (let k = 0, left = book.held; left > 0; k++) {
    if (book.units[k] === 0) continue
    left--
    if (!Number.isNaN(instruments[k]!.close[bar]!)) restingExit(book, k, bar)
  }
}

/** One bar in full, in the order of the document. */
function stepBar(book: Book, bar: number): void {
  if (book.paying > 0) finance(book, bar)
  if (book.waitingCount > 0 && book.fillsNextOpen) fillWaiting(book, bar, 'next-open')
  if (book.hasResting && book.held > 0) leaveResting(book, bar)
  if (book.waitingCount > 0 && book.fillsNextClose) fillWaiting(book, bar, 'next-close')
  mark(book, bar)
  if (!book.halted) haltWhereTooDeep(book, bar)
  decideBar(book, bar)
}

/** The end of a bar that is marked. */
function decideBar(book: Book, bar: number): void {
  decideAtClose(book, bar)
  if (book.waitingCount > 0 && book.fillsThisClose) {
    fillWaiting(book, bar, 'this-close')
    mark(book, bar)
  }
}

/** Positions that the data cut off, marked at their last closes, and orders that never met a bar. */
function closeTheBook(book: Book): void {
  for (let k = 0; k < book.units.length; k++) {
    if (book.units[k] !== 0) writeHolding(book, k, book.units[k]! > 0 ? 1 : -1, -1, 0)
    if (book.waiting[k] !== 0) {
      refuse(book, 'no-later-bar')
      clearWaiting(book, k)
    }
  }
}

/** Passes over the bars up to the next one that decides or fills something, and goes through that one. The bar after it. */
function advance(book: Book, bar: number): number {
  let event = bar
  if (mayBeQuiet(book)) {
    const { toBar } = book.request
    const decision = nextClose(book, bar)
    const end = Math.min(toBar, decision + 1)
    const reached = nextResting(book, bar, end)
    const wasHalted = book.halted
    event = reached > bar ? passQuietBars(book, bar, reached) : bar
    if (book.halted !== wasHalted) {
      decideBar(book, event - 1)
      return event
    }
    if (event === end) {
      if (decision < toBar) decideBar(book, decision)
      return end
    }
  }
  stepBar(book, event)
  return event + 1
}

/**
 * One account over all bars, by the rules of docs/methods/backtest.md, for any number of instruments. Bars in which something is filled are stepped through,
 * the others are only marked, and decided at where there is something to decide. O(bars x instruments); nothing is allocated a bar. The request is trusted:
 * `checkRequest` says what it may hold. `room`, of the same market and bars: memory used by run after run, in which the result lies.
 */
export function runBars(request: BacktestRequest, room: RunRoom | null = null): BacktestResult {
  const book = createBook(request, room)
  let bar = request.fromBar
  while (bar < request.toBar) bar = advance(book, bar)
  closeTheBook(book)
  const { fills, positions, equityAt, cashAt, grossAt, refused, haltedBar, fees, financed } = book
  return {
    fills,
    positions,
    equity: equityAt,
    cash: cashAt,
    gross: grossAt,
    refused,
    haltedBar,
    fees,
    financing: financed,
  }
}
