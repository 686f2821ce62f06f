import type { GateSet } from '../../../core/contract/gates.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { Clock } from './clock.ts'
import type { DataReadPorts } from './dataPorts.ts'
import type { Images } from './images.ts'
import type { Ledger } from './ledger.ts'
import type { WorkerPools } from './workerPool.ts'

/** What running a pipeline needs beside the workspace's store. `hostNames` may not be published. */
export type RunPorts = DataReadPorts & {
  readonly hash: Hash
  readonly clock: Clock
  readonly ledger: Ledger
  readonly pools: WorkerPools
  readonly images: Images
  readonly gates: () => Outcome<GateSet>
  readonly hostNames: readonly string[]
  /** Symbols of every other workspace of the home. */
  readonly foreignSymbols: readonly string[]
}
