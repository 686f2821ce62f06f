import { z } from 'zod'
import { verdictSchema } from './summary.ts'

/**
 * One line of a workspace's list of runs. `createdMs` is wall clock and never reaches a published file. `unfinished`: told to end before
 * its last stage, or killed.
 */
export const runRecordSchema = z.object({
  runId: z.string(),
  pipeline: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled', 'unfinished']),
  verdict: verdictSchema.nullable(),
  createdMs: z.number(),
  configHash: z.string(),
  dataHash: z.string(),
  summaryPath: z.string().nullable(),
})
export type RunRecord = z.infer<typeof runRecordSchema>
