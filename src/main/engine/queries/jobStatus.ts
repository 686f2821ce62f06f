import type { JobRecord } from '../../../core/contract/jobRecord.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { readStore } from '../jobs/readStore.ts'
import { type ShownState, shownState } from '../jobs/shownState.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import type { WorkspaceStores } from '../ports/workspaceStore.ts'
import { openWorkspace } from './openWorkspace.ts'

export type JobPortsToRead = Pick<WorkspacePorts, 'home' | 'manifests' | 'locks'> & { readonly stores: WorkspaceStores }

/** `shown` differs from the record's state where the job's process was killed. */
export type JobStatus = { readonly job: JobRecord; readonly shown: ShownState }

/** The newest job, or the named one; null where the workspace has had none. Works while another process runs it. Error: `job-missing`. */
export async function jobStatus(
  ports: JobPortsToRead,
  workspace: string,
  jobId?: string,
): Promise<Outcome<JobStatus | null>> {
  const opened = openWorkspace(ports, workspace)
  if (!opened.ok) return opened
  const { files } = opened.value
  return readStore(ports.stores, files, (store) => {
    const holder = ports.locks.holder(files.root)
    const jobs = store.jobs()
    if (!jobs.ok) return jobs
    const job = jobId === undefined ? jobs.value[0] : jobs.value.find((item) => item.id === jobId)
    if (job !== undefined) return success({ job, shown: shownState(job, holder) })
    if (jobId === undefined) return success(null)
    return failure(
      'job-missing',
      `The workspace ${workspace} has no job ${jobId}.`,
      `See the newest with: assay pipeline status ${workspace}`,
    )
  })
}
