import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { jobLogPath } from '../jobs/jobPaths.ts'
import { type JobPortsToRead, jobStatus } from './jobStatus.ts'

export type JobLog = { readonly jobId: string; readonly lines: readonly string[] }

/** The log of the newest job, or of the named one; null where the workspace has had none. Error: `job-missing`. */
export async function jobLogs(
  ports: JobPortsToRead,
  workspace: string,
  jobId?: string,
): Promise<Outcome<JobLog | null>> {
  const status = await jobStatus(ports, workspace, jobId)
  if (!status.ok) return status
  if (status.value === null) return success(null)
  const { id } = status.value.job
  const text = ports.home.workspaceFiles(workspace).readText(jobLogPath(id))
  if (!text.ok && text.trouble.code !== 'file-missing') return text
  const lines = text.ok ? text.value.split('\n').filter((line) => line !== '') : []
  return success({ jobId: id, lines })
}
