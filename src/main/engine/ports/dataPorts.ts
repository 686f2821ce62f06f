import type { ColumnFiles } from './barFiles.ts'
import type { Clock } from './clock.ts'
import type { Digests } from './digests.ts'
import type { GuardedFiles } from './guardedFiles.ts'
import type { ScratchFiles } from './scratchFiles.ts'
import type { TextFiles } from './textFiles.ts'
import type { TimeZones } from './timeZones.ts'

/** What reading stored data needs. `files` is the guarded door of one workspace. */
export type DataReadPorts = { readonly files: GuardedFiles; readonly columns: ColumnFiles }

/** What bringing data into a workspace needs; the caller holds the workspace's lock. */
export type DataPorts = DataReadPorts & {
  readonly text: TextFiles
  readonly zones: TimeZones
  readonly scratch: ScratchFiles
  readonly digests: Digests
  readonly clock: Clock
}
