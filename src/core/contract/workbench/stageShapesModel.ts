import { z } from 'zod'
import type { Outcome } from '../../outcome/outcome.ts'
import type { JsonValue } from '../jsonValue.ts'
import { readShape } from './readShape.ts'

const number = z.number().nullable()

/** What the page reads of the kept outputs of `select`, `optimize`, `ml-backtest` and `training-set`; other fields are passed over. */
const specification = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('logistic-regression'), l2: z.number() }),
  z.object({
    kind: z.literal('gradient-boosting'),
    parameters: z.object({
      trees: z.number(),
      depth: z.number(),
      learningRate: z.number(),
      minChildRows: z.number(),
      lambda: z.number(),
      rowSubsample: z.number(),
      columnSubsample: z.number(),
    }),
  }),
])
export type SpecificationShape = z.infer<typeof specification>

const winner = z.object({
  fold: z.number(),
  scheme: z.enum(['anchored', 'rolling']),
  choice: z
    .object({
      setting: z.object({ detectorId: z.string(), parameters: z.record(z.string(), z.number()) }),
      exit: z.object({ targetRanges: z.number(), stopRanges: z.number(), limitBars: z.number() }),
    })
    .nullable(),
})

const selectOutput = z.object({ configurations: z.number(), winners: z.array(winner) })
export type ModelSelectShape = z.infer<typeof selectOutput>

const foldScore = z.object({
  fold: z.number(),
  trainingRows: z.number(),
  logLoss: number,
  areaUnderRoc: number,
  refused: z.string().nullable(),
})

const optimizeOutput = z.object({
  draws: z.number(),
  choices: z.array(z.object({ draw: z.number(), threshold: z.number(), netReturnPerOffered: number }).nullable()),
  usedDefault: z.boolean(),
  note: z.string(),
  plan: z.object({
    folds: z.array(z.object({ specification, threshold: z.number() }).nullable()),
    patternAid: z.boolean(),
  }),
  nestedImprovement: z.object({ events: z.number(), mean: number, t: number }),
  adoptedFolds: z.array(z.boolean()),
  adopted: z.boolean(),
  patternAid: z.object({ requested: z.boolean(), used: z.boolean(), reason: z.string(), spread: number }),
  foldScores: z.array(foldScore),
})
export type OptimizeShape = z.infer<typeof optimizeOutput>

const testScore = z.object({
  fold: z.number(),
  model: z.string(),
  threshold: z.number(),
  offered: z.number(),
  taken: z.number(),
  areaUnderRoc: number,
  brierScore: number,
  meanNetOffered: number,
  meanNetTaken: number,
})
export type TestScoreShape = z.infer<typeof testScore>

/** Out-of-sample predictions of all folds, columns of one length: each fold's model on its own test events. Runs before 0.2 kept none. */
const predictions = z.object({
  fold: z.array(z.number()),
  decisionMs: z.array(z.number()),
  probability: z.array(z.number()),
  label: z.array(z.number()),
  netReturn: z.array(z.number()),
})
export type PredictionsShape = z.infer<typeof predictions>

/** Permutation importance on the fold's test events: mean rise of the log loss where the column alone is shuffled, and its deviation over the repeats. */
const foldImportance = z.object({
  fold: z.number(),
  rows: z.number(),
  names: z.array(z.string()),
  meanRise: z.array(z.number()),
  deviation: z.array(number),
})
export type FoldImportanceShape = z.infer<typeof foldImportance>

const span = z.object({ fromMs: z.number(), toMs: z.number() })
/**
 * A fold in time, ends not included. `purgedRows` of its training events reach over the end of the training block and are left out (`purge`: where
 * they were decided); the last fold's test is the sealed hold-out, an empty span. Runs before 0.2 kept none.
 */
const foldDates = z.object({
  fold: z.number(),
  scheme: z.enum(['anchored', 'rolling']),
  train: span,
  validation: span,
  test: span,
  trainingRows: z.number(),
  purgedRows: z.number(),
  purge: span.nullable(),
  embargoBars: z.number(),
  embargo: span.nullable(),
})
export type FoldDatesShape = z.infer<typeof foldDates>

const mlBacktestOutput = z.object({
  scores: z.array(testScore),
  predictions: predictions.optional(),
  importance: z.array(foldImportance).optional(),
  folds: z.array(foldDates).optional(),
})
export type ModelTestsShape = z.infer<typeof mlBacktestOutput>

const matrixPart = z.object({
  detector: z.string(),
  exit: z.string(),
  names: z.array(z.string()),
  rows: z.number(),
  gains: z.number(),
  effectiveRows: z.number(),
})
const trainingSetOutput = z.object({ features: z.number(), parts: z.array(matrixPart) })
export type TrainingSetShape = z.infer<typeof trainingSetOutput>

export function readModelSelect(value: JsonValue): Outcome<ModelSelectShape> {
  return readShape('select', selectOutput, value)
}

export function readOptimize(value: JsonValue): Outcome<OptimizeShape> {
  return readShape('optimize', optimizeOutput, value)
}

export function readModelTests(value: JsonValue): Outcome<ModelTestsShape> {
  return readShape('ml-backtest', mlBacktestOutput, value)
}

export function readTrainingSet(value: JsonValue): Outcome<TrainingSetShape> {
  return readShape('training-set', trainingSetOutput, value)
}
