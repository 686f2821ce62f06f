import type { AccountHistory } from '../../../../src/core/metrics/performance/accountHistory.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export type TradeRow = { entry: number; exit: number; profit: number; before: number }
export type FillRow = { side: 1 | -1; units: number; reference: number; price: number; fee: number }

/** An account whose closes are `equity`, one a day from 2023-01-01 on unless said otherwise. */
export function accountOf(
  equity: readonly number[],
  options: {
    startCash?: number
    timeMs?: readonly number[]
    gross?: readonly number[]
    trades?: readonly TradeRow[]
    fills?: readonly FillRow[]
    financing?: number
    fromBar?: number
  } = {},
): AccountHistory {
  const { trades = [], fills = [] } = options
  const first = Date.UTC(2023, 0, 1)
  return {
    timeMs: Float64Array.from(options.timeMs ?? equity.map((_, day) => first + day * DAY)),
    fromBar: options.fromBar ?? 0,
    startCash: options.startCash ?? 100,
    equity: Float64Array.from(equity),
    gross: Float64Array.from(options.gross ?? equity.map(() => 0)),
    positions: {
      count: trades.length,
      entryBar: Int32Array.from(trades, (trade) => trade.entry),
      exitBar: Int32Array.from(trades, (trade) => trade.exit),
      profit: Float64Array.from(trades, (trade) => trade.profit),
      equityBefore: Float64Array.from(trades, (trade) => trade.before),
    },
    fills: {
      count: fills.length,
      side: Int8Array.from(fills, (fill) => fill.side),
      units: Float64Array.from(fills, (fill) => fill.units),
      reference: Float64Array.from(fills, (fill) => fill.reference),
      price: Float64Array.from(fills, (fill) => fill.price),
      fee: Float64Array.from(fills, (fill) => fill.fee),
    },
    financing: options.financing ?? 0,
  }
}

/** Equity of `n` closes that multiplies by the returns in turn. */
export function equityOf(returns: readonly number[], startCash = 100): number[] {
  let wealth = startCash
  return returns.map((value) => {
    wealth *= 1 + value
    return wealth
  })
}
