import { z } from 'zod'

/** A line of `pending/requests.jsonl`: what happened, as it happened. Times are wall clock, UTC milliseconds. */
export const downloadLogLineSchema = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('sent'),
    atMs: z.number(),
    kind: z.string(),
    identity: z.string(),
    attempt: z.number().int(),
  }),
  z.strictObject({ event: z.literal('ended'), atMs: z.number(), how: z.string(), text: z.string() }),
  z.strictObject({ event: z.literal('reconnected'), atMs: z.number() }),
  z.strictObject({ event: z.literal('resumed'), atMs: z.number() }),
])
export type DownloadLogLine = z.infer<typeof downloadLogLineSchema>
