import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { KeptBacktest } from '../backtests/backtestFolder.ts'
import { type BacktestTables, readBacktestTables } from '../backtests/backtestTables.ts'
import { findBacktest } from '../backtests/listBacktests.ts'
import type { ColumnFiles } from '../ports/barFiles.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { recentValues } from './recentValues.ts'

/** A finished backtest with its tables read; every file was held against the hash that was written with it. */
export type ShelvedBacktest = KeptBacktest & BacktestTables

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
      const read = await readBacktestTables(columns, files, kept.value.manifest.backtestId)
      if (!read.ok) return read
      const shelved = { ...kept.value, ...read.value }
      held.set(key, shelved)
      return success(shelved)
    },
  }
}
