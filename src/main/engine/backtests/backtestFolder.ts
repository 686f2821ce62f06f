import type { BacktestComplete, BacktestManifest, BacktestMetrics } from '../../../core/contract/backtestRecord.ts'
import {
  backtestCompleteSchema,
  backtestManifestSchema,
  backtestMetricsSchema,
} from '../../../core/contract/backtestRecord.ts'
import { LEAK_SCAN_FILE } from '../../../core/contract/leakScanRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { COMPLETE_FILE, resultFolder } from '../queries/resultFolder.ts'

export const BACKTESTS_FOLDER = 'backtests'
export const BACKTEST_FILES = {
  manifest: 'manifest.json',
  metrics: 'metrics.json',
  fills: 'fills.csv',
  trades: 'trades.csv',
  equity: 'equity.parquet',
  predictions: 'predictions.parquet',
  leakScan: LEAK_SCAN_FILE,
  complete: COMPLETE_FILE,
} as const

export const BACKTESTS = resultFolder({ noun: 'backtest', folder: BACKTESTS_FOLDER, again: 'it makes it anew' })
export const backtestPath = BACKTESTS.path

/** Null where there is no such file, or where it is damaged. */
export function readBacktestManifest(files: GuardedFiles, backtestId: string): BacktestManifest | null {
  return BACKTESTS.read(files, backtestId, BACKTEST_FILES.manifest, backtestManifestSchema)
}

/** The figures of a finished backtest, not checked against its hashes; null where it is not finished. */
export function readFinishedMetrics(files: GuardedFiles, backtestId: string): BacktestMetrics | null {
  if (BACKTESTS.read(files, backtestId, BACKTEST_FILES.complete, backtestCompleteSchema) === null) return null
  return BACKTESTS.read(files, backtestId, BACKTEST_FILES.metrics, backtestMetricsSchema)
}

/** A finished backtest as it is kept, its files as they were written. */
export type KeptBacktest = {
  readonly manifest: BacktestManifest
  readonly metrics: BacktestMetrics
  readonly complete: BacktestComplete
}

/** Null where it is not finished. Error: `backtest-broken`, where a file is gone or was altered. */
export function readKeptBacktest(files: GuardedFiles, backtestId: string): Outcome<KeptBacktest | null> {
  return BACKTESTS.kept(files, backtestId, backtestCompleteSchema, (complete, part) => {
    const manifest = part(BACKTEST_FILES.manifest, backtestManifestSchema)
    if (!manifest.ok) return manifest
    const metrics = part(BACKTEST_FILES.metrics, backtestMetricsSchema)
    return metrics.ok ? success({ manifest: manifest.value, metrics: metrics.value, complete }) : metrics
  })
}
