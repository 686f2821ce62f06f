/** One closed trade as the plots show it. `heldHours` from the start of the entry bar to the start of the exit bar; `fraction` is profit over the equity just before. */
export type PicturedTrade = {
  readonly entryMs: number
  readonly exitMs: number
  readonly profit: number
  readonly fraction: number
  readonly long: boolean
  readonly heldHours: number
  /** What made it end: `stop`, `signal`, ... */
  readonly reason: string
}

export type PicturedMonth = {
  readonly year: number
  /** 0 to 11. */
  readonly month: number
  /** Return over the equity at the month's start; NaN where that was gone. */
  readonly fraction: number
  /** Whether every day of the account's clock in that month is in the test. */
  readonly complete: boolean
}

/**
 * What the five plots of a backtest draw. Days are those of the account's clock, by their start; `equity` and `benchmark` are at their ends, in `currency`, and `returns` over them.
 * `warnings` change how all of it is to be read (optimistic fills, synthetic data); `assumptions` are sentences.
 */
export type BacktestPicture = {
  readonly title: string
  readonly subtitle: string
  readonly currency: string
  readonly startCash: number
  readonly dayStartMs: readonly number[]
  readonly equity: readonly number[]
  readonly returns: readonly number[]
  readonly benchmark: { readonly name: string; readonly equity: readonly number[] } | null
  readonly months: readonly PicturedMonth[]
  readonly trades: readonly PicturedTrade[]
  /** Key figures, already as text: `Sharpe ratio 1.32`. */
  readonly facts: readonly string[]
  readonly warnings: readonly string[]
  readonly assumptions: readonly string[]
}
