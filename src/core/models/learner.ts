import type { Beat } from '../job/beat.ts'
import type { Outcome } from '../outcome/outcome.ts'
import type { RandomStream } from '../stats/seededStream.ts'
import type { HistogramKernels } from './boosting/histogramKernels.ts'
import type { LearningTable, LearningTask } from './learningTable.ts'
import type { MatrixKernels } from './neural/matrixKernels.ts'
import type { TrainedModelData } from './trainedModelData.ts'

/** What the machine offers to a fit. Results do not depend on which implementation stands behind them, nor on its threads. */
export type ModelKernels = { readonly histograms: HistogramKernels; readonly matrices: MatrixKernels }

export type FitContext = {
  /** All randomness of the fit. */
  readonly stream: RandomStream
  readonly beat: Beat
  readonly kernels: ModelKernels
}

/** One parameter of a kind of model, under the name that its users know (`n_estimators`, `max_depth`). */
export type LearnerParameter = {
  readonly name: string
  readonly meaning: string
  readonly standard: number
  readonly least: number
  readonly most: number
  readonly isWhole: boolean
  /** Where a search looks; not searched where it is left out. */
  readonly search?: { readonly from: number; readonly to: number; readonly scale: 'linear' | 'log' }
}

/** Chosen values of some parameters; the others have their standard value. Checked by `checkParameters` before a fit. */
export type LearnerSettings = Readonly<Record<string, number>>

/** What a fit may be told beside numbers. Constraints: a column's name to 1 (rising) or -1 (falling). */
export type FitOptions = {
  readonly monotone?: Readonly<Record<string, 1 | -1>>
  /** Columns whose values are codes of categories, not amounts. */
  readonly categorical?: readonly string[]
  /** Rows that are not learned from: training stops where their loss stops falling. Later than all training rows, purged as a test. */
  readonly stopRows?: Int32Array
  /** Goes on from this model, of the same kind and columns. */
  readonly from?: TrainedModelData
  /** Rows of the positive class count this many times; `balanced` makes both classes weigh the same. */
  readonly positiveWeight?: number | 'balanced'
}

/** A kind of model. */
export interface Learner {
  /** The name in `model_type`: `xgboost`, `ridge`, `lstm`. */
  readonly type: string
  readonly title: string
  readonly tasks: readonly LearningTask[]
  readonly parameters: readonly LearnerParameter[]
  /** Rows before a row that a prediction reads, itself not counted; 0 for all but sequence models. */
  readonly lookBackRows: (settings: LearnerSettings) => number
  /**
   * Fits on `rows` of the table (the training rows of one fold), and on nothing else: scalers, bins and encodings come from them too.
   * Failures: `no-training-rows`, `one-class-labels`, `constant-target`, and those that a kind of model names itself.
   */
  readonly fit: (
    table: LearningTable,
    rows: Int32Array,
    settings: LearnerSettings,
    options: FitOptions,
    context: FitContext,
  ) => Outcome<TrainedModel>
}

/** Additive parts of predictions: `base + sum of values[row * columns + column]` is the margin (log odds) or the value predicted. */
export type Contributions = { readonly base: number; readonly columns: number; readonly values: Float64Array }

/** A fitted model. Rows are those of the table given; columns must be those of the fit, by name and order. */
export interface TrainedModel {
  /** Plain data, fit for JSON; `trainedModelOf` makes the model of it again, bit for bit. */
  readonly data: TrainedModelData
  /** Regression: the expected target. Classification: 1 where the probability is at least a half, else 0. */
  readonly predict: (table: LearningTable, rows: Int32Array) => Float64Array
  /** Probability of target 1. Null for regression. */
  readonly predictProbability: ((table: LearningTable, rows: Int32Array) => Float64Array) | null
  /** Exact additive explanation, where the kind of model has one. */
  readonly explain: ((table: LearningTable, rows: Int32Array) => Contributions) | null
}
