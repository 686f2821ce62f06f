import type { ExitTerms } from './exitTerms.ts'

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

/** Part of a planned trade: the share of equity to put into an instrument (negative: sold short). */
export type PlannedLeg = { readonly instrument: number; readonly share: number }

/**
 * A trade decided at the close of `bar`: its legs are entered together by the next fill, and each has these exits of its own. At the close of `leaveBar`, and after, all of it
 * is left by the next fill; null: by its exits alone. It is passed over where another trade of its lane is held or waits at that close.
 */
export type PlannedTrade = {
  readonly bar: number
  readonly lane: number
  readonly legs: readonly PlannedLeg[]
  readonly exits: ExitTerms
  readonly leaveBar: number | null
}

/**
 * What is decided at each close, one entry an instrument where columns are given. `targets`: the share of equity to hold from the next fill on (negative: short),
 * NaN leaves what is held; legs of a pair are two instruments with targets of a hedge ratio. Every column has one value a bar. `planned`: trades sorted by their bar, in
 * the order in which they are looked at; `laneOf` names each instrument's lane, and a trade's legs are of its own.
 */
export type Decisions =
  | { readonly kind: 'signals'; readonly instruments: readonly SignalColumns[] }
  | { readonly kind: 'targets'; readonly instruments: readonly Float64Array[] }
  | { readonly kind: 'orders'; readonly orders: readonly UnitOrder[] }
  | { readonly kind: 'planned'; readonly trades: readonly PlannedTrade[]; readonly laneOf: readonly number[] }
