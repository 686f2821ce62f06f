import type { Beat } from '../../job/beat.ts'
import { type Outcome, success } from '../../outcome/outcome.ts'
import type { RandomStream } from '../../stats/seededStream.ts'
import type { FeatureMatrix } from '../featureMatrix.ts'
import { sigmoid } from '../sigmoid.ts'
import { classWeights, type TrainingSet } from '../trainingSet.ts'
import { type BoostingParameters, checkBoostingParameters } from './boostingParameters.ts'
import { boostTrees } from './boostTrees.ts'
import { MAXIMUM_BINS } from './columnThresholds.ts'
import { fillRoom } from './fillRoom.ts'
import { javascriptHistogramKernels } from './javascriptHistogramKernels.ts'
import { type RegressionTree, treeValue } from './regressionTree.ts'
import { type RoomWish, roomSizeOf } from './roomSize.ts'
import type { Growth } from './treeGrower.ts'
import { TERM } from './treeRoom.ts'

/** The margin (log odds) of a row is `baseMargin` plus one leaf value of every tree. Plain data. */
export type BoostedTrees = { readonly baseMargin: number; readonly trees: readonly RegressionTree[] }

/**
 * Level-wise gradient boosting for weighted log loss, started at the log odds of the weighted base rate; see `boostTrees`. Bins are fitted on the rows of
 * `set`, which must be the training rows of one fold. Rows without weight are not looked at. Same set, parameters and stream give the same trees.
 * Fails with `no-training-rows` and `one-class-labels`.
 */
export function fitGradientBoosting(
  set: TrainingSet,
  parameters: BoostingParameters,
  stream: RandomStream,
  beat: Beat,
): Outcome<BoostedTrees> {
  checkBoostingParameters(parameters)
  const classes = classWeights(set)
  if (!classes.ok) return classes
  const baseMargin = Math.log(classes.value.positive / classes.value.negative)
  const rows = Int32Array.from({ length: set.features.rows }, (_, row) => row).filter((row) => set.weight[row]! > 0)
  const bins = parameters.maximumBins ?? MAXIMUM_BINS
  const growth: Growth = {
    shape: 'level',
    depth: parameters.depth,
    leaves: Number.POSITIVE_INFINITY,
    splitRows: 2,
    learningRate: parameters.learningRate,
  }
  const wish: RoomWish = { rows: rows.length, columns: set.features.columns, bins, leastRows: parameters.minChildRows }
  const room = javascriptHistogramKernels.openRoom(roomSizeOf(wish, growth))
  room.terms[TERM.lambda] = parameters.lambda
  room.terms[TERM.leastWeight] = parameters.minChildWeight
  room.terms[TERM.leastRows] = parameters.minChildRows
  room.terms[TERM.leastGain] = MINIMUM_GAIN
  fillRoom(room, set.features, rows, beat)
  for (const [at, row] of rows.entries()) {
    room.target[at] = set.label[row]!
    room.weight[at] = set.weight[row]!
  }
  room.margin.fill(baseMargin)
  const { rowSubsample, columnSubsample } = parameters
  const plan = { task: 'classification', trees: parameters.trees, growth, rowSubsample, columnSubsample } as const
  return success({ baseMargin, trees: boostTrees(room, plan, null, stream, beat) })
}

/** Below this a gain is rounding. */
export const MINIMUM_GAIN = 1e-9

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
