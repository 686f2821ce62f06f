import type { FillMode } from '../model/executionTerms.ts'
import type { Book } from './book.ts'
import { clearWaiting, putWaiting, reasonCode, refuse, WAITING } from './book.ts'
import type { Moment } from './enterPosition.ts'
import { enterPosition } from './enterPosition.ts'
import { leavePosition } from './leavePosition.ts'

const REVERSAL = reasonCode('reversal')
const TARGET_WEIGHT = reasonCode('target-weight')

const moment: Moment = { equity: 0, gross: 0 }

function referencePrice(book: Book, instrument: number, bar: number, mode: FillMode): number {
  const leg = book.request.market.instruments[instrument]!
  return mode === 'next-open' ? leg.open[bar]! : leg.close[bar]!
}

/** Units that a target or an order wants to trade at `price`: what is missing to it, positive for a purchase. */
function missingUnits(book: Book, instrument: number, price: number, equity: number): number {
  const wanted = book.waitingUnits[instrument]!
  if (book.waiting[instrument] === WAITING.order) return wanted
  return (wanted * equity) / price - book.units[instrument]!
}

/** Equity and gross value at the last closes. */
function measure(book: Book): void {
  let equity = book.cash
  let gross = 0
  for (let k = 0, left = book.held; left > 0; k++) {
    if (book.units[k] === 0) continue
    left--
    const value = book.units[k]! * book.lastClose[k]!
    equity += value
    gross += Math.abs(value)
  }
  moment.equity = equity
  moment.gross = gross
}

/** The part of what waits that makes a position smaller. What the volume cut off goes on waiting, to leave at a later bar. */
function fillExit(book: Book, k: number, bar: number, price: number): void {
  const kind = book.waiting[k]!
  const units = book.units[k]!
  const knownBar = book.waitingBar[k]!
  if (kind === WAITING.target || kind === WAITING.order) {
    fillSmaller(book, k, bar, price, kind)
    return
  }
  const turns = units !== 0 && (units > 0 ? kind === WAITING.turnShort : kind === WAITING.turnLong)
  if (kind !== WAITING.leave && !turns) return
  const reason = turns ? REVERSAL : book.waitingReason[k]!
  const done = units === 0 || leavePosition(book, k, bar, knownBar, price, Math.abs(units), reason)
  if (!done) putWaiting(book, k, WAITING.leave, bar, 0, reason)
  else if (!turns) clearWaiting(book, k)
}

/** A target or an order against what is held. Only where it goes on to the other side is something left to be entered. */
function fillSmaller(book: Book, k: number, bar: number, price: number, kind: number): void {
  const units = book.units[k]!
  const missing = missingUnits(book, k, price, moment.equity)
  if (units * missing >= 0) return
  const wanted = Math.min(Math.abs(units), Math.abs(missing))
  const isWhole = book.request.execution[k]!.wholeUnits
  const smaller = isWhole && wanted < Math.abs(units) ? Math.floor(wanted) : wanted
  const done = leavePosition(book, k, bar, book.waitingBar[k]!, price, smaller, TARGET_WEIGHT)
  if (!done || Math.abs(missing) <= Math.abs(units)) clearWaiting(book, k)
  else if (kind === WAITING.order) book.waitingUnits[k] = missing + units
}

function fillEntry(book: Book, instrument: number, bar: number, price: number): void {
  const kind = book.waiting[instrument]!
  const knownBar = book.waitingBar[instrument]!
  const units = book.units[instrument]!
  if (kind === WAITING.target || kind === WAITING.order) {
    const missing = missingUnits(book, instrument, price, moment.equity)
    if (missing !== 0 && units * missing >= 0) {
      if (book.request.columns[instrument]!.entryAllowed?.[knownBar] === 0) {
        refuse(book, 'hours')
        clearWaiting(book, instrument)
        return
      }
      const size = Math.abs(missing)
      const value = kind === WAITING.target ? size * price : Number.NaN
      const exactUnits = kind === WAITING.order ? size : Number.NaN
      enterPosition(book, instrument, bar, knownBar, price, missing > 0 ? 1 : -1, value, exactUnits, moment)
    }
  } else if (units === 0) {
    const direction = kind === WAITING.enterLong || kind === WAITING.turnLong ? 1 : -1
    enterPosition(book, instrument, bar, knownBar, price, direction, Number.NaN, Number.NaN, moment)
  }
  clearWaiting(book, instrument)
}

/** All orders that are filled at this moment of the bar: exits of all instruments, then entries. An instrument without a price waits on. */
export function fillWaiting(book: Book, bar: number, mode: FillMode): void {
  const { waiting, request } = book
  if (request.decisions.kind !== 'signals') measure(book)
  for (let k = 0, left = book.waitingCount; left > 0; k++) {
    if (waiting[k] === WAITING.none) continue
    left--
    if (request.execution[k]!.fill !== mode) continue
    const price = referencePrice(book, k, bar, mode)
    if (price > 0 && book.cutBar[k] !== bar) fillExit(book, k, bar, price)
  }
  if (book.waitingCount === 0) return
  measure(book)
  for (let k = 0, left = book.waitingCount; left > 0; k++) {
    if (waiting[k] === WAITING.none) continue
    left--
    if (waiting[k] === WAITING.leave || request.execution[k]!.fill !== mode) continue
    const price = referencePrice(book, k, bar, mode)
    if (price > 0 && book.cutBar[k] !== bar) fillEntry(book, k, bar, price)
  }
}
