import type { PastBars } from './indicatorFamily.ts'

/** Words for slow definitions: plain numbers, no sums carried along, nothing shared with the fast columns. */

type Numbers = ArrayLike<number>

/** The last `count` values; a missing one where there are fewer. */
export function lastOf(values: Numbers, count: number): number[] {
  return Array.from({ length: count }, (_, place) => values[values.length - count + place] ?? Number.NaN)
}

/** The newest value, or the one `back` rows before. */
export function newest(values: Numbers, back = 0): number {
  return values[values.length - 1 - back] ?? Number.NaN
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

/** Mean of f(distance from the mean). */
export function spread(values: readonly number[], of: (distance: number) => number): number {
  const centre = mean(values)
  return mean(values.map((value) => of(value - centre)))
}

/** Population variance. */
export function variance(values: readonly number[]): number {
  return spread(values, (distance) => distance * distance)
}

export function deviation(values: readonly number[]): number {
  return Math.sqrt(variance(values))
}

export function greatest(values: readonly number[]): number {
  return Math.max(...values)
}

export function least(values: readonly number[]): number {
  return Math.min(...values)
}

/** Weights 1, 2, ... up to the newest. */
export function weightedMean(values: readonly number[]): number {
  const weights = values.map((_, place) => place + 1)
  return sum(values.map((value, place) => value * weights[place]!)) / sum(weights)
}

/** Value of the least-squares line at place `at` (0 is the oldest), and its slope. */
export function lineThrough(values: readonly number[]): {
  readonly slope: number
  readonly at: (place: number) => number
} {
  const middle = (values.length - 1) / 2
  const centre = mean(values)
  const slope =
    sum(values.map((value, place) => (place - middle) * (value - centre))) /
    sum(values.map((_, place) => (place - middle) ** 2))
  return { slope, at: (place) => centre + slope * (place - middle) }
}

/** a / b, missing where b is nothing. */
export function over(a: number, b: number): number {
  return b === 0 ? Number.NaN : a / b
}

/** The bars without the last `count`. */
export function before(past: PastBars, count: number): PastBars {
  const cut = (column: Float64Array) => column.subarray(0, Math.max(0, column.length - count))
  return {
    open: cut(past.open),
    high: cut(past.high),
    low: cut(past.low),
    close: cut(past.close),
    volume: cut(past.volume),
  }
}

/** f as it was at each of the last `count` bars, the oldest first. */
export function lately(past: PastBars, count: number, of: (past: PastBars) => number): number[] {
  return Array.from({ length: count }, (_, place) => of(before(past, count - 1 - place)))
}

/** f of every row. */
export function everyRow(past: PastBars, of: (row: number) => number): number[] {
  return Array.from({ length: past.close.length }, (_, row) => of(row))
}

/** value - value `lag` rows before, by row. */
export function changes(values: Numbers, lag = 1): number[] {
  return Array.from({ length: values.length }, (_, row) => values[row]! - (values[row - lag] ?? Number.NaN))
}

/** Known values are smoothed one after the other; missing rows stay missing. */
function smoothed(
  values: Numbers,
  window: number,
  skipped: number,
  next: (state: number, value: number) => number,
): number[] {
  const seen: number[] = []
  let state = Number.NaN
  return Array.from({ length: values.length }, (_, row) => {
    const value = values[row]!
    if (!Number.isFinite(value)) return Number.NaN
    if (seen.length < window + skipped) {
      seen.push(value)
      if (seen.length === window + skipped) state = mean(seen.slice(skipped))
    } else state = next(state, value)
    return state
  })
}

/** EMA with alpha 2 / (window + 1), beginning at the mean of the first `window` values. */
export function exponential(values: Numbers, window: number, skipped = 0): number[] {
  const alpha = 2 / (window + 1)
  return smoothed(values, window, skipped, (state, value) => alpha * value + (1 - alpha) * state)
}

/** Wilder's average: 1 / window of the new value. */
export function wilder(values: Numbers, window: number): number[] {
  return smoothed(values, window, 0, (state, value) => state + (value - state) / window)
}

/** Exponential average that begins at the first value. */
export function exponentialFromFirst(values: Numbers, alpha: number): number[] {
  return smoothed(values, 1, 0, (state, value) => alpha * value + (1 - alpha) * state)
}

export function trueRanges({ high, low, close }: PastBars): number[] {
  return Array.from(close, (_, row) =>
    row === 0 ? Number.NaN : Math.max(high[row]!, close[row - 1]!) - Math.min(low[row]!, close[row - 1]!),
  )
}

export function typicals({ high, low, close }: PastBars): number[] {
  return Array.from(close, (price, row) => (high[row]! + low[row]! + price) / 3)
}

export function averageRange(past: PastBars, window: number): number {
  return newest(wilder(trueRanges(past), window))
}

export function relativeStrength(values: Numbers, window: number): number[] {
  const moves = changes(values)
  const gains = wilder(
    moves.map((move) => Math.max(move, 0)),
    window,
  )
  const losses = wilder(
    moves.map((move) => Math.max(-move, 0)),
    window,
  )
  return gains.map((gain, row) => 100 * over(gain, gain + losses[row]!))
}

/** 100 x place of the newest between the extremes of the windows. */
export function placeBetween(value: number, lows: readonly number[], highs: readonly number[]): number {
  return 100 * over(value - least(lows), greatest(highs) - least(lows))
}
