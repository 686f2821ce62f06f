/**
 * Bars of one instrument as equal-length columns, strictly ascending in time.
 * `timeMs` is the bar's start in UTC milliseconds; prices and volume are in the instrument's own units.
 * `trades` is NaN where the source does not say.
 */
export type BarSeries = {
  readonly symbol: string
  readonly intervalMs: number
  readonly timeMs: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
  readonly trades: Float64Array
}
