import { nanColumn } from '../../indicators/nanColumn.ts'
import type { LegColumns } from '../../market/pairColumns.ts'
import type { TradeDirection } from '../hypothesis.ts'

/**
 * What buying after the close of bar t earns, as a fraction of the price paid: from the open of bar t + 1 + delay to the close of bar t + horizon.
 * One value a bar; NaN where either price is missing or the data end before. Throws RangeError where the trade would end before it begins.
 */
export function forwardReturn(leg: LegColumns, horizonBars: number, delayBars = 0): Float64Array {
  if (!(Number.isInteger(horizonBars) && Number.isInteger(delayBars) && delayBars >= 0 && horizonBars > delayBars))
    throw new RangeError(`A trade cannot be entered ${delayBars} bars late and left after ${horizonBars}`)
  const { open, close } = leg
  const result = nanColumn(close.length)
  for (let bar = 0; bar + horizonBars < close.length; bar++) {
    const entry = open[bar + 1 + delayBars]!
    if (entry > 0) result[bar] = close[bar + horizonBars]! / entry - 1
  }
  return result
}

/** What a long return is multiplied by to be the return of a trade. */
export function directionSign(direction: TradeDirection): 1 | -1 {
  return direction === 'long' ? 1 : -1
}
