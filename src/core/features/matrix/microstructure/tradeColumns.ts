import type { JoinedColumn } from '../matrixFeature.ts'
import type { BarSpans } from './quoteColumns.ts'

/** Trades ascending in time, UTC milliseconds. `side`: 1 bought, -1 sold by the one who took; NaN where it is not known: then the tick rule decides. */
export type Trades = {
  readonly timeMs: Float64Array
  readonly price: Float64Array
  readonly size: Float64Array
  readonly side: Float64Array
}

/**
 * Bought and sold volume within each bar (`trades.buy_volume`, `trades.sell_volume`); 0 where nothing was traded, NaN for bars that do not lie wholly in `covered`, the
 * span of which all trades are known. Tick rule (Lee & Ready 1991): up is bought, down sold, equal as the trade before; the first is halved.
 */
export function tradeColumns(
  trades: Trades,
  covered: { readonly fromMs: number; readonly toMs: number },
  bars: BarSpans,
): ReadonlyMap<string, JoinedColumn> {
  const length = bars.startMs.length
  const bought = new Float64Array(length).fill(Number.NaN)
  const sold = new Float64Array(length).fill(Number.NaN)
  let next = 0
  let side = 0
  for (let row = 0; row < length; row++) {
    let buys = 0
    let sells = 0
    for (; next < trades.timeMs.length && trades.timeMs[next]! < bars.closeMs[row]!; next++) {
      side = sideOf(trades, next, side)
      if (trades.timeMs[next]! < bars.startMs[row]!) continue
      buys += (trades.size[next]! * (1 + side)) / 2
      sells += (trades.size[next]! * (1 - side)) / 2
    }
    if (!(bars.startMs[row]! >= covered.fromMs && bars.closeMs[row]! <= covered.toMs)) continue
    bought[row] = buys
    sold[row] = sells
  }
  const ageMs = new Float64Array(length)
  return new Map([
    ['trades.buy_volume', { values: bought, ageMs }],
    ['trades.sell_volume', { values: sold, ageMs }],
  ])
}

/** 0 while nothing tells. */
function sideOf({ price, side }: Trades, n: number, before: number): number {
  if (!Number.isNaN(side[n]!)) return side[n]!
  return n === 0 || price[n] === price[n - 1] ? before : Math.sign(price[n]! - price[n - 1]!)
}
