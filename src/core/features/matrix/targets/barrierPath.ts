import type { LegColumns } from '../../../market/pairColumns.ts'

/** Distances are in price, from the entry; both above 0. */
export type Barriers = { readonly side: 1 | -1; readonly target: number; readonly stop: number }

export type BarrierEnd = {
  readonly endBar: number
  readonly reason: 'target' | 'stop' | 'time'
  /** Of the entry price, in the direction of the side, before costs. */
  readonly grossReturn: number
}

/**
 * A trade decided at the close of `bar` and filled at the open of the next one, whose range counts, until the first barrier or the close of `end` (Lopez de Prado
 * 2018, chapter 3). A bar that touches both barriers is a stop; one that opens past a barrier fills at its open. Null where a price is missing.
 */
export function barrierEnd(
  bars: LegColumns,
  bar: number,
  end: number,
  { side, target, stop }: Barriers,
): BarrierEnd | null {
  const entry = bars.open[bar + 1]!
  if (!(entry > 0 && target > 0 && stop > 0)) return null
  const goal = entry + side * target
  const limit = entry - side * stop
  const done = (endBar: number, reason: BarrierEnd['reason'], price: number): BarrierEnd => ({
    endBar,
    reason,
    grossReturn: side * (price / entry - 1),
  })
  for (let row = bar + 1; row <= end; row++) {
    const open = bars.open[row]!
    const [worst, best] = side > 0 ? [bars.low[row]!, bars.high[row]!] : [bars.high[row]!, bars.low[row]!]
    if (!Number.isFinite(open + worst + best + bars.close[row]!)) return null
    if (side * (worst - limit) <= 0) return done(row, 'stop', side * (open - limit) < 0 ? open : limit)
    if (side * (best - goal) >= 0) return done(row, 'target', side * (open - goal) > 0 ? open : goal)
  }
  return done(end, 'time', bars.close[end]!)
}
