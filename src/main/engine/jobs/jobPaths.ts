/** Where a workspace keeps its jobs; relative to it. */
export const STORE_FILE = 'workspace.sqlite'

export function jobLogPath(jobId: string): string {
  return `jobs/${jobId}.log`
}

/** Put there by any process that wants the job to stop; looked for by the job's supervisor. */
export function cancelRequestPath(jobId: string): string {
  return `jobs/cancel-${jobId}`
}
