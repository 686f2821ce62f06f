import { nanColumn } from './nanColumn.ts'
import { requirePeriod } from './requirePeriod.ts'
import { trueRange } from './trueRange.ts'

/** TA-Lib's TA_EPSILON. */
const NONE = 1e-14

type Totals = { plus: number; minus: number; range: number }

/**
 * Average directional index, 0 to 100 (Wilder 1978), seeded as TA-Lib ADX: the first `period - 1` bars are summed, the next `period`
 * bars give the directional indices whose mean is the first value, at row 2 period - 1; Wilder smoothing after it.
 * A bar that needs a missing price is NaN in its own row and leaves the state as it was.
 */
export function averageDirectionalIndex(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  requirePeriod(period, 2)
  const result = nanColumn(close.length)
  const ranges = trueRange(high, low, close)
  const totals: Totals = { plus: 0, minus: 0, range: 0 }
  let known = 0
  let index = 0
  for (let row = 1; row < close.length; row++) {
    const up = high[row]! - high[row - 1]!
    const down = low[row - 1]! - low[row]!
    if (!Number.isFinite(up + down + ranges[row]!)) continue
    known++
    addBar(totals, up, down, ranges[row]!, known < period ? 0 : 1 / period)
    if (known < period) continue
    const strength = directionalIndex(totals)
    if (known < 2 * period) index += Number.isNaN(strength) ? 0 : strength / period
    else if (!Number.isNaN(strength)) index = (index * (period - 1) + strength) / period
    if (known >= 2 * period - 1) result[row] = index
  }
  return result
}

function addBar(totals: Totals, up: number, down: number, range: number, decay: number): void {
  totals.plus += (up > down && up > 0 ? up : 0) - totals.plus * decay
  totals.minus += (down > up && down > 0 ? down : 0) - totals.minus * decay
  totals.range += range - totals.range * decay
}

/** 100 |+DI - -DI| / (+DI + -DI); NaN where there was no range or no direction. */
function directionalIndex(totals: Totals): number {
  if (Math.abs(totals.range) < NONE) return Number.NaN
  const plus = (100 * totals.plus) / totals.range
  const minus = (100 * totals.minus) / totals.range
  const sum = plus + minus
  return Math.abs(sum) < NONE ? Number.NaN : (100 * Math.abs(minus - plus)) / sum
}
