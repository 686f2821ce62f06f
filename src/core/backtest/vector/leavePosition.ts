import { addToTally } from '../../risk/tradeTally.ts'
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
import { roomForFill, roomForPosition } from '../model/resultLists.ts'
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
  const value = filled * price
  book.cash += -side * value - fee
  book.fees += fee
  book.tradedValue[instrument] = book.tradedValue[instrument]! + value
  book.positionFees[instrument] = book.positionFees[instrument]! + fee
  book.exitUnits[instrument] = book.exitUnits[instrument]! + filled
  book.exitValue[instrument] = book.exitValue[instrument]! + value
  const left = Math.abs(held) - filled
  const isFlat = left <= LEAST_UNITS
  units[instrument] = isFlat ? 0 : -side * left
  writeFill(book, instrument, bar, side, filled, reference, price, fee, reason)
  if (isFlat) {
    countPosition(book, instrument, -side, -1)
    writePosition(book, instrument, -side, bar, reason)
  }
  return filled === wanted
}

export function writeFill(
  { fills }: Book,
  instrument: number,
  bar: number,
  side: number,
  units: number,
  reference: number,
  price: number,
  fee: number,
  reason: number,
): void {
  const row = roomForFill(fills)
  fills.bar[row] = bar
  fills.instrument[row] = instrument
  fills.side[row] = side
  fills.units[row] = units
  fills.reference[row] = reference
  fills.price[row] = price
  fills.fee[row] = fee
  fills.reason[row] = reason
}

/** The row of a position that has ended, or is open (`exitBar` -1) and marked at its last close. */
export function writePosition(
  book: Book,
  instrument: number,
  direction: number,
  exitBar: number,
  reason: number,
): void {
  const { positions } = book
  const row = roomForPosition(positions)
  const entryUnits = book.entryUnits[instrument]!
  const entryValue = book.entryValue[instrument]!
  const openUnits = Math.abs(book.units[instrument]!)
  const exitValue = book.exitValue[instrument]! + openUnits * book.lastClose[instrument]!
  const exitUnits = book.exitUnits[instrument]! + openUnits
  const fees = book.positionFees[instrument]!
  const financing = book.positionFinancing[instrument]!
  const profit = direction * (exitValue - entryValue) - fees - financing
  positions.instrument[row] = instrument
  positions.direction[row] = direction
  positions.entryBar[row] = book.entryBar[instrument]!
  positions.exitBar[row] = exitBar
  positions.units[row] = entryUnits
  positions.entryPrice[row] = entryValue / entryUnits
  positions.exitPrice[row] = exitValue / exitUnits
  positions.fees[row] = fees
  positions.financing[row] = financing
  positions.profit[row] = profit
  positions.equityBefore[row] = book.equityBefore[instrument]!
  positions.reason[row] = reason
  if (exitBar >= 0) addToTally(book.tally, profit / book.equityBefore[instrument]!)
}
