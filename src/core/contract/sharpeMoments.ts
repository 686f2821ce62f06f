import { z } from 'zod'

/** What a probability about a Sharpe ratio needs of returns per period of a calendar clock; the kurtosis is not the excess one. */
export const sharpeMomentsSchema = z.strictObject({
  sharpePerPeriod: z.number(),
  observations: z.number().int(),
  skewness: z.number(),
  kurtosis: z.number(),
})
export type SharpeMoments = z.infer<typeof sharpeMomentsSchema>
