import type { Api } from '../../../core/contract/workbench/api.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import type { Uploads } from '../ports/uploads.ts'
import { type BacktestHandlerPorts, backtestHandlers } from './backtestHandlers.ts'
import { type BuildHandlerPorts, buildHandlers } from './buildHandlers.ts'
import { type CareHandlerPorts, careHandlers } from './careHandlers.ts'
import { clearingUploads } from './clearingUploads.ts'
import { type DataHandlerPorts, dataHandlers } from './dataHandlers.ts'
import { type DiscoveryHandlerPorts, discoveryHandlers } from './discoveryHandlers.ts'
import { type ExploreHandlerPorts, exploreHandlers } from './exploreHandlers.ts'
import { type FetchHandlerPorts, fetchHandlers } from './fetchHandlers.ts'
import { type HoldOutHandlerPorts, holdOutHandlers } from './holdOutHandlers.ts'
import { type HomeHandlerPorts, homeHandlers } from './homeHandlers.ts'
import { type JobHandlerPorts, jobHandlers } from './jobHandlers.ts'
import { type LeaderboardHandlerPorts, leaderboardHandlers } from './leaderboardHandlers.ts'
import { type LedgerHandlerPorts, ledgerHandlers } from './ledgerHandlers.ts'
import { type MatrixHandlerPorts, matrixHandlers } from './matrixHandlers.ts'
import { type ModelHandlerPorts, modelHandlers } from './modelHandlers.ts'
import { type PowerHandlerPorts, powerHandlers } from './powerHandlers.ts'
import { robustnessHandlers } from './robustnessHandlers.ts'
import { type RunHandlerPorts, runHandlers } from './runHandlers.ts'
import { readSettings, type SettingsPorts } from './settingsFile.ts'
import { settingsHandlers } from './settingsHandlers.ts'
import { type SpecHandlerPorts, specHandlers } from './specHandlers.ts'
import { type SweepHandlerPorts, sweepHandlers } from './sweepHandlers.ts'
import { type WorkspaceHandlerPorts, workspaceHandlers } from './workspaceHandlers.ts'

export type EngineHostPorts = HomeHandlerPorts &
  CareHandlerPorts &
  SettingsPorts &
  WorkspaceHandlerPorts &
  DataHandlerPorts &
  FetchHandlerPorts &
  HoldOutHandlerPorts &
  RunHandlerPorts &
  BuildHandlerPorts &
  MatrixHandlerPorts &
  ModelHandlerPorts &
  ExploreHandlerPorts &
  BacktestHandlerPorts &
  SweepHandlerPorts &
  DiscoveryHandlerPorts &
  SpecHandlerPorts &
  PowerHandlerPorts &
  LeaderboardHandlerPorts &
  LedgerHandlerPorts &
  Omit<JobHandlerPorts, 'settings'> & { readonly uploads: Uploads }

export type EngineHost = {
  readonly handlers: Handlers<Api, AbortSignal>
  /** For doors whose pages cannot name a file by its path. */
  readonly uploads: Uploads
  /** Asks the jobs that run to stop, waits for them, and ends what does not; ends what looks at a run. */
  close(): Promise<void>
}

/** The engine behind every door. */
export function createEngineHost(ports: EngineHostPorts): EngineHost {
  const processes = clearingUploads(ports.processes, ports.uploads)
  const jobs = jobHandlers({ ...ports, processes, settings: () => readSettings(ports) })
  const explore = exploreHandlers(ports)
  const handlers = {
    ...homeHandlers(ports),
    ...careHandlers(ports),
    ...settingsHandlers(ports),
    ...workspaceHandlers(ports),
    ...dataHandlers(ports),
    ...fetchHandlers(ports),
    ...holdOutHandlers(ports),
    ...runHandlers(ports),
    ...buildHandlers(ports),
    ...matrixHandlers(ports),
    ...modelHandlers(ports),
    ...explore.handlers,
    ...backtestHandlers(ports),
    ...sweepHandlers(ports),
    ...discoveryHandlers(ports),
    ...robustnessHandlers(ports),
    ...specHandlers(ports),
    ...leaderboardHandlers(ports),
    ...ledgerHandlers(ports),
    ...powerHandlers(ports),
    ...jobs.handlers,
  }
  const close = async () => {
    await Promise.all([jobs.close(), explore.close()])
  }
  return { handlers, uploads: ports.uploads, close }
}
