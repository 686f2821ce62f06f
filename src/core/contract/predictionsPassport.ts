import { z } from 'zod'

export const MODEL_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/

const count = z.number().int().min(0)
const instant = z.iso.datetime({ precision: 3 })

/**
 * What is known of a model's predictions. Each is known at the close of the bar that its time names (the bar's start, UTC). `contentHash` is over symbols, times
 * and values in order; `withoutBar`: rows at whose time the stored series has no bar, or none yet.
 */
export const predictionsPassportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  model: z.string().regex(MODEL_ID_PATTERN),
  interval: z.string(),
  source: z.string(),
  contentHash: z.string(),
  rows: count,
  withoutBar: count,
  least: z.number(),
  most: z.number(),
  symbols: z.array(z.strictObject({ symbol: z.string(), rows: count, firstTime: instant, lastTime: instant })),
})
export type PredictionsPassport = z.infer<typeof predictionsPassportSchema>

/** Null where it is not one. */
export function readPredictionsPassport(value: unknown): PredictionsPassport | null {
  const parsed = predictionsPassportSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}
