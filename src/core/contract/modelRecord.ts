import { z } from 'zod'
import type { JsonValue } from './jsonValue.ts'
import { ledgerBasisSchema } from './ledger.ts'
import { MODEL_ID_PATTERN } from './predictionsPassport.ts'
import { syntheticSchema } from './workspace.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().min(0)
const instant = z.iso.datetime({ precision: 3 })
const modelId = z.string().regex(MODEL_ID_PATTERN)

export const MODEL_STAGES = ['candidate', 'shadow', 'production', 'retired'] as const
export type ModelStage = (typeof MODEL_STAGES)[number]

const assumptionSchema = z.strictObject({ field: z.string(), value: z.json(), meaning: z.string() })
const matrixReferenceSchema = z.strictObject({ name: z.string(), sha256, contentSha256: sha256 })

/** `models/<ID>/versions/<sha8>/manifest.json` and `config_<sha8>.json`: what a version of a model is, written before it is trained. */
export const trainManifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  modelId,
  /** Of all that decides the version's bytes; its first 8 digits name its files. */
  sha256,
  engineVersion: z.string(),
  modelType: z.string(),
  task: z.enum(['classification', 'regression']),
  matrix: matrixReferenceSchema,
  target: z.strictObject({ name: z.string(), horizonBars: count, formula: z.string() }),
  features: z.array(z.string()).min(1),
  instruments: z.array(z.string()).min(1),
  interval: z.string(),
  /** Completed; enough to train it again on the same matrix. */
  spec: z.json(),
  configSha256: sha256,
  seed: z.number().int(),
  /** Rows that may be learned from, and the decisions of the first and the last of them. */
  rows: count,
  firstTime: instant,
  lastTime: instant,
  /** When the last label that may be learned from is known. */
  labelsEnd: instant,
  /** The version that it goes on from: it learns from rows decided after that one's labels end. Null: it begins anew. */
  from: z.strictObject({ modelId, sha256, modelSha256: sha256, labelsEnd: instant }).nullable(),
  holdOut: z.strictObject({ sealedFrom: instant.nullable() }),
  synthetic: syntheticSchema.nullable(),
  /** Its name in the ledger. */
  runId: z.string().regex(/^[0-9a-f]{16}$/),
  assumptions: z.array(assumptionSchema),
  warnings: z.array(z.string()),
  notes: z.array(z.string()),
})
export type TrainManifest = z.infer<typeof trainManifestSchema>

export const trainLedgerSchema = z.strictObject({ schemaVersion: z.literal(1), basis: ledgerBasisSchema })

const scores = z.record(z.string(), z.number().nullable())
const settings = z.record(z.string(), z.number())
/** Mean and sample deviation; null where there is no value, or only one. */
const spreadSchema = z.strictObject({ mean: z.number().nullable(), deviation: z.number().nullable(), count })

const foldSchema = z.strictObject({
  fold: count,
  trainRows: count,
  testRows: count,
  purged: count,
  embargoed: count,
  trainFrom: instant,
  trainTo: instant,
  testFrom: instant,
  testTo: instant,
  /** Share of the class 1 (classification), mean of the target (regression). */
  trainBase: z.number(),
  testBase: z.number(),
  stopRows: count,
  settings,
  /** Always predicts the training part's base. */
  baseline: scores,
  seeds: z.array(z.strictObject({ seed: count, scores })),
})
export type TrainedFold = z.infer<typeof foldSchema>

const searchedSchema = z.strictObject({
  /** The outer fold whose training part was searched; null: all rows, for the model that is kept. */
  fold: count.nullable(),
  draws: z.array(z.strictObject({ settings, loss: z.number().nullable(), trouble: z.string().nullable() })),
  chosen: count,
})

const importanceSchema = z.strictObject({
  feature: z.string(),
  group: count,
  mean: z.number(),
  deviation: z.number().nullable(),
  folds: z.array(z.number()),
  groupMean: z.number().nullable(),
  groupDeviation: z.number().nullable(),
  /** Mean over folds of the deviation over their repeats: what chance in the shuffling alone does. */
  repeatDeviation: z.number().nullable(),
  /** Share of the folds in which the loss rose. */
  risingFolds: z.number(),
  /** One-sided p of the mean over folds being above 0; folds share training rows, so it is too small. */
  p: z.number().nullable(),
  /** 1 for the greatest; over the folds. */
  meanRank: z.number(),
  rankDeviation: z.number(),
})
export type FeatureImportance = z.infer<typeof importanceSchema>

/** How alike rankings of the columns are. Correlations are Spearman's of all pairs; `topShared`: of the greatest `top` columns, `topByChance` of them by chance. */
const stabilitySchema = z.strictObject({
  rankings: count,
  meanCorrelation: z.number().nullable(),
  leastCorrelation: z.number().nullable(),
  top: count,
  topShared: z.number().nullable(),
  topByChance: z.number(),
})
export type ImportanceStability = z.infer<typeof stabilitySchema>

/** How far a column's test rows lie from the training rows of their fold. Null where it has fewer than two values in training. */
const driftSchema = z.strictObject({
  feature: z.string(),
  folds: z.array(
    z
      .strictObject({
        /** Population stability index, and how often it is what chance alone makes of it. */
        index: z.number(),
        ratio: z.number(),
        /** Of an index as large without a move, as if rows were independent: for slow columns too small. */
        p: z.number(),
      })
      .nullable(),
  ),
  meanIndex: z.number().nullable(),
  meanRatio: z.number().nullable(),
})
export type FeatureDrift = z.infer<typeof driftSchema>

const dependenceSchema = z.strictObject({
  feature: z.string(),
  /** In which it was among the most important columns. */
  folds: count,
  /** Quantiles of the column; at each of them the mean prediction (probability of the class 1, or value), and its deviation over folds. */
  values: z.array(z.number()),
  mean: z.array(z.number()),
  deviation: z.array(z.number().nullable()),
  /** Quantiles of the prediction over rows, 10 and 90 %; means over folds. */
  low: z.array(z.number()),
  high: z.array(z.number()),
  /** Of the column, least and greatest included. */
  deciles: z.array(z.number()),
  /** Columns close to it in rank: moving this one alone asks about rows that do not occur. */
  closeTo: z.array(z.strictObject({ feature: z.string(), correlation: z.number() })),
})
export type FeatureDependence = z.infer<typeof dependenceSchema>

const contributionSchema = z.strictObject({
  feature: z.string(),
  mean: z.number(),
  deviation: z.number().nullable(),
})

/** `artifacts/metrics/validation_<sha8>.json`. All scores are of rows that the model in question had not learned from. */
export const validationReportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  modelId,
  sha256,
  task: z.enum(['classification', 'regression']),
  /** The score that choices are made by; lower is better. */
  loss: z.string(),
  method: z.string(),
  gap: z.strictObject({ askedBars: count, askedMs: z.number(), usedMs: z.number() }),
  purgedRows: count,
  embargoedRows: count,
  /** Each score over folds (of the mean over seeds), and over seeds (of the mean over folds). */
  scores: z.record(z.string(), z.strictObject({ overFolds: spreadSchema, overSeeds: spreadSchema })),
  baseline: z.record(z.string(), spreadSchema),
  /** Of the predictions that are kept: each row once, the mean over seeds and paths. */
  pooled: scores,
  folds: z.array(foldSchema),
  paths: z.array(z.strictObject({ path: count, scores })),
  calibration: z
    .strictObject({
      method: z.enum(['none', 'platt', 'isotonic']),
      bins: z.array(
        z.strictObject({
          rows: count,
          meanProbability: z.number(),
          observedShare: z.number(),
          low: z.number(),
          high: z.number(),
        }),
      ),
      /** Over those bins, fractions of probability. Brier score = reliability - resolution + uncertainty + withinBins. */
      error: z
        .strictObject({
          expected: z.number(),
          maximum: z.number(),
          brier: z.number(),
          reliability: z.number(),
          resolution: z.number(),
          uncertainty: z.number(),
          withinBins: z.number(),
        })
        .nullable(),
    })
    .nullable(),
  search: z
    .strictObject({ method: z.enum(['random', 'tpe']), innerSplits: count, parts: z.array(searchedSchema) })
    .nullable(),
  learningCurve: z.array(
    z.strictObject({ share: z.number(), rows: z.number(), train: spreadSchema, test: spreadSchema }),
  ),
  importance: z.strictObject({
    measure: z.string(),
    repeats: count,
    /** Test rows of each fold that it was measured on, at most. */
    mostRows: count,
    rows: z.array(importanceSchema),
    stability: z.strictObject({ overFolds: stabilitySchema.nullable(), overSeeds: stabilitySchema.nullable() }),
  }),
  /** Mean size of what a column adds to a prediction, over test rows: mean and deviation over folds, the greatest first. Null: the kind of model has no exact parts, or they take too long. */
  contributions: z
    .strictObject({
      unit: z.enum(['log-odds', 'probability', 'value']),
      /** Test rows of a fold, at least. */
      leastRows: count,
      rows: z.array(contributionSchema),
    })
    .nullable(),
  /** The most important columns. */
  dependence: z.strictObject({ rows: count, columns: z.array(dependenceSchema) }),
  /** By mean ratio, the greatest first. `mostRows`: of training and of test rows of a fold, at most. */
  drift: z.strictObject({ mostRows: count, rows: z.array(driftSchema) }),
  /** Rank information coefficient of the pooled predictions: Spearman's correlation between the instruments of one time. Null: too few instruments. */
  rankInformation: z
    .strictObject({
      mean: z.number(),
      deviation: z.number().nullable(),
      t: z.number().nullable(),
      dates: count,
      datesWithout: count,
      /** Of the Newey-West error of t: a label's bars, less one. */
      lag: count,
    })
    .nullable(),
  trials: z.strictObject({ own: count, before: count }),
  notes: z.array(z.string()),
})
export type ValidationReport = z.infer<typeof validationReportSchema>

/** `versions/<sha8>/complete.json`, written last: the SHA-256 of every file of the version, by its path below the model's folder. */
export const trainCompleteSchema = z.strictObject({ schemaVersion: z.literal(1), files: z.record(z.string(), sha256) })
export type TrainComplete = z.infer<typeof trainCompleteSchema>

const scoreSummarySchema = z.strictObject({
  name: z.string(),
  mean: z.number().nullable(),
  deviation: z.number().nullable(),
})

/** A version in the registry (`workspace.sqlite`). */
export const modelVersionSchema = z.strictObject({
  modelId,
  sha256,
  stage: z.enum(MODEL_STAGES),
  createdMs: z.number(),
  modelType: z.string(),
  task: z.enum(['classification', 'regression']),
  engineVersion: z.string(),
  matrix: matrixReferenceSchema,
  configSha256: sha256,
  runId: z.string(),
  trials: count,
  modelSha256: sha256,
  predictionsHash: sha256,
  features: count,
  rows: count,
  synthetic: z.boolean(),
  scores: z.array(scoreSummarySchema),
})
export type ModelVersion = z.infer<typeof modelVersionSchema>

/** A change of stage; only ever added. */
export const stageChangeSchema = z.strictObject({
  modelId,
  sha256,
  from: z.enum(MODEL_STAGES).nullable(),
  to: z.enum(MODEL_STAGES),
  reason: z.string(),
  atMs: z.number(),
})
export type StageChange = z.infer<typeof stageChangeSchema>

export type ModelAssumption = { readonly field: string; readonly value: JsonValue; readonly meaning: string }
