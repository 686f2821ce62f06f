import type { OrderChange, OrderRequest, OrderView } from './orderTypes.ts'

/** A position as a strategy sees it. `units` is negative for a short; `heldBars` counts the entry's bar. */
export type PositionView = {
  readonly units: number
  readonly entryPrice: number
  readonly heldBars: number
}

export type FillView = {
  readonly orderId: number
  readonly instrument: number
  readonly side: 1 | -1
  readonly units: number
  readonly price: number
  readonly fee: number
}

/**
 * What a strategy knows at the close of a bar, and what it can do then. Bars are asked for by how many bars ago they closed: 0 is the one that has just
 * closed, and there is no way to ask for a later one: a negative or broken number throws. Before the first bar, and where an instrument has no bar, prices are NaN.
 */
export type StrategyContext = {
  readonly instrumentCount: number
  /** Bars so far; the newest is bar `barCount - 1` of the data. */
  readonly barCount: number
  /** Start of the newest bar, UTC milliseconds. */
  readonly timeMs: number
  readonly open: (instrument: number, barsAgo?: number) => number
  readonly high: (instrument: number, barsAgo?: number) => number
  readonly low: (instrument: number, barsAgo?: number) => number
  readonly close: (instrument: number, barsAgo?: number) => number
  readonly volume: (instrument: number, barsAgo?: number) => number
  readonly cash: number
  readonly equity: number
  /** Value of all positions, without sign. */
  readonly gross: number
  /** A limit of the account was broken: everything is being left, and no entry is accepted any more. */
  readonly halted: boolean
  readonly units: (instrument: number) => number
  readonly position: (instrument: number) => PositionView
  /** Whether an order to leave the whole position waits for its fill, the account's own included. */
  readonly isLeaving: (instrument: number) => boolean
  /** Orders that wait or rest, oldest first. */
  readonly workingOrders: (instrument: number) => readonly OrderView[]
  readonly order: (id: number) => OrderView
  /** Gives the id; a request that cannot be is REJECTED at once, with its reason. */
  readonly submit: (request: OrderRequest) => number
  /** One cancels the others: what one of them fills, the others lose. */
  readonly submitGroup: (requests: readonly OrderRequest[]) => readonly number[]
  /** False where the order is over already. */
  readonly cancel: (id: number) => boolean
  readonly replace: (id: number, change: OrderChange) => boolean
  /** Cancels the market orders of an instrument that wait for their fill; resting ones stay. */
  readonly cancelWaiting: (instrument: number) => void
}

/**
 * A strategy, written once for backtests and whatever else feeds it bars. `onFill` is called at the close of the bar in which the fill happened, before `onBar`,
 * because a bar engine knows nothing earlier.
 */
export type Strategy = {
  readonly onStart?: (context: StrategyContext) => void
  readonly onBar: (context: StrategyContext) => void
  readonly onFill?: (context: StrategyContext, fill: FillView) => void
}
