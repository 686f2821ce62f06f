import type { JobView } from '../../../core/contract/workbench/views.ts'

export type VerifiedFile = { readonly file: string; readonly recorded: string; readonly again: string | null }

/** The files that a verification which came to its end compared; null where the job gave no such report. */
export function verifiedFiles(job: JobView): readonly VerifiedFile[] | null {
  const { result } = job
  if (typeof result !== 'object' || result === null || !('files' in result) || !Array.isArray(result.files)) return null
  if (!('verified' in result) || result.verified !== true) return null
  const files: readonly unknown[] = result.files
  return files.filter(isVerifiedFile)
}

/** The newest verification of a run, by the command that it was started with. */
export function newestVerification(jobs: readonly JobView[], runId: string): JobView | null {
  const of = jobs.filter(({ kind, command }) => kind === 'verify' && namesRun(command, runId))
  return of.reduce<JobView | null>(
    (newest, job) => (newest === null || job.startedMs >= newest.startedMs ? job : newest),
    null,
  )
}

/** `--run 3f2a` and `--run=3f2a`, whole or by its first letters. */
function namesRun(command: string, runId: string): boolean {
  const named = /--run[= ]["']?([0-9a-z-]+)/i.exec(command)?.[1]
  return named !== undefined && runId.startsWith(named)
}

function isVerifiedFile(value: unknown): value is VerifiedFile {
  if (typeof value !== 'object' || value === null || !('file' in value) || !('recorded' in value)) return false
  return typeof value.file === 'string' && typeof value.recorded === 'string'
}
