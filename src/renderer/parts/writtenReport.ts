import type { JobView } from '../../core/contract/workbench/views.ts'

/** The newest making of a result's report, by the command that it was started with. */
export function newestReport(jobs: readonly JobView[], result: string): JobView | null {
  const of = jobs.filter(({ kind, command }) => kind === 'report' && command.includes(result))
  return of.reduce<JobView | null>(
    (newest, job) => (newest === null || job.startedMs >= newest.startedMs ? job : newest),
    null,
  )
}

/** Files that a finished job wrote, below the workspace; null where it has not come to its end. */
export function writtenFiles({ result }: JobView): readonly string[] | null {
  if (typeof result !== 'object' || result === null || !('files' in result) || !Array.isArray(result.files)) return null
  const files: readonly unknown[] = result.files
  return files.flatMap((one) =>
    typeof one === 'object' && one !== null && 'file' in one && typeof one.file === 'string' ? [one.file] : [],
  )
}
