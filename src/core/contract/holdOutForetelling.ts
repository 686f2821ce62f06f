import { z } from 'zod'

const instant = z.iso.datetime({ precision: 3 })
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().min(0)
const scores = z.record(z.string(), z.number().nullable())

/**
 * `models/<ID>/versions/<sha8>/hold-out.json`: what the model that is kept of a version said of the rows of a hold-out that it never saw. `withTarget`: rows whose outcome is known by
 * now; `scores` are of those, `always` of always saying their base in the training rows, `outOfFold` of the version's own out-of-fold predictions.
 */
export const holdOutForetellingSchema = z.strictObject({
  schemaVersion: z.literal(1),
  modelId: z.string(),
  sha256,
  engineVersion: z.string(),
  interval: z.string(),
  sealedFrom: instant,
  firstTime: instant,
  lastTime: instant,
  /** Start of the newest bar that there was: with newer ones the hold-out is longer. */
  newestBar: instant,
  rows: count,
  withTarget: count,
  /** Over symbols, times and signals, as `predictions.json` has it. */
  contentHash: sha256,
  scores,
  always: scores,
  outOfFold: scores,
  openings: z.array(z.strictObject({ symbols: z.string(), openings: count })),
  notes: z.array(z.string()),
})
export type HoldOutForetelling = z.infer<typeof holdOutForetellingSchema>
