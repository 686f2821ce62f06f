import type { TradeList } from '../../backtest/tradeList.ts'
import { appendTrade, createTradeList } from '../../backtest/tradeList.ts'
import type { BarRange, Fold } from '../../validation/walkForward.ts'
import type { Choice, TradeOptions, Workbench } from '../workbench.ts'

export type Block = 'validation' | 'test'

/**
 * What is traded in one fold's block, or null where no configuration was found. `keep` marks the events that may trade; `probability` is
 * what the fold's model gave each event, NaN where it gave none.
 */
export type FoldChoice = {
  readonly fold: Fold
  readonly choice: Choice | null
  readonly keep?: Uint8Array
  readonly probability?: Float64Array
}

/** Trades of the stitched blocks with the fold that each came from. */
export type StitchedTrades = { readonly trades: TradeList; readonly foldOfTrade: Int32Array }

/**
 * Each fold's frozen choice, traded in that fold's own block, one after the other: a trade decided in a test block belongs to it, wherever
 * it ends; the next fold waits until it has ended, unless trades may overlap. A trade of a validation block must have ended in it: what follows is that fold's test.
 */
export function stitchTrades(
  bench: Workbench,
  folds: readonly FoldChoice[],
  block: Block,
  options: Omit<TradeOptions, 'out' | 'keep'> = {},
): StitchedTrades {
  const bars = bench.columns.timeMs.length
  const stitched = createTradeList(bars)
  const scratch = createTradeList(bars)
  const foldOfTrade: number[] = []
  let busyUntil = -1
  for (const { fold, choice, keep } of folds) {
    if (choice === null) continue
    const range: BarRange = fold[block]
    const trades = bench.trades(choice, { ...options, out: scratch, ...(keep === undefined ? {} : { keep }) })
    for (let row = 0; row < trades.count; row++) {
      const bar = trades.decisionBar[row]!
      if (bar < range.from || bar >= range.to || bar < busyUntil) continue
      if (block === 'validation' && trades.exitBar[row]! >= range.to) continue
      appendTrade(stitched, trades, row)
      foldOfTrade.push(fold.index)
      if (options.overlapping !== true) busyUntil = trades.exitBar[row]!
    }
  }
  return { trades: stitched, foldOfTrade: Int32Array.from(foldOfTrade) }
}
