/** Bars as columns of one length, ascending; times are bar starts, UTC milliseconds. */
export type BarColumns = {
  readonly timeMs: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

/**
 * Candles of `stepBars` consecutive bars each: first time and open, highest high, lowest low, last close, summed volume. Candles are
 * counted from the first bar of the series, and those that hold bar `from` or bar `below` - 1 are given whole: a candle has the same
 * values in every window that shows it. The last one of the series may hold fewer bars. Volumes are summed in pairs, then pairs of
 * pairs, so that where steps are powers of two, candles of candles are the candles of the bars to the last bit.
 */
export function decimateBars(bars: BarColumns, from: number, below: number, stepBars: number): BarColumns {
  const firstCandle = Math.floor(from / stepBars)
  const count = below <= from ? 0 : Math.ceil(below / stepBars) - firstCandle
  const candles = emptyBars(count)
  const sums = new Float64Array(stepBars)
  for (let candle = 0; candle < count; candle++) {
    const start = (firstCandle + candle) * stepBars
    const end = Math.min(start + stepBars, bars.timeMs.length)
    mergeBars(bars, start, end, candles, candle)
    candles.volume[candle] = sumInPairs(bars.volume, start, end, sums)
  }
  return candles
}

function mergeBars(bars: BarColumns, start: number, end: number, candles: BarColumns, candle: number): void {
  let high = bars.high[start]!
  let low = bars.low[start]!
  for (let bar = start + 1; bar < end; bar++) {
    if (bars.high[bar]! > high) high = bars.high[bar]!
    if (bars.low[bar]! < low) low = bars.low[bar]!
  }
  candles.timeMs[candle] = bars.timeMs[start]!
  candles.open[candle] = bars.open[start]!
  candles.high[candle] = high
  candles.low[candle] = low
  candles.close[candle] = bars.close[end - 1]!
}

/** `sums` is room to work in, as long as a whole candle. */
function sumInPairs(values: Float64Array, start: number, end: number, sums: Float64Array): number {
  let count = end - start
  for (let at = 0; at < count; at++) sums[at] = values[start + at]!
  while (count > 1) {
    const half = count >>> 1
    for (let pair = 0; pair < half; pair++) sums[pair] = sums[2 * pair]! + sums[2 * pair + 1]!
    if (count % 2 === 1) sums[half] = sums[count - 1]!
    count = half + (count % 2)
  }
  return sums[0]!
}

export function emptyBars(count: number): BarColumns {
  return {
    timeMs: new Float64Array(count),
    open: new Float64Array(count),
    high: new Float64Array(count),
    low: new Float64Array(count),
    close: new Float64Array(count),
    volume: new Float64Array(count),
  }
}
