import type { JobRecord } from '../../../core/contract/jobRecord.ts'
import type { RunRecord } from '../../../core/contract/runRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'

export type NewJob = Omit<JobRecord, 'id'>

/**
 * Jobs and runs of one workspace (`workspace.sqlite`). Written only by the process that holds the workspace's lock; others read.
 * Errors of every call: `store-busy`, `store-unreadable`, `not-writable`, `disk-full`, `disk-trouble`.
 */
export interface WorkspaceStore {
  addJob(job: NewJob): Outcome<JobRecord>
  saveJob(job: JobRecord): Outcome<void>
  job(id: string): Outcome<JobRecord | null>
  /** Newest first. */
  jobs(): Outcome<readonly JobRecord[]>
  saveRun(run: RunRecord): Outcome<void>
  run(runId: string): Outcome<RunRecord | null>
  /** Newest first. */
  runs(): Outcome<readonly RunRecord[]>
  close(): void
}

export interface WorkspaceStores {
  /** `read` answers an empty store where there is no file yet, and never makes one. */
  open(absolutePath: string, mode: 'read' | 'write'): Outcome<WorkspaceStore>
}
