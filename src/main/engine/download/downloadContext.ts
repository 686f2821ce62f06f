import type { Hash } from '../../../core/contract/hash.ts'
import type { Synthetic } from '../../../core/contract/workspace.ts'
import type { Calendar } from '../../../core/time/calendar.ts'
import type { SeriesSubject } from '../data/rebuildSeries.ts'
import type { BrokerHistory } from '../ports/brokerHistory.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { ManifestFormat } from '../ports/manifestFormat.ts'
import type { Timer } from '../ports/timer.ts'
import type { WorkspaceLocks } from '../ports/workspaceLocks.ts'
import type { BarSize } from './barSizes.ts'
import type { DownloadPaths } from './downloadLayout.ts'
import type { DownloadStatus } from './downloadStatus.ts'
import type { Questioner } from './questioner.ts'

/** What asking the broker needs. `brokerFiles` is a folder of the home: every workspace shares one gateway and its pacing. */
export type BrokerPorts = {
  readonly broker: BrokerHistory
  readonly timer: Timer
  readonly brokerFiles: GuardedFiles
  readonly locks: WorkspaceLocks
}

export type DownloadPorts = DataPorts & BrokerPorts & { readonly manifests: ManifestFormat; readonly hash: Hash }

/** One series while it is downloaded. */
export type SeriesContext = {
  readonly ports: DownloadPorts
  readonly subject: SeriesSubject
  readonly calendar: Calendar
  readonly barSize: BarSize
  /** Where the gateway is a simulation. */
  readonly synthetic: Synthetic | null
  readonly paths: DownloadPaths
  readonly questioner: Questioner
  readonly status: DownloadStatus
  readonly serverVersion: () => number
  /** Now, by our clock or the gateway's, whichever is behind: a bar counts as closed when both say so. */
  readonly nowMs: () => number
}
