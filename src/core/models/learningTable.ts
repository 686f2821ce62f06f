import type { FeatureMatrix } from './featureMatrix.ts'

export type LearningTask = 'classification' | 'regression'

/**
 * All rows of a matrix, ascending in time, then instrument. Models are fitted on some of them and asked about others.
 * `target`: 0 or 1 for classification, the value itself for regression; NaN where it is not known. `weight` is 0 or more.
 * `previousRow[row]` is the row of the same instrument before it, -1 where there is none: sequence models walk back along it, and never forward.
 */
export type LearningTable = {
  readonly task: LearningTask
  readonly features: FeatureMatrix
  readonly target: Float64Array
  readonly weight: Float64Array
  readonly previousRow: Int32Array
}
