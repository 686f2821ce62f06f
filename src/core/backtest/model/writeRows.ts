import type { FillList, PositionList } from './backtestResult.ts'
import { roomForFill, roomForPosition } from './resultLists.ts'

/** The row of a fill; its number. `reason` 0 is an entry, else 1 + the place in EXIT_REASONS. */
export function writeFill(
  fills: FillList,
  bar: number,
  instrument: number,
  side: number,
  units: number,
  reference: number,
  price: number,
  fee: number,
  reason: number,
): number {
  const row = roomForFill(fills)
  fills.bar[row] = bar
  fills.instrument[row] = instrument
  fills.side[row] = side
  fills.units[row] = units
  fills.reference[row] = reference
  fills.price[row] = price
  fills.fee[row] = fee
  fills.reason[row] = reason
  return row
}

/**
 * The row of a position from its sums over all fills; its profit: money received - money paid - fees - financing. `exitUnits` and `exitValue` hold what is
 * still open at its last close; `exitBar` is -1 then.
 */
export function writePosition(
  positions: PositionList,
  instrument: number,
  direction: number,
  entryBar: number,
  exitBar: number,
  entryUnits: number,
  entryValue: number,
  exitUnits: number,
  exitValue: number,
  fees: number,
  financing: number,
  equityBefore: number,
  reason: number,
): number {
  const row = roomForPosition(positions)
  const profit = direction * (exitValue - entryValue) - fees - financing
  positions.instrument[row] = instrument
  positions.direction[row] = direction
  positions.entryBar[row] = entryBar
  positions.exitBar[row] = exitBar
  positions.units[row] = entryUnits
  positions.entryPrice[row] = entryValue / entryUnits
  positions.exitPrice[row] = exitValue / exitUnits
  positions.fees[row] = fees
  positions.financing[row] = financing
  positions.profit[row] = profit
  positions.equityBefore[row] = equityBefore
  positions.reason[row] = reason
  return profit
}
