import type { BacktestPorts } from '../backtests/backtestPorts.ts'
import type { WorkerPools } from '../ports/workerPool.ts'

/** What a sweep needs beside the workspace's store. */
export type SweepPorts = BacktestPorts & { readonly pools: WorkerPools }

/** How the ledger names a sweep. */
export type SweepScope = { readonly runId: string; readonly symbols: string; readonly interval: string }
