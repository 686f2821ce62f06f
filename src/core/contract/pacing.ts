import { z } from 'zod'

const instantMs = z.number()
const count = z.number().int().min(0)

/** One message that asks something, as the rules of the broker see it. */
export const pacedRequestSchema = z.strictObject({
  kind: z.enum(['bars', 'sessions', 'head', 'contract', 'time']),
  /** Everything that makes two requests the same one: contract, end, duration, bar size, what, hours. */
  identity: z.string(),
  /** Contract, exchange and tick type: the rule of six counts by it. */
  contractKey: z.string(),
  /** Bars of 30 seconds or less. */
  smallBars: z.boolean(),
  /** What it counts in ten minutes: 2 for BID_ASK, else 1. */
  weight: z.union([z.literal(1), z.literal(2)]),
})
export type PacedRequest = z.infer<typeof pacedRequestSchema>

/** `endedMs` null: still open at the gateway. */
export const sentRequestSchema = pacedRequestSchema.extend({
  ticket: count,
  atMs: instantMs,
  endedMs: instantMs.nullable(),
})
export type SentRequest = z.infer<typeof sentRequestSchema>

/** What the limiter remembers, kept across restarts. Wall clock, UTC milliseconds; `sent` in order of time. */
export const pacingStateSchema = z.strictObject({
  sent: z.array(sentRequestSchema),
  nextTicket: count,
  /** Pacing errors since the last answer that was none, and when the pause for the last one ends. */
  pacingErrors: count,
  penaltyEndsMs: instantMs.nullable(),
  /** When error 100 (too many messages) came. */
  messageErrorsMs: z.array(instantMs),
})
export type PacingState = z.infer<typeof pacingStateSchema>

/** Null: not a pacing state. */
export function readPacingState(value: unknown): PacingState | null {
  const parsed = pacingStateSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}
