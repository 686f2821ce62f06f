import { trueRange } from './trueRange.ts'
import { wilderAverage } from './wilderAverage.ts'

/** Average true range in price units (Wilder 1978; TA-Lib ATR): first value at row `period`, Wilder smoothing, seeded with the mean. */
export function averageTrueRange(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  return wilderAverage(trueRange(high, low, close), period)
}
