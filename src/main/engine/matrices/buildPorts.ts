import type { Hash } from '../../../core/contract/hash.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import type { OwnFeatures } from '../ports/ownFeatures.ts'
import type { Timer } from '../ports/timer.ts'

/** What building a matrix needs beside the workspace's store. */
export type BuildPorts = DataPorts & { readonly hash: Hash; readonly own: OwnFeatures; readonly timer: Timer }
