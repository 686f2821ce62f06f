import type { Beat } from '../../job/beat.ts'
import { type Calibrator, fitCalibrator } from '../../models/calibration/calibrator.ts'
import type {
  FitContext,
  FitOptions,
  Learner,
  LearnerSettings,
  ModelKernels,
  TrainedModel,
} from '../../models/learner.ts'
import type { LearningTable } from '../../models/learningTable.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { createStream } from '../../stats/seededStream.ts'
import { planInner, planStop } from './planRows.ts'
import { sampleWeights } from './rowWeights.ts'
import type { TrainPayload } from './trainingTask.ts'

/** What units of a training are computed with. */
export type TrainBench = TrainPayload & {
  readonly learner: Learner
  readonly kernels: ModelKernels
  readonly validation: TrainPayload['recipe']['validation']
  /** Of the settings that the person gave. */
  readonly lookBackRows: number
  readonly featureBars: number
}

/** `predict`: calibrated probabilities of the class 1, or values; NaN where the model has no prediction (too few rows before it). */
export type FittedRows = {
  readonly model: TrainedModel
  readonly calibrator: Calibrator | null
  readonly trainRows: Int32Array
  readonly stopRows: number
  readonly predict: (rows: Int32Array) => Float64Array
}

/** `name` keys the stream of draws. */
export type FitWish = { readonly settings: LearnerSettings; readonly name: string; readonly seed: number }

const LEAST_ROWS = 30
const LEAST_CLASS_ROWS = 5

/**
 * Fits on some rows and on nothing else: weights, scalers, the rows that end the training and those that calibrate it all come from them.
 * Errors: `too-few-events`, `one-class-labels`, `too-few-of-a-class`, `constant-target`, and those of the learner.
 */
export function fitRows(bench: TrainBench, rows: Int32Array, wish: FitWish, beat: Beat): Outcome<FittedRows> {
  const plain = fitPlain(bench, rows, wish, beat)
  if (!plain.ok || bench.recipe.calibration === 'none' || bench.data.table.task === 'regression') return plain
  const calibrator = calibrateOn(bench, rows, wish, bench.recipe.calibration, beat)
  if (!calibrator.ok) return calibrator
  const { predict } = plain.value
  return success({
    ...plain.value,
    calibrator: calibrator.value,
    predict: (asked) => {
      const plainly = predict(asked)
      return calibrator.value.apply(plainly).map((value, at) => (Number.isNaN(plainly[at]!) ? Number.NaN : value))
    },
  })
}

/** Without calibration. Errors: those of `fitRows`. */
export function fitPlain(bench: TrainBench, rows: Int32Array, wish: FitWish, beat: Beat): Outcome<FittedRows> {
  const { data, recipe, learner, kernels } = bench
  const parted = partForStop(bench, rows)
  if (!parted.ok) return parted
  const { train, stop } = parted.value
  const guarded = guardRows(data.table, train)
  if (!guarded.ok) return guarded
  const table = weighted(bench, train, stop)
  const context: FitContext = { stream: createStream(recipe.seed + wish.seed, wish.name), beat, kernels }
  const from = bench.from[wish.seed % bench.from.length]
  const options: FitOptions = {
    ...recipe.options,
    ...(stop.length === 0 ? {} : { stopRows: stop }),
    ...(from === undefined ? {} : { from }),
  }
  const fitted = learner.fit(table, train, wish.settings, options, context)
  if (!fitted.ok) return fitted
  const model = fitted.value
  const predict = (asked: Int32Array) => (model.predictProbability ?? model.predict)(table, asked)
  return success({ model, calibrator: null, trainRows: train, stopRows: stop.length, predict })
}

/** Those of some rows that a model has a prediction of. */
export function predictedRows(
  { predict }: Pick<FittedRows, 'predict'>,
  rows: Int32Array,
): { readonly rows: Int32Array; readonly predicted: Float64Array } {
  const predicted = predict(rows)
  if (!predicted.some(Number.isNaN)) return { rows, predicted }
  return {
    rows: rows.filter((_, at) => !Number.isNaN(predicted[at]!)),
    predicted: predicted.filter((value) => !Number.isNaN(value)),
  }
}

/** The end of the training rows, and those before it that are clear of it. */
function partForStop(
  bench: TrainBench,
  rows: Int32Array,
): Outcome<{ readonly train: Int32Array; readonly stop: Int32Array }> {
  const { stopShare } = bench.recipe
  if (stopShare === null) return success({ train: rows, stop: new Int32Array(0) })
  const split = planStop(bench, rows, stopShare)
  return split.ok ? success({ train: split.value.train, stop: split.value.test }) : split
}

function weighted({ data, recipe }: TrainBench, train: Int32Array, stop: Int32Array): LearningTable {
  const weight = sampleWeights(data, train, recipe)
  if (stop.length > 0) {
    const ofStop = sampleWeights(data, stop, recipe)
    for (const row of stop) weight[row] = ofStop[row]!
  }
  return { ...data.table, weight }
}

function guardRows({ task, target }: LearningTable, rows: Int32Array): Outcome<void> {
  if (rows.length < LEAST_ROWS)
    return failure(
      'too-few-events',
      `${rows.length} rows are left to learn from after purging; ${LEAST_ROWS} are needed.`,
      'Use a longer history, fewer splits, a shorter horizon of the target, or more allowed hours.',
    )
  if (task === 'regression') {
    const first = target[rows[0]!]!
    return rows.some((row) => target[row]! !== first)
      ? success(undefined)
      : failure('constant-target', `All ${rows.length} targets to learn from are ${first}.`, 'Choose another target.')
  }
  const positives = rows.reduce((sum, row) => sum + target[row]!, 0)
  const rarer = Math.min(positives, rows.length - positives)
  if (rarer === 0)
    return failure(
      'one-class-labels',
      `All ${rows.length} labels to learn from are ${positives === 0 ? 0 : 1}, so there is nothing to tell apart.`,
      'Use a longer history, or a target that both kinds of rows reach.',
    )
  if (rarer >= LEAST_CLASS_ROWS) return success(undefined)
  return failure(
    'too-few-of-a-class',
    `Only ${rarer} of ${rows.length} rows to learn from are of the rarer class; ${LEAST_CLASS_ROWS} are needed.`,
    'Use a longer history, fewer splits, or a target that both kinds of rows reach.',
  )
}

function calibrateOn(
  bench: TrainBench,
  rows: Int32Array,
  wish: FitWish,
  method: 'platt' | 'isotonic',
  beat: Beat,
): Outcome<Calibrator> {
  const plan = planInner(bench, rows)
  if (!plan.ok) return plan
  const probability: number[] = []
  const label: number[] = []
  for (const [place, { train, test }] of plan.value.splits.entries()) {
    const fitted = fitPlain(bench, train, { ...wish, name: `${wish.name}/calibration-${place}` }, beat)
    if (!fitted.ok) return fitted
    const known = predictedRows(fitted.value, test)
    probability.push(...known.predicted)
    for (const row of known.rows) label.push(bench.data.table.target[row]!)
  }
  return fitCalibrator(method, Float64Array.from(probability), Uint8Array.from(label))
}
