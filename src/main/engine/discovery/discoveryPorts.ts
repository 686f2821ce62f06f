import type { Hash } from '../../../core/contract/hash.ts'
import type { Clock } from '../ports/clock.ts'
import type { DataPorts, DataReadPorts } from '../ports/dataPorts.ts'
import type { Ledger } from '../ports/ledger.ts'
import type { Timer } from '../ports/timer.ts'
import type { WorkerPools } from '../ports/workerPool.ts'

/** What a discovery needs beside the workspace's store. */
export type DiscoveryPorts = DataPorts & {
  readonly hash: Hash
  readonly ledger: Ledger
  readonly pools: WorkerPools
  readonly timer: Timer
}

/** What looking at data as a discovery does needs, where nothing is recorded. */
export type DiscoveryLookPorts = DataReadPorts & { readonly clock: Clock; readonly hash: Hash }
