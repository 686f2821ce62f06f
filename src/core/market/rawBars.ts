/**
 * Rows as received, after number parsing, in any order: equal-length columns. `timeMs` is NaN where it could not be parsed;
 * prices and volume NaN where they were not a number; `trades` NaN where the source does not say.
 * `line` is the line in the source file, `layer` the number of the raw layer (a higher one was received later).
 */
export type RawBars = {
  readonly timeMs: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
  readonly trades: Float64Array
  readonly line: Float64Array
  readonly layer: Float64Array
}

export function sameOhlc(bars: Omit<RawBars, 'line' | 'layer'>, i: number, j: number): boolean {
  return (
    bars.open[i] === bars.open[j] &&
    bars.high[i] === bars.high[j] &&
    bars.low[i] === bars.low[j] &&
    bars.close[i] === bars.close[j]
  )
}
