import { changes, greatest, lastOf, least, newest, over, sum, trueRanges, wilder } from './indicatorDefinitions.ts'
import type { PastBars } from './indicatorFamily.ts'

/** Slow forms of indicators that carry a state from bar to bar: begun at the first bar, each as it is told in its source. */

/** Kaufman (1995) with TA-Lib's start: the close before the first window is full. */
export function adaptiveAverage({ close }: PastBars, window: number, fastBars: number, slowBars: number): number {
  const moves = changes(close).map(Math.abs)
  const fast = 2 / (fastBars + 1)
  const slow = 2 / (slowBars + 1)
  let average = Number.NaN
  let shown = Number.NaN
  for (let row = window; row < close.length; row++) {
    const way = Math.abs(close[row]! - close[row - window]!)
    const path = sum(moves.slice(row - window + 1, row + 1))
    shown = Number.NaN
    if (Number.isNaN(path) || Number.isNaN(way)) continue
    const efficiency = path <= way ? 1 : way / path
    const weight = (efficiency * fast + (1 - efficiency) * slow) ** 2
    const from = Number.isNaN(average) ? close[row - 1]! : average
    average = from * (1 - weight) + close[row]! * weight
    shown = average
  }
  return shown
}

type Leg = { readonly up: boolean; readonly stop: number; readonly best: number; readonly speed: number }

/** Wilder (1978): the stop moves towards the best price of the trend, a step faster with each new best, and turns where it is touched. */
export function stopAndReverse({ high, low }: PastBars, step: number, most: number): number {
  const known = Array.from(high, (_, row) => row).filter((row) => Number.isFinite(high[row]! + low[row]!))
  if (known.at(-1) !== high.length - 1 || known.length < 2) return Number.NaN
  const first = Math.min(step, most)
  const [zero, one] = [known[0]!, known[1]!]
  const fell = low[zero]! - low[one]!
  const up = !(fell > 0 && fell > high[one]! - high[zero]!)
  let leg: Leg = { up, stop: up ? low[zero]! : high[zero]!, best: up ? high[one]! : low[one]!, speed: first }
  let shown = Number.NaN
  for (let place = 1; place < known.length; place++) {
    const row = known[place]!
    const other = place === 1 ? row : known[place - 1]!
    const bound = (isUp: boolean, value: number) =>
      isUp ? least([value, low[row]!, low[other]!]) : greatest([value, high[row]!, high[other]!])
    const best = leg.up ? Math.max(leg.best, high[row]!) : Math.min(leg.best, low[row]!)
    const isTouched = leg.up ? low[row]! <= leg.stop : high[row]! >= leg.stop
    const next: Leg = isTouched
      ? { up: !leg.up, stop: bound(!leg.up, leg.best), best: leg.up ? low[row]! : high[row]!, speed: first }
      : { ...leg, best, speed: best === leg.best ? leg.speed : Math.min(leg.speed + step, most) }
    shown = next.stop
    leg = { ...next, stop: bound(next.up, next.stop + next.speed * (next.best - next.stop)) }
  }
  return shown
}

/** The line and whether it lies below the price (1) or above (-1). */
export function trendLine(
  past: PastBars,
  window: number,
  factor: number,
): { readonly line: number; readonly side: number } {
  const ranges = wilder(trueRanges(past), window)
  let state = { floor: Number.NaN, ceiling: Number.NaN, close: Number.NaN, side: -1 }
  let isKnown = false
  for (let row = 0; row < past.close.length; row++) {
    const close = past.close[row]!
    const middle = (past.high[row]! + past.low[row]!) / 2
    const low = middle - factor * ranges[row]!
    const high = middle + factor * ranges[row]!
    isKnown = Number.isFinite(low + high + close)
    if (!isKnown) continue
    const isFirst = Number.isNaN(state.close)
    const floor = isFirst || state.close < state.floor ? low : Math.max(low, state.floor)
    const ceiling = isFirst || state.close > state.ceiling ? high : Math.min(high, state.ceiling)
    const stays = state.side > 0 ? close >= floor : close <= ceiling
    state = { floor, ceiling, close, side: stays ? state.side : -state.side }
  }
  if (!isKnown) return { line: Number.NaN, side: Number.NaN }
  return { line: state.side > 0 ? state.floor : state.ceiling, side: state.side }
}

/** Fosback (1976): follows the close on bars of rising (1) or falling (-1) volume. */
export function followedOnVolume({ close, volume }: PastBars, sign: number): number {
  const known = Array.from(close, (_, row) => row).filter((row) => Number.isFinite(close[row]! + volume[row]!))
  if (known.at(-1) !== close.length - 1) return Number.NaN
  const growths = known.slice(1).map((row, place) => {
    const other = known[place]!
    return Math.sign(volume[row]! - volume[other]!) === sign ? close[row]! / close[other]! : 1
  })
  return growths.reduce((index, growth) => index * growth, 1_000)
}

/** Ehlers (2002). */
export function fisher({ high, low }: PastBars, window: number): number {
  const middle = Array.from(high, (top, row) => (top + low[row]!) / 2)
  let pressed = 0
  let result = 0
  let shown = Number.NaN
  for (let row = window - 1; row < middle.length; row++) {
    const recent = lastOf(middle.slice(0, row + 1), window)
    const place = over(middle[row]! - least(recent), greatest(recent) - least(recent))
    shown = Number.NaN
    if (!Number.isFinite(place)) continue
    pressed = 0.33 * (2 * place - 1) + 0.67 * pressed
    pressed = Math.min(0.999, Math.max(-0.999, pressed))
    result = Math.atanh(pressed) + 0.5 * result
    shown = result
  }
  return shown
}

/** Wilder (1978): +DI, -DI and DX of every bar, the totals begun with the first `window` - 1 moves. */
export function directional(past: PastBars, window: number) {
  const { high, low } = past
  const ranges = trueRanges(past)
  const total = { plus: 0, minus: 0, range: 0 }
  let count = 0
  return ranges.map((range, row) => {
    const up = high[row]! - (high[row - 1] ?? Number.NaN)
    const down = (low[row - 1] ?? Number.NaN) - low[row]!
    if (!Number.isFinite(up + down + range))
      return { plus: Number.NaN, minus: Number.NaN, index: Number.NaN, isKnown: false }
    count++
    const rest = count < window ? 1 : 1 - 1 / window
    total.plus = total.plus * rest + (up > Math.max(down, 0) ? up : 0)
    total.minus = total.minus * rest + (down > Math.max(up, 0) ? down : 0)
    total.range = total.range * rest + range
    if (count < window) return { plus: Number.NaN, minus: Number.NaN, index: Number.NaN, isKnown: false }
    const plus = 100 * over(total.plus, total.range)
    const minus = 100 * over(total.minus, total.range)
    return { plus, minus, index: 100 * over(Math.abs(plus - minus), plus + minus), isKnown: true }
  })
}

/** Mean of the first `window` DX, then Wilder's average; a bar without direction leaves it. */
export function averageDirection(past: PastBars, window: number): number {
  const days = directional(past, window)
  let seen = 0
  let average = 0
  for (const { index, isKnown } of days) {
    if (!isKnown) continue
    seen++
    const value = Number.isNaN(index) ? null : index
    if (seen <= window) average += (value ?? 0) / window
    else if (value !== null) average += (value - average) / window
  }
  return newest(days.map(({ isKnown }) => (isKnown && seen >= window ? average : Number.NaN)))
}
