import type { RegressionTree } from './boosting/regressionTree.ts'
import type { LearningTask } from './learningTable.ts'
import type { StandardScaler } from './standardScaler.ts'

/** What every kind of trained model states. `names` are the columns it was fitted on, in order; `type` is its learner's. */
type Trained = { readonly type: string; readonly task: LearningTask; readonly names: readonly string[] }

/** value = intercept + coefficients . scaled; logistic: its sigmoid. Missing values are the training mean. */
export type LinearModelData = Trained & {
  readonly form: 'linear'
  readonly scaler: StandardScaler
  readonly intercept: number
  readonly coefficients: readonly number[]
}

/** Ordered target statistics of one column, frozen at the end of training: value of each known category, and of all others. */
export type CategoryCode = {
  readonly column: number
  readonly categories: readonly number[]
  readonly values: readonly number[]
  readonly otherwise: number
}

/** margin = base + sum of leaves (of their mean, where `averages`); boosted classification: the probability is its sigmoid; forests: the margin is the probability. */
export type TreeModelData = Trained & {
  readonly form: 'trees'
  readonly base: number
  readonly averages: boolean
  readonly link: 'identity' | 'logistic'
  readonly trees: readonly RegressionTree[]
  readonly categories: readonly CategoryCode[]
}

/** One array of weights, row-major. */
export type Weights = { readonly name: string; readonly shape: readonly number[]; readonly values: readonly number[] }

/** How a fit went: losses an epoch (that of stopping rows only where there were some), the epoch whose weights were kept (from 1), and what was left out. */
export type NeuralHistory = {
  readonly trainingLoss: readonly number[]
  readonly stopLoss: readonly number[]
  readonly keptEpoch: number
  readonly rows: number
  readonly rowsWithoutWindow: number
  readonly rowsWithoutTarget: number
}

/** `sequence` rows (1 for a perceptron) of scaled columns go in, oldest first. Regression: value = output * targetDeviation + targetMean. */
export type NeuralModelData = Trained & {
  readonly form: 'neural'
  readonly architecture: 'mlp' | 'lstm' | 'gru' | 'transformer' | 'tcn'
  readonly sequence: number
  readonly sizes: Readonly<Record<string, number>>
  readonly scaler: StandardScaler
  readonly targetMean: number
  readonly targetDeviation: number
  readonly weights: readonly Weights[]
  readonly history: NeuralHistory
}

/** voting and blending: weighted mean of the members' predictions; stacking: `meta` on the members' predictions, in order. */
export type EnsembleModelData = Trained & {
  readonly form: 'ensemble'
  readonly members: readonly TrainedModelData[]
  readonly memberWeights: readonly number[]
  readonly meta: LinearModelData | null
}

/** A fitted model as plain data: survives JSON unchanged. */
export type TrainedModelData = LinearModelData | TreeModelData | NeuralModelData | EnsembleModelData
