import type { BacktestDays, BacktestTrades } from '../../../core/contract/workbench/backtestViews.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { BACKTEST_FILES, backtestPath, type KeptBacktest } from '../backtests/backtestFolder.ts'
import { findBacktest } from '../backtests/listBacktests.ts'
import type { ColumnFiles } from '../ports/barFiles.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { recentValues } from './recentValues.ts'
import { fillsOfTrades, readFillsCsv, readTradesCsv, type StoredFill } from './storedTables.ts'

/** A finished backtest with its tables read; every file was held against the hash that was written with it. */
export type ShelvedBacktest = KeptBacktest & {
  readonly days: BacktestDays
  readonly trades: BacktestTrades
  /** Of each trade. */
  readonly fills: readonly (readonly StoredFill[])[]
}

export type BacktestShelf = {
  /** By the first letters of its id. Errors: those of `findBacktest`, `backtest-unreadable`, `parquet-broken`. */
  take(files: GuardedFiles, workspace: string, idStart: string): Promise<Outcome<ShelvedBacktest>>
}

const MOST_BACKTESTS = 4

export function backtestShelf(columns: ColumnFiles): BacktestShelf {
  const held = recentValues<ShelvedBacktest>(MOST_BACKTESTS)
  return {
    take: async (files, workspace, idStart) => {
      const kept = findBacktest(files, workspace, idStart)
      if (!kept.ok) return kept
      const key = `${files.root} ${kept.value.manifest.backtestId} ${JSON.stringify(kept.value.complete)}`
      const known = held.get(key)
      if (known !== undefined) return success(known)
      const read = await readTables(columns, files, kept.value)
      if (read.ok) held.set(key, read.value)
      return read
    },
  }
}

async function readTables(
  columns: ColumnFiles,
  files: GuardedFiles,
  kept: KeptBacktest,
): Promise<Outcome<ShelvedBacktest>> {
  const { backtestId } = kept.manifest
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
  return success({ ...kept, days: days.value, trades, fills: fillsOfTrades(trades, fills) })
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
