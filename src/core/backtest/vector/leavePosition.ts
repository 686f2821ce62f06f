import {
  feeOf,
  feeRate,
  fillPrice,
  impactFraction,
  LEAST_UNITS,
  readsVolume,
  slippageFraction,
  volumeCap,
} from '../model/fillArithmetic.ts'
import { takeFromHolding, writeHolding } from '../model/holdings.ts'
import type { Book } from './book.ts'
import { countPosition, refuse } from './book.ts'

/**
 * Sells (covers) up to `wanted` units of a position at a reference price. `knownBar` is the bar whose volume and volatility the fill takes.
 * Returns whether all of it was filled; what is left stays in the position, and no other exit follows in this bar.
 */
export function leavePosition(
  book: Book,
  instrument: number,
  bar: number,
  knownBar: number,
  reference: number,
  wanted: number,
  reason: number,
): boolean {
  const { request, units } = book
  const terms = request.execution[instrument]!
  const held = units[instrument]!
  const side = held > 0 ? -1 : 1
  const volume = readsVolume(terms) ? request.market.instruments[instrument]!.volume[knownBar]! : 0
  const barVolatility = request.columns[instrument]!.barVolatility?.[knownBar] ?? 0
  const most = volumeCap(terms, volume)
  let filled = wanted
  if (most < filled) {
    refuse(book, volume > 0 ? 'volume-share' : 'no-volume')
    filled = terms.wholeUnits ? Math.floor(most) : most
  }
  if (filled < wanted) book.cutBar[instrument] = bar
  if (!(filled > LEAST_UNITS)) return false
  const slippage = slippageFraction(terms, barVolatility)
  const worse = slippage + impactFraction(terms, filled, volume, barVolatility)
  if (!(worse >= 0)) {
    refuse(book, slippage >= 0 && !(volume > 0) ? 'no-volume' : 'no-volatility')
    book.cutBar[instrument] = bar
    return false
  }
  const price = fillPrice(reference, side, worse)
  const fee = feeOf(terms.fee, feeRate(terms.fee, book.tradedValue[instrument]!), filled, price)
  takeFromHolding(book, instrument, bar, side, filled, reference, price, fee, reason)
  if (units[instrument] === 0) {
    countPosition(book, instrument, -side, -1)
    writeHolding(book, instrument, -side, bar, reason)
  }
  return filled === wanted
}
