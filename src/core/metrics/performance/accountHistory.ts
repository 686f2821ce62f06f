import type { PaidFills } from '../costFigures.ts'

/**
 * What an account did, as far as its figures need it: one row a bar in `timeMs` (the bar's start, UTC milliseconds, ascending), `equity` and `gross` (value of all positions without sign, at the
 * bar's close). Bars in `positions` count from the first bar of the market, which is `fromBar` rows before the first row here; `exitBar` -1 is a
 * position still open, marked at the last close. Only the first `count` rows of a list count. The result of either engine has this shape.
 */
export type AccountHistory = {
  readonly timeMs: Float64Array
  readonly fromBar: number
  readonly startCash: number
  readonly equity: Float64Array
  readonly gross: Float64Array
  readonly positions: PositionColumns
  readonly fills: PaidFills
  /** Money paid for borrowing and funding; negative where it was received. */
  readonly financing: number
}

export type PositionColumns = {
  readonly count: number
  readonly entryBar: Int32Array
  readonly exitBar: Int32Array
  /** Money after fees, borrow and funding. */
  readonly profit: Float64Array
  readonly equityBefore: Float64Array
}

/** What a benchmark was worth at the closes of the same bars. */
export type BenchmarkHistory = { readonly name: string; readonly startCash: number; readonly equity: Float64Array }
