import { trueRange } from './trueRange.ts'
import { wilderAverage } from './wilderAverage.ts'

/**
 * Average true range in price units (Wilder 1978; TA-Lib ATR): first value at row `period`, Wilder smoothing, seeded with the mean.
 * `ranges` is the true range, if it is at hand.
 */
export function averageTrueRange(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  ranges: Float64Array = trueRange(high, low, close),
): Float64Array {
  return wilderAverage(ranges, period)
}
