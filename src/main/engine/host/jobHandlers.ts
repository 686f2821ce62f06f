import type { Api, JobRequest } from '../../../core/contract/workbench/api.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import type { Settings } from '../../../core/contract/workbench/settings.ts'
import type { JobView } from '../../../core/contract/workbench/views.ts'
import { type Failure, failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { jobLogPath } from '../jobs/jobPaths.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { LogTail, Tail } from '../ports/logTail.ts'
import { jobStatus } from '../queries/jobStatus.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { hasEndedView } from './foldJobView.ts'
import { JobBoard } from './jobBoard.ts'
import { OutsideJobs } from './outsideJobs.ts'
import { Supervisor, type SupervisorPorts } from './supervisor.ts'

export type JobHandlerPorts = SupervisorPorts & {
  /** The guarded door of the home itself. */
  readonly homeFiles: GuardedFiles
  readonly logTail: LogTail
  readonly settings: () => Outcome<Settings>
}

export type JobHandlers = Pick<
  Handlers<Api, AbortSignal>,
  'jobs.start' | 'jobs.cancel' | 'jobs.continue' | 'jobs.dismiss' | 'jobs.log' | 'jobs.watch'
>

const JOB_ID = /^job-\d{1,12}$/

/** Starts, stops and tells of jobs. `close` asks those that run to stop, and waits for their end. */
export function jobHandlers(ports: JobHandlerPorts): { readonly handlers: JobHandlers; close(): Promise<void> } {
  const board = new JobBoard(ports)
  const supervisor = new Supervisor(ports, board)
  const outside = new OutsideJobs(ports, board, supervisor)
  const forget = (key: string): void => {
    supervisor.forget(key)
    outside.take(key)
  }
  const handlers: JobHandlers = {
    'jobs.start': ({ workspace, request }) => {
      const settings = ports.settings()
      if (!settings.ok) return settings
      const key = supervisor.start(workspace, withSettings(request, settings.value))
      return key.ok ? success({ key: key.value }) : key
    },
    'jobs.cancel': ({ key }) => {
      const view = board.job(key)
      if (view === null) return jobMissing()
      if (hasEndedView(view))
        return failure('no-running-job', 'That job has ended already.', 'There is nothing to cancel.')
      if (!supervisor.owns(key)) return outside.cancel(view)
      supervisor.cancel(key)
      return success(null)
    },
    'jobs.continue': ({ key }) => {
      const view = board.job(key)
      if (view === null) return jobMissing()
      const request = supervisor.interruptedRequest(key) ?? outside.interruptedRequest(key)
      if (view.state !== 'interrupted' || request === null) return cannotContinue(view)
      const started = supervisor.start(view.workspace, request)
      if (!started.ok) return started
      forget(key)
      return success({ key: started.value })
    },
    'jobs.dismiss': async ({ key }) => {
      const view = board.job(key)
      if (view === null) return jobMissing()
      if (view.state !== 'interrupted')
        return failure(
          'not-interrupted',
          'Only an interrupted job can be dismissed.',
          'Cancel it, where it still runs.',
        )
      const dismissed = await outside.dismiss(view)
      if (dismissed.ok) forget(key)
      return dismissed
    },
    'jobs.log': ({ workspace, jobId, last }) => logOf(ports, workspace, jobId, last),
    'jobs.watch': async (_input, push, signal) => {
      await outside.look()
      const watched = board.watch(push, signal)
      void outside.keepLooking()
      return watched
    },
  }
  const close = async (): Promise<void> => {
    outside.close()
    await supervisor.close()
    board.close()
  }
  return { handlers, close }
}

function jobMissing(): Failure {
  return failure('job-missing', 'The engine knows no such job.', 'Look at the list of jobs again.')
}

function cannotContinue({ command }: JobView): Failure {
  return failure(
    'cannot-continue',
    'The choices of this job cannot be put again from here.',
    `Start it with the same choices as before, or type its command: ${command}`,
  )
}

const WITH_WORKERS: readonly JobRequest['kind'][] = ['pipeline', 'sweep', 'train', 'discover', 'robustness']

/** What the person set for all jobs counts where a request says nothing. */
function withSettings(request: JobRequest, { workers, ibkr }: Settings): JobRequest {
  if (WITH_WORKERS.includes(request.kind)) return { ...(workers === 0 ? {} : { workers }), ...request }
  return request.kind === 'download' || request.kind === 'watch' ? { ...ibkr, ...request } : request
}

async function logOf(ports: JobHandlerPorts, workspace: string, jobId: string, last: number): Promise<Outcome<Tail>> {
  const opened = openWorkspace(ports, workspace)
  if (!opened.ok) return opened
  const status = await jobStatus(ports, workspace, JOB_ID.test(jobId) ? jobId : '')
  if (!status.ok) return status
  const path = opened.value.files.resolve(jobLogPath(jobId))
  if (!path.ok) return path
  const tail = await ports.logTail.read(path.value, last)
  return !tail.ok && tail.trouble.code === 'file-missing' ? success({ lines: [], skipped: 0 }) : tail
}
