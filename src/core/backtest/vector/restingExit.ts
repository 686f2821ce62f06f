import { stopFirstInside } from '../model/finerBars.ts'
import { stopFirstByRule } from '../model/intrabarRule.ts'
import type { Book } from './book.ts'
import { clearWaiting, putWaiting, reasonCode, refuse, WAITING } from './book.ts'
import { leavePosition } from './leavePosition.ts'

const STOP = reasonCode('stop')
const TRAIL = reasonCode('trail')
const TARGET = reasonCode('target')

/** The nearer of a fixed stop and a trailing one, NaN without either. */
function nearerStop(fixed: number, trail: number, direction: number): number {
  if (Number.isNaN(trail)) return fixed
  return Number.isNaN(fixed) || direction * (trail - fixed) > 0 ? trail : fixed
}

/** First bar of [from, to) that reaches stop, trail or target of a position; `to` where there is none. */
export function firstReached(book: Book, k: number, from: number, to: number): number {
  const { high, low } = book.request.market.instruments[k]!
  const direction = book.units[k]! > 0 ? 1 : -1
  const adverse = direction > 0 ? low : high
  const favourable = direction > 0 ? high : low
  const distance = direction * book.trailDistance[k]!
  const target = direction * book.targetLevel[k]!
  const fixed = book.stopLevel[k]!
  let best = book.bestPrice[k]!
  for (let bar = from; bar < to; bar++) {
    const stop = nearerStop(fixed, best - distance, direction)
    const bestOfBar = favourable[bar]!
    if (direction * adverse[bar]! <= direction * stop || direction * bestOfBar >= target) return bar
    if (direction * bestOfBar > direction * best) best = bestOfBar
  }
  return to
}

/** The trail takes the best price of bars that reached nothing in, for the bars after them. */
export function followTrail(book: Book, k: number, from: number, to: number): void {
  const { high, low } = book.request.market.instruments[k]!
  const direction = book.units[k]! > 0 ? 1 : -1
  const favourable = direction > 0 ? high : low
  let best = book.bestPrice[k]!
  for (let bar = from; bar < to; bar++) if (direction * favourable[bar]! > direction * best) best = favourable[bar]!
  book.bestPrice[k] = best
}

/** The instrument's last bar before this one that is there. */
function barBefore(book: Book, k: number, bar: number): number {
  const { close } = book.request.market.instruments[k]!
  let before = bar - 1
  while (before > 0 && Number.isNaN(close[before]!)) before--
  return Math.max(0, before)
}

/** Stop, trail and target of one position against one bar that is there. Where it opened beyond a level, it is left at the open. */
export function restingExit(book: Book, k: number, bar: number): void {
  if (book.cutBar[k] === bar) return
  const { open, high, low } = book.request.market.instruments[k]!
  const direction = book.units[k]! > 0 ? 1 : -1
  const fixed = book.stopLevel[k]!
  const stop = nearerStop(fixed, book.bestPrice[k]! - direction * book.trailDistance[k]!, direction)
  const target = book.targetLevel[k]!
  const adverse = direction > 0 ? low[bar]! : high[bar]!
  const favourable = direction > 0 ? high[bar]! : low[bar]!
  let stopped = direction * adverse <= direction * stop
  const reached = direction * favourable >= direction * target
  if (!(stopped || reached)) {
    followTrail(book, k, bar, bar + 1)
    return
  }
  if (stopped && reached) stopped = stopWasFirst(book, k, bar, direction, stop, target)
  const level = stopped ? stop : target
  const isBeyond = direction * (open[bar]! - level) * (stopped ? 1 : -1) < 0
  const reason = stopped ? (stop === fixed ? STOP : TRAIL) : TARGET
  leaveAt(book, k, bar, isBeyond ? open[bar]! : level, reason)
}

/** What was decided for a position that is gone now is dropped: it would open another one. */
function leaveAt(book: Book, k: number, bar: number, reference: number, reason: number): void {
  const done = leavePosition(book, k, bar, barBefore(book, k, bar), reference, Math.abs(book.units[k]!), reason)
  if (!done) putWaiting(book, k, WAITING.leave, bar, 0, reason)
  else if (book.waiting[k] !== WAITING.none) {
    if (book.waiting[k] !== WAITING.leave) refuse(book, 'stopped-first')
    clearWaiting(book, k)
  }
}

/**
 * Whether the stop came first in a bar that reaches stop and target alike. Finer bars decide where there are some, else the rule.
 */
function stopWasFirst(book: Book, k: number, bar: number, direction: number, stop: number, target: number): boolean {
  const { request } = book
  const rule = request.execution[k]!.intrabar
  const open = request.market.instruments[k]!.open[bar]!
  const inside =
    request.finer === undefined ? null : stopFirstInside(request.finer, k, bar, direction, stop, target, rule)
  return inside ?? stopFirstByRule(rule, open, direction, stop, target)
}
