import type { Api, JobRequest } from '../../../core/contract/workbench/api.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import type { Settings } from '../../../core/contract/workbench/settings.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { jobLogPath } from '../jobs/jobPaths.ts'
import type { LogTail, Tail } from '../ports/logTail.ts'
import { jobStatus } from '../queries/jobStatus.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { hasEndedView } from './foldJobView.ts'
import { JobBoard } from './jobBoard.ts'
import { OutsideJobs } from './outsideJobs.ts'
import { Supervisor, type SupervisorPorts } from './supervisor.ts'

export type JobHandlerPorts = SupervisorPorts & {
  readonly logTail: LogTail
  readonly settings: () => Outcome<Settings>
}

export type JobHandlers = Pick<Handlers<Api, AbortSignal>, 'jobs.start' | 'jobs.cancel' | 'jobs.log' | 'jobs.watch'>

const JOB_ID = /^job-\d{1,12}$/

/** Starts, stops and tells of jobs. `close` asks those that run to stop, and waits for their end. */
export function jobHandlers(ports: JobHandlerPorts): { readonly handlers: JobHandlers; close(): Promise<void> } {
  const board = new JobBoard(ports)
  const supervisor = new Supervisor(ports, board)
  const outside = new OutsideJobs(ports, board, (pid) => supervisor.ownsProcess(pid))
  const handlers: JobHandlers = {
    'jobs.start': ({ workspace, request }) => {
      const settings = ports.settings()
      if (!settings.ok) return settings
      const key = supervisor.start(workspace, withSettings(request, settings.value))
      return key.ok ? success({ key: key.value }) : key
    },
    'jobs.cancel': ({ key }) => {
      const view = board.job(key)
      if (view === null)
        return failure('job-missing', 'The engine knows no such job.', 'Look at the list of jobs again.')
      if (hasEndedView(view))
        return failure('no-running-job', 'That job has ended already.', 'There is nothing to cancel.')
      if (!supervisor.owns(key)) return outside.cancel(view)
      supervisor.cancel(key)
      return success(null)
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

/** What the person set for all jobs counts where a request says nothing. */
function withSettings(request: JobRequest, { workers, ibkr }: Settings): JobRequest {
  if (request.kind === 'pipeline') return { ...(workers === 0 ? {} : { workers }), ...request }
  return request.kind === 'download' ? { ...ibkr, ...request } : request
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
