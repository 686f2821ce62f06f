import type { Beat } from '../job/beat.ts'
import { type Outcome, success } from '../outcome/outcome.ts'
import type { RandomStream } from '../stats/seededStream.ts'
import type { BoostingParameters } from './boosting/boostingParameters.ts'
import { type BoostedTrees, fitGradientBoosting, predictBoosting } from './boosting/gradientBoosting.ts'
import type { FeatureMatrix } from './featureMatrix.ts'
import { fitLogisticRegression, predictLogistic } from './logisticRegression.ts'
import { applyStandardScaler, fitStandardScaler, type StandardScaler } from './standardScaler.ts'
import type { TrainingSet } from './trainingSet.ts'

export type ModelSpecification =
  | { readonly kind: 'logistic-regression'; readonly l2: number }
  | { readonly kind: 'gradient-boosting'; readonly parameters: BoostingParameters }

/** A fitted model as plain data: survives JSON unchanged. `names` are the features it was fitted on, in order. */
export type ModelData =
  | {
      readonly kind: 'logistic-regression'
      readonly names: readonly string[]
      readonly scaler: StandardScaler
      readonly intercept: number
      readonly coefficients: readonly number[]
    }
  | ({ readonly kind: 'gradient-boosting'; readonly names: readonly string[] } & BoostedTrees)

/** A fitted classifier. `predictProbability` gives the probability of label 1 a row and throws where the features' names differ. */
export interface Model {
  readonly names: readonly string[]
  predictProbability(features: FeatureMatrix): Float64Array
  toJson(): ModelData
}

/**
 * Fits on the rows of `set`, which must be the training rows of one fold: scaling and binning are fitted here too, on nothing else.
 * Logistic regression standardises (missing = training mean); boosting takes the features as they are (missing = its own bin).
 * Failures: those of `fitLogisticRegression` and `fitGradientBoosting`.
 */
export function fitModel(
  specification: ModelSpecification,
  set: TrainingSet,
  stream: RandomStream,
  beat: Beat,
): Outcome<Model> {
  const { names } = set.features
  if (specification.kind === 'gradient-boosting') {
    const fitted = fitGradientBoosting(set, specification.parameters, stream, beat)
    return fitted.ok ? success(modelOf({ kind: specification.kind, names, ...fitted.value })) : fitted
  }
  const scaler = fitStandardScaler(set.features)
  const scaled = { ...set, features: applyStandardScaler(scaler, set.features) }
  const fitted = fitLogisticRegression(scaled, specification.l2, beat)
  if (!fitted.ok) return fitted
  const { intercept, coefficients } = fitted.value
  return success(modelOf({ kind: specification.kind, names, scaler, intercept, coefficients }))
}

export function modelOf(data: ModelData): Model {
  return {
    names: data.names,
    predictProbability: (features) => predict(data, features),
    toJson: () => data,
  }
}

function predict(data: ModelData, features: FeatureMatrix): Float64Array {
  if (features.columns !== data.names.length || features.names.some((name, column) => name !== data.names[column])) {
    throw new Error(`The model was fitted on [${data.names.join(', ')}], not on [${features.names.join(', ')}]`)
  }
  return data.kind === 'gradient-boosting'
    ? predictBoosting(data, features)
    : predictLogistic(data, applyStandardScaler(data.scaler, features))
}
