import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { JobRequest } from '../../../core/contract/workbench/api.ts'
import type { StageWeight } from '../../../core/job/jobProgress.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { JobPortsOfHome } from '../../assemble.ts'
import type { WorkspaceJob } from '../../engine/commands/withWorkspaceJob.ts'
import { joinEngine, joinJob } from './joining/joinJob.ts'
import { createProgress } from './progress/createProgress.ts'
import type { ProgressMode } from './progress/progressDisplay.ts'
import type { Session } from './runCommand.ts'

export type JobPlan = {
  readonly workspace: string
  /** What a second writer and `pipeline status` are told. */
  readonly command: string
  readonly spec: JsonValue
  readonly stages: readonly StageWeight[]
  readonly progress: ProgressMode | undefined
  /** The same wish as a running engine understands it; null: it has no words for it, and the work is done here. */
  readonly request: JobRequest | null
}

/**
 * Runs work that writes a workspace: under its lock, as a job, with its progress shown and Ctrl-C heard. Where an engine serves the home,
 * it is asked to run the job, so that its windows show it too.
 */
export async function runAsJob<T>(
  session: Session,
  { workspace, command, spec, stages, progress, request }: JobPlan,
  work: (parts: WorkspaceJob, ports: JobPortsOfHome) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const engine = await joinEngine(session, request)
  if (engine !== null && request !== null) {
    const display = createProgress(session.terminal, progress)
    try {
      return await joinJob(engine, { workspace, request, signal: session.cancel }, display)
    } finally {
      display.close()
      engine.close()
    }
  }
  const { assembleJobPorts } = await import('../../assemble.ts')
  const { withWorkspaceJob } = await import('../../engine/commands/withWorkspaceJob.ts')
  const ports = await assembleJobPorts(session.home)
  const display = createProgress(session.terminal, progress)
  try {
    const watch = { signal: session.cancel, listener: display.show }
    return await withWorkspaceJob(ports, workspace, { command, spec, stages, request }, watch, (parts) =>
      work(parts, ports),
    )
  } finally {
    display.close()
  }
}
