import type { BacktestComplete, BacktestManifest, BacktestMetrics } from '../../../core/contract/backtestRecord.ts'
import {
  backtestCompleteSchema,
  backtestManifestSchema,
  backtestMetricsSchema,
} from '../../../core/contract/backtestRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

export const BACKTESTS_FOLDER = 'backtests'
export const BACKTEST_FILES = {
  manifest: 'manifest.json',
  metrics: 'metrics.json',
  fills: 'fills.csv',
  trades: 'trades.csv',
  equity: 'equity.parquet',
  predictions: 'predictions.parquet',
  complete: 'complete.json',
} as const

export function backtestPath(backtestId: string, name: string): string {
  return `${BACKTESTS_FOLDER}/${backtestId}/${name}`
}

type Shape<T> = { readonly safeParse: (value: unknown) => { readonly success: boolean; readonly data?: T } }

/** Null where there is no such file, or where it is damaged. */
function readAs<T>(files: GuardedFiles, path: string, shape: Shape<T>): T | null {
  if (!files.exists(path)) return null
  const text = files.readText(path)
  if (!text.ok) return null
  try {
    return shape.safeParse(JSON.parse(text.value)).data ?? null
  } catch {
    return null
  }
}

export function readBacktestManifest(files: GuardedFiles, backtestId: string): BacktestManifest | null {
  return readAs(files, backtestPath(backtestId, BACKTEST_FILES.manifest), backtestManifestSchema)
}

function readBacktestComplete(files: GuardedFiles, backtestId: string): BacktestComplete | null {
  return readAs(files, backtestPath(backtestId, BACKTEST_FILES.complete), backtestCompleteSchema)
}

/** The figures of a finished backtest, not checked against its hashes; null where it is not finished. */
export function readFinishedMetrics(files: GuardedFiles, backtestId: string): BacktestMetrics | null {
  if (readBacktestComplete(files, backtestId) === null) return null
  return readAs(files, backtestPath(backtestId, BACKTEST_FILES.metrics), backtestMetricsSchema)
}

/** A finished backtest as it is kept, its files as they were written. */
export type KeptBacktest = {
  readonly manifest: BacktestManifest
  readonly metrics: BacktestMetrics
  readonly complete: BacktestComplete
}

/** Null where it is not finished. Error: `backtest-broken`, where a file is gone or was altered. */
export function readKeptBacktest(files: GuardedFiles, backtestId: string): Outcome<KeptBacktest | null> {
  const complete = readBacktestComplete(files, backtestId)
  if (complete === null) return success(null)
  for (const [name, sha256] of Object.entries(complete.files)) {
    const found = files.exists(backtestPath(backtestId, name)) ? files.sha256(backtestPath(backtestId, name)) : null
    if (found === null || !found.ok || found.value !== sha256) return broken(backtestId, name)
  }
  const manifest = readBacktestManifest(files, backtestId)
  const metrics = readFinishedMetrics(files, backtestId)
  if (manifest === null) return broken(backtestId, BACKTEST_FILES.manifest)
  return metrics === null ? broken(backtestId, BACKTEST_FILES.metrics) : success({ manifest, metrics, complete })
}

function broken(backtestId: string, name: string): Outcome<never> {
  return failure(
    'backtest-broken',
    `The file ${name} of the backtest ${backtestId} is not what was written.`,
    `Remove the folder ${BACKTESTS_FOLDER}/${backtestId} and run the backtest again: it makes the same bytes.`,
  )
}
