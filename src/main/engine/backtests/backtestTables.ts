import type { BacktestDays, BacktestTrades } from '../../../core/contract/workbench/backtestViews.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import type { ColumnFiles } from '../ports/barFiles.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { BACKTEST_FILES, backtestPath } from './backtestFolder.ts'
import { fillsOfTrades, readFillsCsv, readTradesCsv, type StoredFill } from './storedTables.ts'

export type BacktestTables = {
  readonly days: BacktestDays
  readonly trades: BacktestTrades
  /** Of each trade. */
  readonly fills: readonly (readonly StoredFill[])[]
}

/** The tables of a finished backtest. Errors: `backtest-unreadable`, `parquet-broken`, those of the files. */
export async function readBacktestTables(
  columns: ColumnFiles,
  files: GuardedFiles,
  backtestId: string,
): Promise<Outcome<BacktestTables>> {
  const days = await readDays(columns, files, backtestId)
  if (!days.ok) return days
  const tradesText = files.readText(backtestPath(backtestId, BACKTEST_FILES.trades))
  if (!tradesText.ok) return tradesText
  const fillsText = files.readText(backtestPath(backtestId, BACKTEST_FILES.fills))
  if (!fillsText.ok) return fillsText
  const trades = readTradesCsv(tradesText.value)
  const fills = readFillsCsv(fillsText.value)
  if (trades === null) return unreadable(backtestId, BACKTEST_FILES.trades)
  if (fills === null) return unreadable(backtestId, BACKTEST_FILES.fills)
  return success({ days: days.value, trades, fills: fillsOfTrades(trades, fills) })
}

async function readDays(columns: ColumnFiles, files: GuardedFiles, backtestId: string): Promise<Outcome<BacktestDays>> {
  const path = files.resolve(backtestPath(backtestId, BACKTEST_FILES.equity))
  if (!path.ok) return path
  const read = await columns.readParquet(path.value, ['time_ms', 'equity', 'gross', 'buy_and_hold'])
  if (!read.ok) return read
  const [time, equity, gross, held] = read.value.map(({ values }) => values)
  const last: number[] = []
  const dayOf = (row: number) => Math.floor(time![row]! / DAY_MS)
  for (let row = 0; row < time!.length; row++)
    if (row + 1 === time!.length || dayOf(row + 1) !== dayOf(row)) last.push(row)
  const at = (values: Float64Array) => last.map((row) => values[row]!)
  return success({
    dayStartMs: last.map((row) => dayOf(row) * DAY_MS),
    equity: at(equity!),
    gross: at(gross!),
    buyAndHold: at(held!),
  })
}

function unreadable(backtestId: string, name: string): Outcome<never> {
  return failure(
    'backtest-unreadable',
    `The file ${name} of the backtest ${backtestId} has other columns than this version writes.`,
    'It was made by another version. Run the backtest again.',
  )
}
