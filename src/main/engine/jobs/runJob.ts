import type { JobRecord } from '../../../core/contract/jobRecord.ts'
import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { JobRequest } from '../../../core/contract/workbench/api.ts'
import { Cancelled } from '../../../core/job/cancelled.ts'
import { foldJob } from '../../../core/job/foldJob.ts'
import type { StageWeight } from '../../../core/job/jobProgress.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Clock } from '../ports/clock.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { WorkspaceLocks } from '../ports/workspaceLocks.ts'
import type { WorkspaceStore } from '../ports/workspaceStore.ts'
import type { Job } from './job.ts'
import { type JobListener, JobPulse } from './jobPulse.ts'

export type JobPorts = {
  readonly clock: Clock
  readonly locks: WorkspaceLocks
  readonly files: GuardedFiles
  /** Opened for writing. */
  readonly store: WorkspaceStore
}

export type JobSpec = {
  /** As the person typed it. */
  readonly command: string
  readonly spec: JsonValue
  /** The wish as a running engine understands it; null where it has no words for it. */
  readonly request?: JobRequest | null
  /** The stages to come with their weights, for the estimate of the time to go; may be empty. */
  readonly stages: readonly StageWeight[]
}

export type JobWatch = {
  /** Given by the door when the person presses Ctrl-C or the system asks the process to end. */
  readonly signal: AbortSignal
  readonly listener: JobListener
}

/**
 * Runs `work` as a job of a workspace whose lock this process holds: recorded, beating at least once a second, to be stopped by the
 * signal or by `cancelJob` from any process. Errors: those of the work, of the store, and `cancelled`.
 */
export async function runJob<T>(
  ports: JobPorts,
  spec: JobSpec,
  watch: JobWatch,
  work: (job: Job) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const interrupted = markInterrupted(ports)
  if (!interrupted.ok) return interrupted
  const added = addJob(ports, spec)
  if (!added.ok) return added
  const pulse = new JobPulse(ports, added.value, spec.stages, watch.listener)
  watch.signal.addEventListener('abort', pulse.stop)
  if (watch.signal.aborted) pulse.stop()
  for (const id of interrupted.value) pulse.note(`${id} was interrupted; what it finished is kept`)
  try {
    return endWith(pulse, ports, await work(jobOver(pulse, added.value.id)))
  } catch (error) {
    return endThrown(pulse, ports, error)
  } finally {
    watch.signal.removeEventListener('abort', pulse.stop)
  }
}

function addJob(
  { clock, locks, files, store }: JobPorts,
  { command, spec, request = null }: JobSpec,
): Outcome<JobRecord> {
  const holder = locks.holder(files.root)
  if (holder === null) throw new Error('A job was started without the lock of its workspace')
  const atMs = clock.nowMs()
  const blank = {
    runId: null,
    endedMs: null,
    stage: 'start',
    done: 0,
    total: 0,
    elapsedMs: 0,
    etaMs: null,
    note: '',
    trouble: null,
  }
  // JSON.parse gives the schema's mutable JSON type, and a copy that later changes of the argument cannot reach.
  const copy = JSON.parse(JSON.stringify({ spec, ...(request === null ? {} : { request }) }))
  return store.addJob({
    ...blank,
    ...copy,
    command,
    state: 'running',
    pid: holder.pid,
    createdMs: atMs,
    leaseMs: atMs,
  })
}

/** Whoever starts a job holds the lock, so a job that still counts as running was killed. */
function markInterrupted({ clock, store }: JobPorts): Outcome<readonly string[]> {
  const jobs = store.jobs()
  if (!jobs.ok) return jobs
  const ids: string[] = []
  for (const job of jobs.value) {
    if (job.state !== 'running') continue
    const { trouble } = failure(
      'interrupted',
      'The process of this job ended before the job did.',
      'Run the same command again to continue.',
    )
    const saved = store.saveJob(foldJob(job, { type: 'failed', trouble, atMs: clock.nowMs() }))
    if (!saved.ok) return saved
    ids.push(job.id)
  }
  return success(ids)
}

function jobOver(pulse: JobPulse, id: string): Job {
  return {
    id,
    signal: pulse.signal,
    beat: (stage, done, total, note) => pulse.beat(stage, done, total, note),
    stage: async (stage, work) => {
      if (pulse.signal.aborted) throw new Cancelled()
      pulse.stageStart(stage)
      const result = await work()
      pulse.stageEnd(stage)
      return result
    },
    note: (text) => pulse.note(text),
    attachRun: (runId) => {
      pulse.change({ type: 'run-known', runId })
      pulse.note(`run ${runId}`)
    },
    cancelRequested: () => pulse.signal.aborted,
  }
}

function endWith<T>(pulse: JobPulse, { clock }: JobPorts, outcome: Outcome<T>): Outcome<T> {
  const atMs = clock.nowMs()
  if (outcome.ok) pulse.end({ type: 'done', atMs }, 'done')
  else
    pulse.end(
      { type: 'failed', trouble: outcome.trouble, atMs },
      `failed: ${outcome.trouble.message} [${outcome.trouble.code}]`,
    )
  return outcome
}

function endThrown(pulse: JobPulse, { clock }: JobPorts, error: unknown): Outcome<never> {
  const atMs = clock.nowMs()
  if (error instanceof Cancelled) {
    pulse.end({ type: 'cancelled', atMs }, `cancelled in stage ${pulse.stage}`)
    return failure(
      'cancelled',
      'The job was cancelled.',
      'What was finished is kept; run the same command again to continue.',
    )
  }
  const reason = error instanceof Error ? error.message : String(error)
  const { trouble } = failure(
    'internal-error',
    `Something went wrong inside Assay: ${reason}`,
    'This is a fault of the program; report it.',
  )
  pulse.end({ type: 'failed', trouble, atMs }, `failed: ${trouble.message} [${trouble.code}]`)
  throw error
}
