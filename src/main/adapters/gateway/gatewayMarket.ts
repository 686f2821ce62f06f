import type { TimeSpan, VenueContract } from '../../../core/contract/download.ts'

/** One instrument as the simulated gateway describes it. `minTick` in its currency; `fractional`: sizes have decimals. */
export type GatewayContract = VenueContract & {
  readonly tradingClass: string
  readonly minTick: number
  readonly fractional: boolean
}

/** Bars ascending, times UTC milliseconds (bar starts). Day bars and longer name their date by UTC midnight in `timeMs`. */
export type GatewayBars = {
  readonly timeMs: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
  readonly trades: Float64Array
}

/** `dateMs`: UTC midnight of the session's local date. */
export type GatewaySession = TimeSpan & { readonly dateMs: number }

/** Length of a bar: milliseconds within a session, or whole sessions of a day, a week, a month. */
export type BarLength = number | 'day' | 'week' | 'month'

/** What there is to serve. Nothing later than the market's own now exists. Spans are half-open, UTC milliseconds. */
export type GatewayMarket = {
  readonly contracts: readonly GatewayContract[]
  /** As contract details tell it, a few days ahead. */
  tradingHours(conId: number): string
  /** Null: no history of that kind. */
  headTimeMs(conId: number, whatToShow: string): number | null
  /** Bars that start within the span, made only of trades within it: a bar cut by `toMs` comes partial. */
  bars(conId: number, length: BarLength, fromMs: number, toMs: number, regularHours: boolean): GatewayBars
  /** Sessions that overlap the span, ascending, from the head on; those of the next days are known already. */
  sessions(conId: number, fromMs: number, toMs: number, regularHours: boolean): readonly GatewaySession[]
  /** Null: allowed. Otherwise what permission the account lacks, as in `ZEROHASH CRYPTO`. */
  lackedPermission(conId: number): string | null
}
