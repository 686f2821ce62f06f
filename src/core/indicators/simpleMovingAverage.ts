import { requirePeriod } from './requirePeriod.ts'

/** A sliding sum is summed anew after so many bars at least, so that rounding cannot build up. */
const FRESH_BARS = 1_024

/**
 * Sum of the last `period` values / period: first value at row `period - 1`, NaN while the window holds a NaN. Where sums of prices are exact (prices on a tick
 * that is a power of two), so is every average but for the one division, and equal averages compare equal; `rollingMean` is more accurate where they are not.
 * The sum slides, and is made anew at bars that depend on the period alone: a value never depends on later bars.
 */
export function simpleMovingAverage(
  values: Float64Array,
  period: number,
  out: Float64Array = new Float64Array(values.length),
): Float64Array {
  requirePeriod(period, 1)
  const length = values.length
  out.fill(Number.NaN, 0, Math.min(length, period - 1))
  const stride = Math.max(FRESH_BARS, 4 * period)
  let from = period - 1
  for (; from + 2 * stride <= length; from += 2 * stride) averageTwoBlocks(values, period, from, stride, out)
  for (; from < length; from += stride) averageBlock(values, period, from, Math.min(length, from + stride), out)
  return out
}

/** Two blocks of `stride` bars, as `averageBlock` does each: their sums do not wait for one another. */
function averageTwoBlocks(values: Float64Array, period: number, from: number, stride: number, out: Float64Array): void {
  let first = sumOfWindow(values, period, from)
  let second = sumOfWindow(values, period, from + stride)
  const to = from + stride
  out[from] = first / period
  out[to] = second / period
  for (let bar = from + 1; bar < to; bar++) {
    first += values[bar]! - values[bar - period]!
    second += values[bar + stride]! - values[bar + stride - period]!
    out[bar] = first / period
    out[bar + stride] = second / period
  }
  if (Number.isNaN(first)) mendFromGap(values, period, from, to, out)
  if (Number.isNaN(second)) mendFromGap(values, period, to, to + stride, out)
}

function sumOfWindow(values: Float64Array, period: number, last: number): number {
  let sum = 0
  for (let bar = last - period + 1; bar <= last; bar++) sum += values[bar]!
  return sum
}

/** Averages of bars [from, to), `from` being the last of a whole window. */
function averageBlock(values: Float64Array, period: number, from: number, to: number, out: Float64Array): void {
  let sum = sumOfWindow(values, period, from)
  out[from] = sum / period
  for (let bar = from + 1; bar < to; bar++) {
    sum += values[bar]! - values[bar - period]!
    out[bar] = sum / period
  }
  if (Number.isNaN(sum)) mendFromGap(values, period, from, to, out)
}

/**
 * A missing value leaves a sliding sum for good, so that from the first one on each run of whole windows begins anew. Averages before it stay as they are:
 * they must not know of it.
 */
function mendFromGap(values: Float64Array, period: number, from: number, to: number, out: Float64Array): void {
  let gap = from - period + 1
  while (!Number.isNaN(values[gap]!)) gap++
  let whole = 0
  let sum = 0
  for (let bar = gap; bar < to; bar++) {
    const value = values[bar]!
    whole = Number.isNaN(value) ? 0 : whole + 1
    if (whole === 0) sum = 0
    else sum += whole > period ? value - values[bar - period]! : value
    if (bar >= from) out[bar] = whole >= period ? sum / period : Number.NaN
  }
}
