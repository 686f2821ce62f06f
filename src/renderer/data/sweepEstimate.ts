import { z } from 'zod'

const estimateSchema = z.object({
  estimate: z.object({
    configurations: z.number(),
    sampled: z.number(),
    millisecondsEach: z.number(),
    seconds: z.number(),
    memoryMiB: z.number(),
    diskMiB: z.number(),
  }),
  luck: z.object({
    trialsBefore: z.number(),
    trials: z.number(),
    days: z.number(),
    bestSharpe: z.number().nullable(),
    power: z
      .object({
        years: z.number(),
        detectable: z.number().nullable(),
        target: z.number(),
        yearsForTarget: z.number().nullable(),
      })
      .nullable(),
  }),
})
type SweepEstimateFacts = z.infer<typeof estimateSchema>

/** What a job that only estimated gave; null: it gave none, as where the same sweep is there already. */
export function sweepEstimate(result: unknown): SweepEstimateFacts | null {
  const read = estimateSchema.safeParse(result)
  return read.success ? read.data : null
}
