import { z } from 'zod'

const whole = z.number().int()

/** What luck shows for a number of trials. Null where the spread of their Sharpe ratios is not known, or nothing was best. */
export const countedLuck = {
  trials: z.number(),
  /** V: of Sharpe ratios per UTC day. */
  varianceAcrossTrials: z.number().nullable(),
  /** Best annual Sharpe ratio (365 UTC days) that so many trials without skill are expected to show. */
  expectedBest: z.number().nullable(),
  /** Probability that the true Sharpe ratio of what was found best exceeds it. */
  deflatedSharpe: z.number().nullable(),
}

export const EFFECTIVE_METHODS = ['average-correlation', 'entropy', 'clusters'] as const

const splitsSchema = z.strictObject({
  blocks: whole,
  blockDays: whole,
  /** The oldest days, left out because the days are no multiple of the blocks. */
  droppedDays: whole,
  splits: whole,
  /** PBO: share of splits in which the best in sample is no better than the middle one out of sample. */
  probability: z.number(),
  /** Of the Sharpe ratio out of sample on that in sample, of what was chosen; null where it is not determined. */
  slope: z.number().nullable(),
  /** Share of splits in which what was chosen loses out of sample. */
  probabilityOfLoss: z.number(),
  /** What was chosen against the mean of all, out of sample. */
  dominance: z.strictObject({ first: z.boolean(), second: z.boolean(), largestExcess: z.number() }),
  /** Fewer than 8 configurations. */
  isFew: z.boolean(),
  /** Splits by the relative rank out of sample of what was chosen, in equal steps from 0 (worst) to 1. */
  ranks: z.array(whole),
  /** Annual Sharpe ratios of what was chosen, of some splits spread evenly over all. */
  points: z.strictObject({ inSample: z.array(z.number()), outOfSample: z.array(z.number()) }),
})

/** `sweeps/<id>/overfitting.json`: what choosing the best of a sweep is worth, from UTC-day returns of its configurations on the whole range. */
export const sweepOverfittingSchema = z.strictObject({
  schemaVersion: z.literal(1),
  sweepId: z.string().regex(/^[0-9a-f]{16}$/),
  studied: z.strictObject({
    configurations: whole,
    evaluated: whole,
    /** Not all of them: a seeded draw, and the best. */
    isSampled: z.boolean(),
    days: whole,
    /** Whose account never moves. */
    withoutSpread: whole,
  }),
  /** Null: too few configurations or days. */
  overfitting: splitsSchema.nullable(),
  /** Null: fewer than 4 configurations with a spread. */
  correlation: z
    .strictObject({
      /** Mean of all pairs among those studied. */
      average: z.number(),
      /** Configurations of which the next ones are made: a seeded draw where there are more. */
      configurations: whole,
      entropyRank: z.number(),
      clusters: whole,
      /** At most 0.25: the clusters are no structure, and their number is not used. */
      meanSilhouette: z.number(),
    })
    .nullable(),
  /** What judges: every trial in the ledger. */
  raw: z.strictObject(countedLuck),
  /** What stands beside it: the trials of this sweep as independent ones, and those before it. */
  effective: z.array(
    z.strictObject({
      method: z.enum(EFFECTIVE_METHODS),
      /** Independent trials that those of this sweep are worth. */
      ofSweep: z.number(),
      ...countedLuck,
    }),
  ),
  notes: z.array(z.string()),
})
export type SweepOverfitting = z.infer<typeof sweepOverfittingSchema>
export type EffectiveMethod = SweepOverfitting['effective'][number]['method']
