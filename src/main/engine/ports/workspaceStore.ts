import type { JobRecord } from '../../../core/contract/jobRecord.ts'
import type { ModelVersion, StageChange } from '../../../core/contract/modelRecord.ts'
import type { RunRecord } from '../../../core/contract/runRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'

export type NewJob = Omit<JobRecord, 'id'>

/**
 * Jobs, runs and versions of models of one workspace (`workspace.sqlite`). Written only by the process that holds the workspace's lock; others read.
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
  /** A version that is there already stays as it is, with its stage and its place. */
  addModelVersion(version: ModelVersion): Outcome<void>
  /** In the order in which they were added. */
  modelVersions(): Outcome<readonly ModelVersion[]>
  /** All of them or none; each is added to the journal and sets the stage of its version. */
  changeStages(changes: readonly StageChange[]): Outcome<void>
  /** Of one model, oldest first. */
  stageChanges(modelId: string): Outcome<readonly StageChange[]>
  close(): void
}

export interface WorkspaceStores {
  /** `read` answers an empty store where there is no file yet, and never makes one. */
  open(absolutePath: string, mode: 'read' | 'write'): Outcome<WorkspaceStore>
}
