import { z } from 'zod'

const count = z.number().int().min(1)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * First line of a sketch; the columns follow as little-endian float64. `contentHash`: of the series, as in its passport. `cleanBytes`: size
 * of the file that holds its bars. `sha256`: of the columns' bytes.
 */
const sketchHeaderSchema = z.strictObject({
  format: z.literal('assay-sketch-1'),
  contentHash: z.string(),
  cleanBytes: count,
  stepBars: count,
  totalBars: count,
  lastMs: z.number(),
  candles: count,
  sha256,
})
export type SketchHeader = z.infer<typeof sketchHeaderSchema>

export function parseSketchHeader(value: unknown): SketchHeader | null {
  const parsed = sketchHeaderSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}
