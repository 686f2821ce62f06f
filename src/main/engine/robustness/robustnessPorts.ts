import type { GateSet } from '../../../core/contract/gates.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { BacktestPorts } from '../backtests/backtestPorts.ts'
import type { WorkerPools } from '../ports/workerPool.ts'

/** What a robustness suite needs beside the workspace's store. */
export type RobustnessPorts = BacktestPorts & {
  readonly pools: WorkerPools
  readonly robustnessGates: () => Outcome<GateSet>
}
