import { z } from 'zod'
import { backtestManifestSchema } from './backtestRecord.ts'
import { OPTIMIZATION_METRICS } from './backtestSpec.ts'
import { RISK_PROFILES } from './leaderboard.ts'
import { ledgerBasisSchema } from './ledger.ts'

const instant = z.iso.datetime({ precision: 3 })
const sweepId = z.string().regex(/^[0-9a-f]{16}$/)

const axisSchema = z.strictObject({
  name: z.string(),
  part: z.enum(['strategy', 'terms']),
  isOrdered: z.boolean(),
  domain: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('list'), values: z.array(z.json()) }),
    z.strictObject({
      kind: z.literal('steps'),
      from: z.number(),
      step: z.number(),
      count: z.number().int(),
      scale: z.enum(['linear', 'log']),
    }),
    z.strictObject({ kind: z.literal('span'), from: z.number(), to: z.number(), scale: z.enum(['linear', 'log']) }),
  ]),
})

/** Bars [fromBar, toBar) of the market on which all configurations of a pass are evaluated. Fold 0 is the whole range, the others the training parts of walk-forward. */
const passSchema = z.strictObject({
  fold: z.number().int(),
  fromBar: z.number().int(),
  toBar: z.number().int(),
  firstTime: instant,
  lastTime: instant,
})

/** What a person asked for, the specification as it stood in its file and the flags beside it; `predictions`: the name of a file of them, kept as `predictions.parquet`. */
const wishSchema = z.strictObject({
  written: z.json(),
  strategy: z.string().optional(),
  model: z.string().optional(),
  predictions: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  method: z.enum(['grid', 'random', 'tpe', 'genetic']).optional(),
  trials: z.number().optional(),
  seed: z.number().optional(),
})
export type KeptSweepWish = z.infer<typeof wishSchema>

/** `sweeps/<id>/manifest.json`: what a sweep is, written before its first trial. `base` is what every configuration starts from. */
export const sweepManifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  sweepId,
  base: backtestManifestSchema.omit({ schemaVersion: true, backtestId: true, ledgerBasis: true }),
  axes: z.array(axisSchema),
  method: z.enum(['grid', 'random', 'tpe', 'genetic']),
  /** Configurations to evaluate in a pass, at most. */
  trials: z.number().int(),
  /** Of the space; null where it cannot be counted. */
  size: z.number().nullable(),
  /** Configurations that are proposed at once; null for a grid and for random draws, which learn nothing. */
  batchRows: z.number().int().nullable(),
  objective: z.enum(OPTIMIZATION_METRICS),
  constraints: z.record(z.string(), z.string()),
  riskProfile: z.enum(RISK_PROFILES),
  walkForward: z.strictObject({ folds: z.number().int(), anchored: z.boolean() }).nullable(),
  passes: z.array(passSchema),
  notes: z.array(z.string()),
  /** Absent of a sweep that was made before it was kept. */
  wish: wishSchema.optional(),
})
export type SweepManifest = z.infer<typeof sweepManifestSchema>

/** `sweeps/<id>/ledger.json`: what others had tried on these symbols when this sweep began. */
export const sweepLedgerSchema = z.strictObject({ schemaVersion: z.literal(1), basis: ledgerBasisSchema })

/** Scores of the evaluated configurations around one, itself included; `valued` of the `neighbours` have one. */
const neighbourhoodSchema = z.strictObject({
  mean: z.number().nullable(),
  least: z.number().nullable(),
  neighbours: z.number().int(),
  valued: z.number().int(),
})

/** A configuration, by its row in `results.parquet` (0-based). `figures` are those of the objective and the constraints; null where there is none. */
const foundSchema = z.strictObject({
  row: z.number().int(),
  parameters: z.record(z.string(), z.json()),
  figures: z.record(z.string(), z.number().nullable()),
  neighbourhood: neighbourhoodSchema,
  /** Probability that its Sharpe ratio exceeds the best one that luck gives among all trials; UTC days. */
  deflatedSharpe: z.number().nullable(),
  /** UTC days that a record like this must have before its Sharpe ratio is above 0 with 95 % probability, and that it has; null: no length is enough. */
  minimumTrackRecordDays: z.number().nullable(),
  observedDays: z.number().int(),
})
export type FoundConfiguration = z.infer<typeof foundSchema>

const foldResultSchema = z.strictObject({
  fold: z.number().int(),
  /** Null: no configuration kept the constraints in training; the test then holds cash. */
  parameters: z.record(z.string(), z.json()).nullable(),
  trainScore: z.number().nullable(),
  /** On the test bars, which begin after those of training end. */
  testFigures: z.record(z.string(), z.number().nullable()),
  testFirstTime: instant,
  testLastTime: instant,
})

/** `sweeps/<id>/summary.json`. Ratios are annual where not said otherwise. */
export const sweepSummarySchema = z.strictObject({
  schemaVersion: z.literal(1),
  sweepId,
  /** Of fold 0. `leftOut`: parameters that make no sense together or repeat another configuration, known for a grid only. */
  evaluated: z.number().int(),
  leftOut: z.number().int().nullable(),
  withoutValue: z.number().int(),
  brokeConstraints: z.number().int(),
  trials: z.strictObject({ own: z.number().int(), before: z.number().int(), all: z.number().int() }),
  /** Of the Sharpe ratios per UTC day across all these trials. */
  varianceAcrossTrials: z.number().nullable(),
  /** Best annual Sharpe ratio (365 UTC days) that so many trials without any skill are expected to show. */
  expectedBestByLuck: z.number().nullable(),
  /** Annual Sharpe ratio of the best configuration on the same days, to be put beside it. */
  bestSharpe: z.number().nullable(),
  best: foundSchema.nullable(),
  /** The centre of the best plateau: what is proposed. Null where no neighbourhood tells anything. */
  plateau: foundSchema.nullable(),
  walkForward: z
    .strictObject({ folds: z.array(foldResultSchema), stitched: z.record(z.string(), z.number().nullable()) })
    .nullable(),
  notes: z.array(z.string()),
})
export type SweepSummary = z.infer<typeof sweepSummarySchema>

/** `sweeps/<id>/complete.json`, written last: the SHA-256 of every file of the sweep. */
export const sweepCompleteSchema = z.strictObject({
  schemaVersion: z.literal(1),
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
})
export type SweepComplete = z.infer<typeof sweepCompleteSchema>
