import type { Book } from './book.ts'
import { firstSignal } from './signalBits.ts'

function firstNumber(column: Float64Array, from: number, to: number): number {
  let bar = from
  while (bar < to && Number.isNaN(column[bar]!)) bar++
  return bar
}

/** First bar from `bar` on, at most `toBar`, at whose close the decisions may say something to an instrument with the side that it has now. */
function lookUp(book: Book, k: number, bar: number): number {
  const { decisions, toBar } = book.request
  const units = book.units[k]!
  const side = units > 0 ? 1 : units < 0 ? -1 : 0
  let next = toBar
  if (decisions.kind === 'signals') next = firstSignal(book.signals[k]!, side, bar, toBar)
  else if (decisions.kind === 'targets') next = firstNumber(decisions.instruments[k]!, bar, toBar)
  book.nextDecision[k] = next
  return next
}

/**
 * First bar from `bar` on at whose close something may be decided by signal, target or order. What was looked up is remembered until the side changes, so that all
 * looks together pass over a column about once.
 */
export function nextDecision(book: Book, bar: number): number {
  const { decisions, toBar } = book.request
  if (decisions.kind === 'orders') {
    const order = decisions.orders[book.nextOrder]
    return order === undefined ? toBar : Math.min(toBar, Math.max(bar, order.bar))
  }
  if (decisions.kind === 'planned') {
    const trade = decisions.trades[book.nextOrder]
    return trade === undefined ? toBar : Math.min(toBar, Math.max(bar, trade.bar))
  }
  const known = book.nextDecision
  let next = toBar
  for (let k = 0; k < known.length; k++) {
    const at = known[k]! >= bar ? known[k]! : lookUp(book, k, bar)
    if (at < next) next = at
  }
  return next
}
