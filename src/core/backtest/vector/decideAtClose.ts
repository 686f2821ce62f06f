import type { Book } from './book.ts'
import { putWaiting, reasonCode, refuse, WAITING } from './book.ts'
import { decidePlanned } from './decidePlanned.ts'
import { SIGNAL_BITS } from './signalBits.ts'

const SIGNAL = reasonCode('signal')
const TIME = reasonCode('time')
const HALT = reasonCode('halt')

/** A decision to enter, refused outside the allowed hours; turns a position of the other side, which the exit part does in any case. */
function decideEntry(book: Book, k: number, bar: number, direction: 1 | -1): void {
  const held = book.units[k]!
  if (held * direction > 0) return
  const allowed = book.request.columns[k]!.entryAllowed
  if (book.halted) refuse(book, 'halted')
  else if (allowed !== null && allowed[bar] === 0) refuse(book, 'hours')
  else {
    const turns = held !== 0
    const kind =
      direction > 0 ? (turns ? WAITING.turnLong : WAITING.enterLong) : turns ? WAITING.turnShort : WAITING.enterShort
    putWaiting(book, k, kind, bar, 0, SIGNAL)
    return
  }
  if (held !== 0) putWaiting(book, k, WAITING.leave, bar, 0, SIGNAL)
}

function readSignals(book: Book, k: number, bar: number): void {
  const bits = book.signals[k]!.bytes[bar]!
  const held = book.units[k]!
  const leavesLong = (bits & SIGNAL_BITS.exitLong) !== 0
  const leavesShort = (bits & SIGNAL_BITS.exitShort) !== 0
  if (held > 0 ? leavesLong : held < 0 && leavesShort) putWaiting(book, k, WAITING.leave, bar, 0, SIGNAL)
  const long = (bits & SIGNAL_BITS.enterLong) !== 0 && !leavesLong
  const short = (bits & SIGNAL_BITS.enterShort) !== 0 && !leavesShort
  if (long && short) refuse(book, 'conflicting-signals')
  else if (long) decideEntry(book, k, bar, 1)
  else if (short) decideEntry(book, k, bar, -1)
}

function leaveByTime(book: Book, bar: number): void {
  for (let k = 0; k < book.units.length; k++) {
    const { limitBars } = book.exits[k]!
    if (book.units[k] === 0 || limitBars === null || bar - book.entryBar[k]! + 1 < limitBars) continue
    const kind = book.waiting[k]
    if (kind === WAITING.none || kind === WAITING.target || kind === WAITING.order)
      putWaiting(book, k, WAITING.leave, bar, 0, TIME)
  }
}

function leaveAll(book: Book, bar: number, reason: number): void {
  for (let k = 0; k < book.units.length; k++) {
    if (book.units[k] !== 0 && book.waiting[k] !== WAITING.leave) putWaiting(book, k, WAITING.leave, bar, 0, reason)
  }
}

/** Orders of one bar and instrument add up. */
function readOrders(book: Book, bar: number): void {
  const { decisions } = book.request
  if (decisions.kind !== 'orders') return
  const { orders } = decisions
  while (book.nextOrder < orders.length && orders[book.nextOrder]!.bar <= bar) {
    const { instrument, units, bar: at } = orders[book.nextOrder++]!
    if (at !== bar || units === 0) continue
    const adds = book.waiting[instrument] === WAITING.order && book.waitingBar[instrument] === bar
    const before = adds ? book.waitingUnits[instrument]! : 0
    putWaiting(book, instrument, WAITING.order, bar, before + units, SIGNAL)
  }
}

/** Reads what is decided at the close of `bar`; it waits to be filled. */
export function decideAtClose(book: Book, bar: number): void {
  const { request } = book
  const { decisions } = request
  if (decisions.kind === 'signals') {
    const { instruments } = decisions
    for (let k = 0; k < instruments.length; k++) {
      if (book.nextDecision[k]! > bar) continue
      const close = request.market.instruments[k]!.close[bar]!
      if (!Number.isNaN(close)) readSignals(book, k, bar)
    }
  } else if (decisions.kind === 'targets') {
    const { instruments } = decisions
    for (let k = 0; k < instruments.length; k++) {
      if (book.nextDecision[k]! > bar) continue
      const share = instruments[k]![bar]!
      if (!Number.isNaN(share)) putWaiting(book, k, WAITING.target, bar, share, SIGNAL)
    }
  } else if (decisions.kind === 'planned') decidePlanned(book, bar, decisions)
  else readOrders(book, bar)
  if (book.held > 0) {
    if (book.hasTimes) leaveByTime(book, bar)
    if (book.halted) leaveAll(book, bar, HALT)
  }
}
