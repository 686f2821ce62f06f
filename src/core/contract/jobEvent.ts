import { z } from 'zod'

/** Pulse of a running job, at least once a second while working. `etaMs` is null until it can be estimated. */
export const beatEventSchema = z.object({
  type: z.literal('beat'),
  stage: z.string(),
  done: z.number(),
  total: z.number(),
  elapsedMs: z.number(),
  etaMs: z.number().nullable(),
  note: z.string(),
})

export const stageStartEventSchema = z.object({
  type: z.literal('stage-start'),
  stage: z.string(),
  elapsedSeconds: z.number(),
})

export const stageEndEventSchema = z.object({
  type: z.literal('stage-end'),
  stage: z.string(),
  elapsedSeconds: z.number(),
})

export const noteEventSchema = z.object({ type: z.literal('note'), text: z.string() })

/**
 * What a running job tells its listener. `elapsedSeconds` of a stage-start is counted from the start of the job,
 * of a stage-end from the start of that stage.
 */
export const jobEventSchema = z.discriminatedUnion('type', [
  beatEventSchema,
  stageStartEventSchema,
  stageEndEventSchema,
  noteEventSchema,
])
export type JobEvent = z.infer<typeof jobEventSchema>
export type BeatEvent = z.infer<typeof beatEventSchema>
