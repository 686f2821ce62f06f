import type { JobEvent } from '../contract/jobEvent.ts'
import type { JobRecord } from '../contract/jobRecord.ts'
import { assertNever, type Trouble } from '../outcome/outcome.ts'

/** What happens to a job, in its supervisor's eyes. `atMs` is wall clock, UTC. */
export type JobChange =
  | { readonly type: 'started'; readonly atMs: number }
  | { readonly type: 'told'; readonly event: JobEvent; readonly atMs: number }
  | { readonly type: 'run-known'; readonly runId: string }
  | { readonly type: 'done' | 'cancelled'; readonly atMs: number }
  | { readonly type: 'failed'; readonly trouble: Trouble; readonly atMs: number }

/** The one state machine of jobs: queued -> running -> done | failed | cancelled. An ended job changes no more. */
export function foldJob(job: JobRecord, change: JobChange): JobRecord {
  if (hasEnded(job)) return job
  switch (change.type) {
    case 'started':
      return { ...job, state: 'running', leaseMs: change.atMs }
    case 'told':
      return job.state === 'running' ? { ...foldEvent(job, change.event), leaseMs: change.atMs } : job
    case 'run-known':
      return { ...job, runId: change.runId }
    case 'done':
    case 'cancelled':
      return { ...job, state: change.type, leaseMs: change.atMs, endedMs: change.atMs, etaMs: null }
    case 'failed':
      return {
        ...job,
        state: 'failed',
        leaseMs: change.atMs,
        endedMs: change.atMs,
        etaMs: null,
        trouble: change.trouble,
      }
    default:
      return assertNever(change)
  }
}

export function hasEnded(job: JobRecord): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'
}

function foldEvent(job: JobRecord, event: JobEvent): JobRecord {
  switch (event.type) {
    case 'beat': {
      const { stage, done, total, elapsedMs, etaMs, note } = event
      return { ...job, stage, done, total, elapsedMs, etaMs, note }
    }
    case 'stage-start':
      return { ...job, stage: event.stage, done: 0, total: 0, note: '' }
    case 'stage-end':
    case 'note':
      return job
    default:
      return assertNever(event)
  }
}
