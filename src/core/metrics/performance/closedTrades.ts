import type { PositionColumns } from './accountHistory.ts'

/** The trades from flat to flat, without those still open. `returns` is profit over the equity just before the entry. */
export type ClosedTrades = {
  readonly profit: Float64Array
  readonly returns: Float64Array
  readonly entryBar: Float64Array
  readonly exitBar: Float64Array
  readonly open: number
  readonly wins: number
  readonly losses: number
  readonly scratches: number
}

export function closedTrades(positions: PositionColumns): ClosedTrades {
  const rows: number[] = []
  for (let row = 0; row < positions.count; row += 1) if (positions.exitBar[row]! >= 0) rows.push(row)
  const profit = Float64Array.from(rows, (row) => positions.profit[row]!)
  const wins = profit.filter((value) => value > 0).length
  const losses = profit.filter((value) => value < 0).length
  return {
    profit,
    returns: Float64Array.from(rows, (row) => positions.profit[row]! / positions.equityBefore[row]!),
    entryBar: Float64Array.from(rows, (row) => positions.entryBar[row]!),
    exitBar: Float64Array.from(rows, (row) => positions.exitBar[row]!),
    open: positions.count - rows.length,
    wins,
    losses,
    scratches: profit.length - wins - losses,
  }
}
