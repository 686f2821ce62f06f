import { nanColumn } from '../../indicators/nanColumn.ts'
import { rollingMean } from '../../indicators/rollingMean.ts'
import type { LegColumns } from '../../market/pairColumns.ts'

/** Means over the last `window` bars of typical price (H + L + C) / 3 times volume, and of volume. */
export function volumePriceSums(
  { high, low, close, volume }: LegColumns,
  window: number,
): { readonly value: Float64Array; readonly volume: Float64Array } {
  const value = close.map((price, row) => ((high[row]! + low[row]! + price) / 3) * volume[row]!)
  return { value: rollingMean(value, window), volume: rollingMean(volume, window) }
}

/**
 * The middle of the price level that saw the most volume of the last `window` bars: the window's range in `levels` equal levels, each bar's volume spread
 * evenly over its own range. The lowest of equal ones; NaN where a value is missing or nothing was traded.
 */
export function priceOfMostVolume(bars: LegColumns, window: number, levels: number): Float64Array {
  const column = nanColumn(bars.close.length)
  const held = new Float64Array(levels)
  for (let row = window - 1; row < column.length; row++) {
    const from = row - window + 1
    const bottom = lowestOf(bars.low, from, row)
    const size = (highestOf(bars.high, from, row) - bottom) / levels
    if (Number.isNaN(size)) continue
    held.fill(0)
    for (let bar = from; bar <= row; bar++) spread(bars, bar, bottom, size, held)
    const place = fullest(held)
    if (place >= 0) column[row] = bottom + (place + 0.5) * size
  }
  return column
}

function spread(
  { high, low, volume }: LegColumns,
  bar: number,
  bottom: number,
  size: number,
  held: Float64Array,
): void {
  const last = held.length - 1
  const levelOf = (price: number) => (size > 0 ? Math.min(last, Math.max(0, Math.floor((price - bottom) / size))) : 0)
  const first = levelOf(low[bar]!)
  const end = levelOf(high[bar]!)
  const range = high[bar]! - low[bar]!
  if (first === end || !(range > 0)) {
    held[first]! += volume[bar]!
    return
  }
  for (let level = first; level <= end; level++) {
    const under = Math.max(low[bar]!, bottom + level * size)
    const over = level === end ? high[bar]! : bottom + (level + 1) * size
    held[level]! += volume[bar]! * Math.max(0, (over - under) / range)
  }
}

/** -1 where nothing was traded or a volume is missing. */
function fullest(held: Float64Array): number {
  let best = -1
  for (let level = 0; level < held.length; level++) {
    if (Number.isNaN(held[level]!)) return -1
    if (held[level]! > (best < 0 ? 0 : held[best]!)) best = level
  }
  return best
}

function lowestOf(values: Float64Array, from: number, to: number): number {
  let lowest = values[from]!
  for (let row = from + 1; row <= to; row++) lowest = Math.min(lowest, values[row]!)
  return lowest
}

function highestOf(values: Float64Array, from: number, to: number): number {
  let highest = values[from]!
  for (let row = from + 1; row <= to; row++) highest = Math.max(highest, values[row]!)
  return highest
}
