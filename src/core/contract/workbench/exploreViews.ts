/** What can be asked about single events and trades of a run. All of it is computed again from the development data; the sealed bars are never read. */

/** How the barriers of an exit rule lie, in multiples of the typical range at the decision. */
export type ExitView = { readonly targetRanges: number; readonly stopRanges: number; readonly limitBars: number }

export const EXIT_REASONS = ['target', 'stop', 'time'] as const
export type ExitReason = (typeof EXIT_REASONS)[number]
/** How a trade of an account ended: as its exit rule says, or because the account was ruined. */
export type TradeEnd = ExitReason | 'halt'

export type SettingView = {
  readonly detector: string
  readonly title: string
  readonly parameters: readonly { readonly name: string; readonly unit: string; readonly value: number }[]
  readonly exit: ExitView
}

/**
 * All events of one detector under its standard setting, as columns of one length, ascending in time. `timeMs` is the start of the bar at
 * whose close the event is known; `role` 0 primary, 1 secondary, 2 pair; `direction` 1 or -1. Returns are fractions of the notional under
 * the standard exit; null where no trade comes of the event (see `NO_TRADE_REASONS`). `strength` is null where it cannot be measured.
 * `regime` and `part` index the names beside them; null: no history yet.
 */
export type EventsView = {
  readonly setting: SettingView
  readonly regimeNames: readonly string[]
  readonly partNames: readonly string[]
  readonly timeMs: readonly number[]
  readonly role: readonly number[]
  readonly direction: readonly number[]
  readonly strength: readonly (number | null)[]
  readonly regime: readonly (number | null)[]
  readonly part: readonly (number | null)[]
  readonly exitMs: readonly (number | null)[]
  readonly exitReason: readonly (ExitReason | null)[]
  readonly grossReturn: readonly (number | null)[]
  readonly netReturn: readonly (number | null)[]
  readonly paths: readonly EventPath[]
}

/**
 * The way of the price around the events of one role and direction: log return since the close of the event's bar, times the direction,
 * at each offset in bars (0: that close). Quartiles and mean over `events` events that have all of the window.
 */
export type EventPath = {
  readonly role: number
  readonly direction: number
  readonly events: number
  readonly offsetBars: readonly number[]
  readonly mean: readonly (number | null)[]
  readonly lower: readonly (number | null)[]
  readonly upper: readonly (number | null)[]
}

/**
 * `data-end`: the development data end before the trade could; `session-end`: its fill would lie across the night; `no-range`: the
 * typical range is not known yet or zero.
 */
export const NO_TRADE_REASONS = ['data-end', 'session-end', 'no-range'] as const
export type NoTradeReason = (typeof NO_TRADE_REASONS)[number]

/** Bars of one leg around an event; columns of one length. Prices in the quote currency. */
export type LegBars = {
  readonly role: number
  readonly symbol: string
  readonly open: readonly number[]
  readonly high: readonly number[]
  readonly low: readonly number[]
  readonly close: readonly number[]
  readonly volume: readonly number[]
}

/** A fill of one leg at the price in the market. `side` 1 buys, -1 sells; `costFraction` is fee and slippage, a fraction of the notional of this fill. */
export type FillView = {
  readonly timeMs: number
  readonly symbol: string
  readonly side: number
  readonly price: number
  readonly costFraction: number
  readonly reason: 'entry' | TradeEnd
}

/**
 * One event: the bars around it, where its barriers lay, how it ended, and every feature as it was known at its close. `limitMs` is the
 * start of the bar at whose open a trade that met no barrier ends. Barrier prices are null for the pair, whose barriers are fractions
 * (`targetReturn` above 0, `stopReturn` below: gross returns of the trade at its barriers). `legs` are those that are traded: one, or both of a pair.
 */
export type EventView = {
  readonly setting: SettingView
  readonly role: number
  readonly direction: number
  readonly timeMs: number
  readonly strength: number | null
  readonly regime: string | null
  readonly part: string | null
  readonly barTimeMs: readonly number[]
  readonly legs: readonly LegBars[]
  readonly barriers: {
    readonly entryMs: number
    readonly limitMs: number
    readonly targetReturn: number
    readonly stopReturn: number
    readonly targetPrice: number | null
    readonly stopPrice: number | null
  } | null
  /** Null where no trade comes of the event. */
  readonly outcome: {
    readonly exitMs: number
    readonly exitReason: TradeEnd
    readonly fills: readonly FillView[]
    readonly grossReturn: number
    readonly netReturn: number
    readonly sideCosts: number
    readonly borrowCost: number
  } | null
  /** Why no trade comes of the event; not there where one does. */
  readonly noTrade?: NoTradeReason
  readonly features: readonly {
    readonly name: string
    readonly unit: string
    readonly formula: string
    readonly source: string
    readonly value: number | null
  }[]
}

export const TRADE_CURVES = ['selected', 'anchored', 'rolling', 'model', 'judged'] as const
export type TradeCurve = (typeof TRADE_CURVES)[number]

/**
 * A trade of a curve: its event, and why and how large it was taken. Barriers, end and fills of `event` are those of the account, from which its equity was made. `equityBefore` is
 * the account's equity at the fill of the entry, on which the trade is sized: `notional` = `weight` x `equityBefore`, at the prices in the market; `profit` = `netReturn` x `equityBefore`
 * (`netReturn` is a fraction of that equity, after costs). `filter` says in words which events were passed over, `exitChange` how the exit that the fold chose was
 * changed by iteration, null where it was not; `event.setting` has the exit that was traded. `model` is null where no model filtered.
 */
export type TradeView = {
  readonly event: EventView
  readonly fold: number
  readonly scheme: string
  readonly filter: string
  readonly exitChange: string | null
  readonly weight: number
  readonly equityBefore: number
  readonly notional: number
  readonly profit: number
  readonly netReturn: number
  readonly model: { readonly kind: string; readonly probability: number; readonly threshold: number } | null
}
