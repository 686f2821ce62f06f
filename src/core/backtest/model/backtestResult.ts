/**
 * Fills as equal-length columns, in the order in which they happened; the first `count` rows count. `side` is 1 for a buy and -1 for a sale,
 * `reference` the price in the market before slippage and impact, `price` the one paid; `fee` is money; `reason` 0 is an entry, else 1 + the index in EXIT_REASONS.
 */
export type FillList = {
  count: number
  bar: Int32Array
  instrument: Int32Array
  side: Int8Array
  units: Float64Array
  reference: Float64Array
  price: Float64Array
  fee: Float64Array
  reason: Uint8Array
}

/**
 * Positions from flat to flat, in the order of their end; those still open at the end of the data come last, with `exitBar` -1 and marked at the last
 * close. Prices are averages over the fills. `profit` is money after fees, borrow and funding.
 */
export type PositionList = {
  count: number
  instrument: Int32Array
  direction: Int8Array
  entryBar: Int32Array
  exitBar: Int32Array
  units: Float64Array
  entryPrice: Float64Array
  exitPrice: Float64Array
  fees: Float64Array
  financing: Float64Array
  profit: Float64Array
  /** Equity just before the entry: profit / equityBefore is the return that the trade gave the account. */
  equityBefore: Float64Array
  reason: Uint8Array
}

/** `equity`, `cash` and `gross` (value of all positions, without sign) at each close of [fromBar, toBar). `refused` counts by REFUSALS. */
export type BacktestResult = {
  readonly fills: FillList
  readonly positions: PositionList
  readonly equity: Float64Array
  readonly cash: Float64Array
  readonly gross: Float64Array
  readonly refused: Int32Array
  /** Bar at whose close the account was halted, -1: never. */
  readonly haltedBar: number
  readonly fees: number
  readonly financing: number
}
