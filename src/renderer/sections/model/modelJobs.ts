import type { z } from 'zod'
import type { JobKind, JobView } from '../../../core/contract/workbench/views.ts'

/** The newest job of a kind, of a version as the window names it (`ID@1f0a93bc`), or of none. */
export function newestJob(jobs: readonly JobView[], kind: JobKind, model: string | null): JobView | null {
  const own = jobs.filter((job) => job.kind === kind && (model === null || job.command.includes(model)))
  return own.reduce<JobView | null>(
    (newest, job) => (newest === null || job.startedMs >= newest.startedMs ? job : newest),
    null,
  )
}

/** What a finished job gave; null where it is not done, or its result is of another shape. */
export function resultOf<T>(job: JobView | null, schema: z.ZodType<T>): T | null {
  if (job?.state !== 'done') return null
  const read = schema.safeParse(job.result)
  return read.success ? read.data : null
}
