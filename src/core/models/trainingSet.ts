import { failure, type Outcome, success } from '../outcome/outcome.ts'
import { type FeatureMatrix, selectRows } from './featureMatrix.ts'

/** What a classifier learns from: one label (0 or 1) and one weight (>= 0, e.g. average uniqueness) a row of features. */
export type TrainingSet = {
  readonly features: FeatureMatrix
  readonly label: Uint8Array
  readonly weight: Float64Array
}

/** The named rows of a set, in the order given; copied. */
export function selectTrainingRows(set: TrainingSet, rows: Int32Array): TrainingSet {
  return {
    features: selectRows(set.features, rows),
    label: Uint8Array.from(rows, (row) => set.label[row]!),
    weight: Float64Array.from(rows, (row) => set.weight[row]!),
  }
}

/**
 * Total weight of both classes.
 * Fails with `no-training-rows` (empty, or all weights zero) and `one-class-labels` (one class has no weight).
 * Throws on unequal lengths, labels other than 0 and 1, and weights that are negative or not finite: those are bugs.
 */
export function classWeights(set: TrainingSet): Outcome<{ readonly positive: number; readonly negative: number }> {
  const { features, label, weight } = set
  if (label.length !== features.rows || weight.length !== features.rows) {
    throw new Error(`${features.rows} rows of features, ${label.length} labels and ${weight.length} weights`)
  }
  let positive = 0
  let negative = 0
  for (let row = 0; row < features.rows; row++) {
    const rowWeight = weight[row]!
    if (!(rowWeight >= 0 && rowWeight < Number.POSITIVE_INFINITY)) throw new Error(`Weight ${rowWeight} in row ${row}`)
    if (label[row]! > 1) throw new Error(`Label ${label[row]} in row ${row}; a label is 0 or 1`)
    if (label[row] === 1) positive += rowWeight
    else negative += rowWeight
  }
  if (positive + negative === 0) {
    return failure(
      'no-training-rows',
      'There is no training row with any weight.',
      'Use a longer history, fewer folds or a shorter label horizon, so that rows are left after purging.',
    )
  }
  if (positive === 0 || negative === 0) {
    return failure(
      'one-class-labels',
      `All training labels are ${positive === 0 ? 0 : 1}, so there is nothing to tell apart.`,
      'Use a longer training span, or barriers that both winners and losers reach.',
    )
  }
  return success({ positive, negative })
}
