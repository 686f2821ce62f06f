import type { Decisions, PlannedTrade } from '../model/decisions.ts'
import type { Book } from './book.ts'
import { putWaiting, reasonCode, refuse, WAITING } from './book.ts'

const SIGNAL = reasonCode('signal')

type Planned = Extract<Decisions, { readonly kind: 'planned' }>

function isLaneFree(book: Book, laneOf: readonly number[], lane: number): boolean {
  for (let k = 0; k < laneOf.length; k++)
    if (laneOf[k] === lane && (book.units[k] !== 0 || book.waiting[k] !== WAITING.none)) return false
  return true
}

/** Each leg waits as a target of its share, with the exits of its trade. */
function putTrade(book: Book, bar: number, { legs, exits, leaveBar }: PlannedTrade): void {
  for (const { instrument, share } of legs) {
    book.exits[instrument] = exits
    book.leaveFrom[instrument] = leaveBar ?? book.request.toBar
    putWaiting(book, instrument, WAITING.target, bar, share, SIGNAL)
  }
}

/** Leaves the planned trades whose bar has come, and takes those of this bar where their lane is free: an instrument that is left at this close is still held. */
export function decidePlanned(book: Book, bar: number, { trades, laneOf }: Planned): void {
  if (book.held > 0)
    for (let k = 0; k < laneOf.length; k++)
      if (book.units[k] !== 0 && book.leaveFrom[k]! <= bar && book.waiting[k] === WAITING.none)
        putWaiting(book, k, WAITING.leave, bar, 0, SIGNAL)
  while (book.nextOrder < trades.length && trades[book.nextOrder]!.bar <= bar) {
    const trade = trades[book.nextOrder++]!
    if (trade.bar !== bar) continue
    if (isLaneFree(book, laneOf, trade.lane)) putTrade(book, bar, trade)
    else refuse(book, 'lane-taken')
  }
}
