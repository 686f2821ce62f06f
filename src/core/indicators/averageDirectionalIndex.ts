import { requirePeriod } from './requirePeriod.ts'
import { trueRange } from './trueRange.ts'

/** TA-Lib's TA_EPSILON. */
const NONE = 1e-14

type Bars = { readonly high: Float64Array; readonly low: Float64Array; readonly ranges: Float64Array }

/**
 * Average directional index, 0 to 100 (Wilder 1978), seeded as TA-Lib ADX: the first `period - 1` bars are summed, the next `period`
 * bars give the directional indices whose mean is the first value, at row 2 period - 1; Wilder smoothing after it.
 * A bar that needs a missing price is NaN in its own row and leaves the state as it was; so does one without range or direction.
 * `ranges` is the true range, if it is at hand.
 */
export function averageDirectionalIndex(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  ranges: Float64Array = trueRange(high, low, close),
): Float64Array {
  requirePeriod(period, 2)
  const length = close.length
  const bars = { high, low, ranges }
  const result = new Float64Array(length)
  result.fill(Number.NaN, 0, Math.min(length, 1))
  let plus = 0
  let minus = 0
  let range = 0
  let known = 0
  let index = 0
  let row = 1
  for (; row < length && known < 2 * period - 1; row++) {
    const up = high[row]! - high[row - 1]!
    const down = low[row - 1]! - low[row]!
    result[row] = Number.NaN
    if (!Number.isFinite(up + down + ranges[row]!)) continue
    known++
    const decay = known < period ? 0 : 1 / period
    plus += moved(up, down) - plus * decay
    minus += moved(down, up) - minus * decay
    range += ranges[row]! - range * decay
    if (known < period) continue
    const strength = directionalIndex(plus, minus, range)
    index += Number.isNaN(strength) ? 0 : strength / period
    if (known === 2 * period - 1) result[row] = index
  }
  smoothOn(bars, row, period, plus, minus, range, index, result)
  return result
}

/** From the first value on. */
function smoothOn(
  { high, low, ranges }: Bars,
  from: number,
  period: number,
  plus: number,
  minus: number,
  range: number,
  index: number,
  result: Float64Array,
): void {
  const decay = 1 / period
  const kept = period - 1
  for (let row = from; row < result.length; row++) {
    const up = high[row]! - high[row - 1]!
    const down = low[row - 1]! - low[row]!
    const width = ranges[row]!
    if (Number.isFinite(up + down + width)) {
      plus += moved(up, down) - plus * decay
      minus += moved(down, up) - minus * decay
      range += width - range * decay
      const strength = directionalIndex(plus, minus, range)
      if (!Number.isNaN(strength)) index = (index * kept + strength) / period
      result[row] = index
    } else result[row] = Number.NaN
  }
}

/** `ours` where it is above 0 and above `theirs`, else 0; without a branch, which would be guessed wrong every other bar. */
function moved(ours: number, theirs: number): number {
  return ((ours + Math.abs(ours)) / 2) * Number(ours > theirs)
}

/** 100 |+DI - -DI| / (+DI + -DI); NaN where there was no range or no direction. */
function directionalIndex(plusTotal: number, minusTotal: number, range: number): number {
  if (Math.abs(range) < NONE) return Number.NaN
  const plus = (100 * plusTotal) / range
  const minus = (100 * minusTotal) / range
  const sum = plus + minus
  return Math.abs(sum) < NONE ? Number.NaN : (100 * Math.abs(minus - plus)) / sum
}
