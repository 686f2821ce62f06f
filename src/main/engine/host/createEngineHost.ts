import type { Api } from '../../../core/contract/workbench/api.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { type DataHandlerPorts, dataHandlers } from './dataHandlers.ts'
import { type HomeHandlerPorts, homeHandlers } from './homeHandlers.ts'
import { type JobHandlerPorts, jobHandlers } from './jobHandlers.ts'
import { type RunHandlerPorts, runHandlers } from './runHandlers.ts'
import { readSettings, type SettingsPorts } from './settingsFile.ts'
import { settingsHandlers } from './settingsHandlers.ts'
import { type WorkspaceHandlerPorts, workspaceHandlers } from './workspaceHandlers.ts'

export type EngineHostPorts = HomeHandlerPorts &
  SettingsPorts &
  WorkspaceHandlerPorts &
  DataHandlerPorts &
  RunHandlerPorts &
  Omit<JobHandlerPorts, 'settings'>

export type EngineHost = {
  readonly handlers: Handlers<Api, AbortSignal>
  /** Asks the jobs that run to stop, waits for them, and ends what does not. */
  close(): Promise<void>
}

/** The engine behind every door. */
export function createEngineHost(ports: EngineHostPorts): EngineHost {
  const jobs = jobHandlers({ ...ports, settings: () => readSettings(ports) })
  const handlers = {
    ...homeHandlers(ports),
    ...settingsHandlers(ports),
    ...workspaceHandlers(ports),
    ...dataHandlers(ports),
    ...runHandlers(ports),
    ...jobs.handlers,
  }
  return { handlers, close: jobs.close }
}
