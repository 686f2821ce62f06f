import type { BacktestManifest, BacktestMetrics } from '../../../core/contract/backtestRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import {
  BACKTESTS,
  type KeptBacktest,
  readBacktestManifest,
  readFinishedMetrics,
  readKeptBacktest,
} from './backtestFolder.ts'

/** `unfinished` was begun and can be run again. `metrics` only of what is done. */
export type ListedBacktest = {
  readonly backtestId: string
  readonly state: 'done' | 'unfinished'
  readonly manifest: BacktestManifest | null
  readonly metrics: BacktestMetrics | null
}

/** Every backtest of a workspace, by its id; that its files are those that were written is looked at when one is shown. */
export function listBacktests(files: GuardedFiles): readonly ListedBacktest[] {
  return BACKTESTS.ids(files).map((backtestId) => {
    const manifest = readBacktestManifest(files, backtestId)
    const metrics = readFinishedMetrics(files, backtestId)
    return { backtestId, state: metrics === null ? 'unfinished' : 'done', manifest, metrics }
  })
}

/** A finished backtest by the first letters of its id. Errors: `backtest-missing`, `backtest-ambiguous`, `backtest-unfinished`, `backtest-broken`. */
export function findBacktest(files: GuardedFiles, workspace: string, idStart: string): Outcome<KeptBacktest> {
  return BACKTESTS.find(files, workspace, idStart, readKeptBacktest)
}
