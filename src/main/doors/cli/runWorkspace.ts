import { availableParallelism } from 'node:os'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { RunReport } from '../../engine/pipeline/runPipeline.ts'
import { STAGES } from '../../engine/pipeline/stageRange.ts'
import { pipelineRequest } from './joining/jobRequests.ts'
import type { ProgressMode } from './progress/progressDisplay.ts'
import { runAsJob } from './runAsJob.ts'
import type { Session } from './runCommand.ts'

export type RunFlags = {
  readonly startCapital?: number
  readonly pipeline?: string
  readonly only?: string
  readonly from?: string
  readonly to?: string
  readonly workers?: number
  readonly seed?: number
  readonly iterate?: number
  readonly patternAid?: boolean
  readonly progress?: ProgressMode
}

/** The main thread only waits and writes, so every core may compute. */
export function defaultWorkers(): number {
  return Math.max(1, availableParallelism())
}

export function runWorkspace(session: Session, workspace: string, flags: RunFlags): Promise<Outcome<RunReport>> {
  const { progress, workers = defaultWorkers(), pipeline: _pair, ...options } = flags
  const plan = {
    workspace,
    command: `assay pipeline run ${workspace}`,
    spec: { ...options, workers },
    stages: STAGES,
    progress,
    request: pipelineRequest(flags),
  }
  return runAsJob(session, plan, async (parts) => {
    const { assembleRunPorts } = await import('../../assemble.ts')
    const { runPipeline } = await import('../../engine/pipeline/runPipeline.ts')
    const ports = await assembleRunPorts(session.home, workspace, parts.opened.files)
    if (!ports.ok) return ports
    try {
      return await runPipeline(ports.value, parts, { ...options, workers })
    } finally {
      ports.value.ledger.close()
    }
  })
}
