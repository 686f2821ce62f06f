import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { Job } from '../jobs/job.ts'
import { STORE_FILE } from '../jobs/jobPaths.ts'
import { type JobSpec, type JobWatch, runJob } from '../jobs/runJob.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import type { WorkspaceStore, WorkspaceStores } from '../ports/workspaceStore.ts'
import type { OpenedWorkspace } from '../queries/openWorkspace.ts'
import { withWorkspaceLock } from './withWorkspaceLock.ts'

export type WorkspaceJob = { readonly opened: OpenedWorkspace; readonly store: WorkspaceStore; readonly job: Job }

/**
 * Runs `work` as a job and as the workspace's one writer: with lock, store, heartbeat and cancel, all given back however it ends.
 * Errors: those of `withWorkspaceLock`, of `runJob`, and of the work.
 */
export function withWorkspaceJob<T>(
  ports: WorkspacePorts & { readonly stores: WorkspaceStores },
  workspace: string,
  spec: JobSpec,
  watch: JobWatch,
  work: (parts: WorkspaceJob) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return withWorkspaceLock(ports, workspace, spec.command, async (opened) => {
    const path = opened.files.resolve(STORE_FILE)
    if (!path.ok) return path
    const store = ports.stores.open(path.value, 'write')
    if (!store.ok) return store
    try {
      const { clock, locks } = ports
      const jobPorts = { clock, locks, files: opened.files, store: store.value }
      return await runJob(jobPorts, spec, watch, (job) => work({ opened, store: store.value, job }))
    } finally {
      store.value.close()
    }
  })
}
