import type { BacktestManifest, BacktestMetrics, EngineDifference } from '../backtestRecord.ts'

/** `unfinished`: begun and not done, to be run again; `broken`: its files are not what was written. */
export type KeptState = 'done' | 'unfinished' | 'broken'

/** A stored backtest in the list. `manifest` null: it cannot be read; `metrics` only of what is done. */
export type BacktestListItem = {
  readonly backtestId: string
  readonly state: KeptState
  readonly manifest: Pick<
    BacktestManifest,
    | 'strategy'
    | 'predictions'
    | 'instruments'
    | 'interval'
    | 'firstTime'
    | 'lastTime'
    | 'engine'
    | 'optimisticFill'
    | 'synthetic'
    | 'quoteCurrency'
    | 'startCash'
    | 'warnings'
  > | null
  readonly metrics: Pick<BacktestMetrics, 'performance' | 'endEquity' | 'agreement'> | null
}

/** Equity at the last close of each UTC day that has bars, as columns of one length. `gross`: value of all positions, without sign. */
export type BacktestDays = {
  readonly dayStartMs: readonly number[]
  readonly equity: readonly number[]
  readonly gross: readonly number[]
  readonly buyAndHold: readonly number[]
}

/**
 * Positions from flat to flat as columns of one length, as in `trades.csv`; those still open come last, `exitMs` and `bars` null, marked at the last close.
 * Times are starts of bars; `direction` 1 or -1; prices are averages over the fills; `profit` is money after all costs and `netReturn` that over the equity before the entry.
 */
export type BacktestTrades = {
  readonly symbol: readonly string[]
  readonly direction: readonly number[]
  readonly entryMs: readonly number[]
  readonly exitMs: readonly (number | null)[]
  readonly units: readonly number[]
  readonly entryPrice: readonly number[]
  readonly exitPrice: readonly number[]
  readonly fees: readonly number[]
  readonly financing: readonly number[]
  readonly profit: readonly number[]
  readonly netReturn: readonly number[]
  readonly bars: readonly (number | null)[]
  readonly reason: readonly string[]
}

export type BacktestView = {
  readonly manifest: BacktestManifest
  readonly metrics: BacktestMetrics
  readonly days: BacktestDays
  readonly trades: BacktestTrades
}

/** `row`: in `fills.csv`; `side` 1 buys, -1 sells; `reference` is the market's price before slippage and impact. */
export type BacktestFill = {
  readonly row: number
  readonly timeMs: number
  readonly side: number
  readonly units: number
  readonly reference: number
  readonly price: number
  readonly fee: number
  readonly reason: string
}

/** Columns of one length; times are starts of bars. */
export type BacktestBars = {
  readonly timeMs: readonly number[]
  readonly open: readonly number[]
  readonly high: readonly number[]
  readonly low: readonly number[]
  readonly close: readonly number[]
  readonly volume: readonly number[]
}

/** One trade of a stored backtest. `bars` are those around it, null where they are not the bars of the backtest any more: `noBars` says why. */
export type BacktestTradeView = {
  readonly row: number
  readonly symbol: string
  readonly direction: number
  readonly entryMs: number
  readonly exitMs: number | null
  readonly fills: readonly BacktestFill[]
  /** In which the event engine and the vector engine do not agree on it, as far as they were kept; null: only one engine ran. */
  readonly differences: readonly EngineDifference[] | null
  readonly bars: BacktestBars | null
  readonly noBars: string | null
}
