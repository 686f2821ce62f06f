import { z } from 'zod'

/** One job of a workspace, as its supervisor last wrote it. Times are UTC milliseconds; `leaseMs` is the last pulse. */
export const jobRecordSchema = z.object({
  id: z.string(),
  command: z.string(),
  spec: z.json(),
  /** The wish as a running engine understands it, so that it can be put again; not there where it has no words for it. */
  request: z.json().optional(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  pid: z.number().int(),
  runId: z.string().nullable(),
  createdMs: z.number(),
  leaseMs: z.number(),
  endedMs: z.number().nullable(),
  stage: z.string(),
  done: z.number(),
  total: z.number(),
  elapsedMs: z.number(),
  etaMs: z.number().nullable(),
  note: z.string(),
  trouble: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
})
export type JobRecord = z.infer<typeof jobRecordSchema>
export type JobState = JobRecord['state']
