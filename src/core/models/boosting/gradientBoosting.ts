import type { Beat } from '../../job/beat.ts'
import { type Outcome, success } from '../../outcome/outcome.ts'
import type { RandomStream } from '../../stats/seededStream.ts'
import type { FeatureMatrix } from '../featureMatrix.ts'
import { sigmoid } from '../sigmoid.ts'
import { classWeights, type TrainingSet } from '../trainingSet.ts'
import { type BinnedMatrix, binMatrix } from './binnedMatrix.ts'
import { type BoostingParameters, checkBoostingParameters } from './boostingParameters.ts'
import { fitFeatureBins } from './featureBins.ts'
import { addTreeToMargin, createTreeGrower, growTree } from './growTree.ts'
import { type RegressionTree, treeValue } from './regressionTree.ts'
import { sampleWithoutReplacement } from './sampleWithoutReplacement.ts'

/** The margin (log odds) of a row is `baseMargin` plus one leaf value of every tree. Plain data. */
export type BoostedTrees = { readonly baseMargin: number; readonly trees: readonly RegressionTree[] }

/**
 * Histogram gradient boosting of trees for weighted log loss (Friedman 2001; Chen & Guestrin 2016): gradient w (p - y), hessian w p (1 - p),
 * leaf -learningRate G / (H + lambda), start at the log odds of the weighted base rate. Bins are fitted on the rows of `set`, which must be
 * the training rows of one fold. Same set, parameters and stream give the same trees. One beat a tree.
 * Fails with `no-training-rows` and `one-class-labels`.
 */
export function fitGradientBoosting(
  set: TrainingSet,
  parameters: BoostingParameters,
  stream: RandomStream,
  beat: Beat,
): Outcome<BoostedTrees> {
  const binned = binMatrix(set.features, fitFeatureBins(set.features, parameters.maximumBins))
  return fitBinnedBoosting(set, binned, parameters, stream, beat)
}

/** As `fitGradientBoosting`, with bins made before: for many fits of one fold's training rows. */
export function fitBinnedBoosting(
  set: TrainingSet,
  binned: BinnedMatrix,
  parameters: BoostingParameters,
  stream: RandomStream,
  beat: Beat,
): Outcome<BoostedTrees> {
  checkBoostingParameters(parameters)
  const classes = classWeights(set)
  if (!classes.ok) return classes
  const { rows, columns } = binned
  const baseMargin = Math.log(classes.value.positive / classes.value.negative)
  const margin = new Float64Array(rows).fill(baseMargin)
  const gradient = new Float64Array(rows)
  const hessian = new Float64Array(rows)
  const rowBuffer = new Int32Array(rows)
  const columnBuffer = new Int32Array(columns)
  const rowsTaken = Math.max(1, Math.round(parameters.rowSubsample * rows))
  const columnsTaken = Math.min(columns, Math.max(1, Math.round(parameters.columnSubsample * columns)))
  const grower = createTreeGrower(binned, parameters)
  const trees: RegressionTree[] = []
  for (let tree = 0; tree < parameters.trees; tree++) {
    beat(tree, parameters.trees, 'gradient boosting')
    differentiateLogLoss(set, margin, gradient, hessian)
    const treeRows = sampleWithoutReplacement(rows, rowsTaken, stream, rowBuffer)
    const treeColumns = sampleWithoutReplacement(columns, columnsTaken, stream, columnBuffer)
    const grown = growTree(grower, treeRows, treeColumns, gradient, hessian)
    addTreeToMargin(margin, grown, binned)
    trees.push(grown.tree)
  }
  return success({ baseMargin, trees })
}

/** Probability of label 1 for every row, from the first `treeCount` trees (all where not given). */
export function predictBoosting(
  model: BoostedTrees,
  features: FeatureMatrix,
  treeCount: number = model.trees.length,
): Float64Array {
  const margin = new Float64Array(features.rows).fill(model.baseMargin)
  for (let t = 0; t < treeCount; t++) {
    const tree = model.trees[t]!
    for (let row = 0; row < margin.length; row++)
      margin[row]! += treeValue(tree, features.values, row * features.columns)
  }
  return margin.map(sigmoid)
}

function differentiateLogLoss(
  { label, weight }: TrainingSet,
  margin: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  for (let row = 0; row < margin.length; row++) {
    const probability = sigmoid(margin[row]!)
    gradient[row] = weight[row]! * (probability - label[row]!)
    hessian[row] = weight[row]! * probability * (1 - probability)
  }
}
