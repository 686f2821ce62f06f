import type { JobRecord, JobState } from '../../../core/contract/jobRecord.ts'
import type { LockHolder } from '../ports/workspaceLocks.ts'

export type ShownState = JobState | 'interrupted'

/** A job that counts as running but whose process no longer holds the workspace was killed. */
export function shownState(job: JobRecord, holder: LockHolder | null): ShownState {
  return job.state === 'running' && holder?.pid !== job.pid ? 'interrupted' : job.state
}
