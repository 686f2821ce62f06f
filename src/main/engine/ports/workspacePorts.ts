import type { Clock } from './clock.ts'
import type { HomeFolder } from './homeFolder.ts'
import type { ManifestFormat } from './manifestFormat.ts'
import type { WorkspaceLocks } from './workspaceLocks.ts'

/** What every command that touches a workspace needs; the ports of heavier commands extend it. */
export type WorkspacePorts = {
  readonly clock: Clock
  readonly home: HomeFolder
  readonly manifests: ManifestFormat
  readonly locks: WorkspaceLocks
}
