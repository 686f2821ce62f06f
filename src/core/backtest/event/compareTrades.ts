import type { BacktestResult } from '../model/backtestResult.ts'

/** One thing in which two runs of one specification differ; `row` counts fills, or positions. A row that one of them lacks has NaN. */
export type TradeDifference = {
  readonly list: 'fills' | 'positions'
  readonly row: number
  readonly field: string
  readonly first: number
  readonly second: number
}

type Columns = Readonly<Record<string, ArrayLike<number>>>

function differences(
  list: TradeDifference['list'],
  first: Columns,
  second: Columns,
  firstCount: number,
  secondCount: number,
): TradeDifference[] {
  const found: TradeDifference[] = []
  for (let row = 0; row < Math.max(firstCount, secondCount); row++) {
    for (const [field, column] of Object.entries(first)) {
      const here = row < firstCount ? column[row]! : Number.NaN
      const there = row < secondCount ? second[field]![row]! : Number.NaN
      if (!Object.is(here, there)) found.push({ list, row, field, first: here, second: there })
    }
  }
  return found
}

function fillColumns({ fills }: BacktestResult): Columns {
  const { bar, instrument, side, units, reference, price, fee, reason } = fills
  return { bar, instrument, side, units, reference, price, fee, reason }
}

function positionColumns({ positions }: BacktestResult): Columns {
  const { count: _, ...columns } = positions
  return columns
}

/** Every number of every fill and position in which two results differ, bit for bit, by row. Empty: they agree trade by trade. */
export function compareTrades(first: BacktestResult, second: BacktestResult): readonly TradeDifference[] {
  return [
    ...differences('fills', fillColumns(first), fillColumns(second), first.fills.count, second.fills.count),
    ...differences(
      'positions',
      positionColumns(first),
      positionColumns(second),
      first.positions.count,
      second.positions.count,
    ),
  ]
}
