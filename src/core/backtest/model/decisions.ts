/**
 * Signals at closes, 1 where set. Long and short of one instrument exclude each other: a long is left at `exitLong`, or turned at `enterShort`.
 * Where an entry and the exit of the same side are both set, the exit counts; where both entries are set, neither does.
 */
export type SignalColumns = {
  readonly enterLong: Uint8Array
  readonly exitLong: Uint8Array
  readonly enterShort: Uint8Array
  readonly exitShort: Uint8Array
}

/** An order to trade so many units (negative: sell) as decided at the close of `bar`. */
export type UnitOrder = { readonly bar: number; readonly instrument: number; readonly units: number }

/**
 * What is decided at each close, one entry an instrument where columns are given. `targets`: the share of equity to hold from the next fill on (negative: short),
 * NaN leaves what is held; legs of a pair are two instruments with targets of a hedge ratio. Every column has one value a bar.
 */
export type Decisions =
  | { readonly kind: 'signals'; readonly instruments: readonly SignalColumns[] }
  | { readonly kind: 'targets'; readonly instruments: readonly Float64Array[] }
  | { readonly kind: 'orders'; readonly orders: readonly UnitOrder[] }
