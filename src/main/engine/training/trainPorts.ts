import type { BacktestPorts } from '../backtests/backtestPorts.ts'
import type { WorkerPools } from '../ports/workerPool.ts'

/** What training needs beside the workspace's store. */
export type TrainPorts = BacktestPorts & { readonly pools: WorkerPools }
