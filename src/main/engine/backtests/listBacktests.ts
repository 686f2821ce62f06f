import type { BacktestManifest, BacktestMetrics } from '../../../core/contract/backtestRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import {
  BACKTESTS_FOLDER,
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
  return files.listFolders(BACKTESTS_FOLDER).map((backtestId) => {
    const manifest = readBacktestManifest(files, backtestId)
    const metrics = readFinishedMetrics(files, backtestId)
    return { backtestId, state: metrics === null ? 'unfinished' : 'done', manifest, metrics }
  })
}

/** A finished backtest by the first letters of its id. Errors: `backtest-missing`, `backtest-ambiguous`, `backtest-unfinished`, `backtest-broken`. */
export function findBacktest(files: GuardedFiles, workspace: string, idStart: string): Outcome<KeptBacktest> {
  const hint = `See the backtests with: assay backtest list ${workspace}`
  const found = files.listFolders(BACKTESTS_FOLDER).filter((id) => id.startsWith(idStart))
  if (found.length > 1 || idStart === '')
    return failure('backtest-ambiguous', `${found.length} backtests of ${workspace} begin with "${idStart}".`, hint)
  const [backtestId] = found
  if (backtestId === undefined)
    return failure('backtest-missing', `The workspace ${workspace} has no backtest ${idStart}.`, hint)
  const kept = readKeptBacktest(files, backtestId)
  if (!kept.ok) return kept
  if (kept.value !== null) return success(kept.value)
  return failure(
    'backtest-unfinished',
    `The backtest ${backtestId} was begun and not finished.`,
    'Run the same command again: it makes it anew.',
  )
}
