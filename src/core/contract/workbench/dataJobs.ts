import { z } from 'zod'

const text = z.string().max(1_000)

export const downloadJobSchema = z.strictObject({
  kind: z.literal('download'),
  from: text.optional(),
  to: text.optional(),
  host: text.optional(),
  port: z.number().int().min(1).max(65_535).optional(),
  clientId: z.number().int().min(0).optional(),
  what: z.enum(['AGGTRADES', 'TRADES', 'MIDPOINT', 'BID', 'ASK']).optional(),
  allHours: z.boolean().optional(),
  venue: text.optional(),
  symbols: z.array(z.string().max(32)).max(500).optional(),
  politeMs: z.number().int().min(0).optional(),
})
/** Runs such a download again after each bar that closes, until it is cancelled; in between other jobs may use the workspace. */
export const watchJobSchema = downloadJobSchema.omit({ from: true, to: true }).extend({ kind: z.literal('watch') })
export const sampleJobSchema = z.strictObject({
  kind: z.literal('sample'),
  sample: z.enum(['market', 'noise', 'planted']),
  strength: z.number().min(0).max(6).optional(),
  seed: z.number().int().min(0).optional(),
  bars: z.number().int().min(100).max(2_000_000).optional(),
})
