import type { LearningTask } from '../../models/learningTable.ts'
import { areaUnderRoc } from '../../models/scores/areaUnderRoc.ts'
import { brierScore } from '../../models/scores/brierScore.ts'
import { logLoss } from '../../models/scores/logLoss.ts'
import { predictionErrors } from '../../models/scores/predictionErrors.ts'
import { rSquaredAgainstZero } from '../../models/scores/rSquaredAgainstZero.ts'
import { spearmanCorrelation } from '../../stats/spearmanCorrelation.ts'

/** By name; null where a score has no value. */
export type Scores = Readonly<Record<string, number | null>>

/** The score that choices are made by; lower is better. */
export const LOSS_OF: Readonly<Record<LearningTask, string>> = {
  classification: 'log_loss',
  regression: 'mean_squared_error',
}

/**
 * Scores of predictions (probabilities of the class 1, or values) beside what came true. R2 is out of sample against always predicting 0; `rank_correlation` is Spearman's, ties by mean
 * ranks; `direction` is the share of right signs among targets and predictions that are not 0.
 */
export function predictionScores(task: LearningTask, target: Float64Array, predicted: Float64Array): Scores {
  return task === 'classification' ? probabilityScores(target, predicted) : valueScores(target, predicted)
}

/** Every score of always predicting one value. */
export function constantScores(task: LearningTask, target: Float64Array, value: number): Scores {
  return predictionScores(task, target, new Float64Array(target.length).fill(value))
}

function probabilityScores(target: Float64Array, probability: Float64Array): Scores {
  const label = Uint8Array.from(target)
  const right = label.reduce((sum, value, row) => sum + (value === (probability[row]! >= 0.5 ? 1 : 0) ? 1 : 0), 0)
  return {
    log_loss: logLoss(label, probability),
    brier_score: brierScore(label, probability),
    area_under_roc: areaUnderRoc(label, probability),
    accuracy: label.length > 0 ? right / label.length : null,
  }
}

function valueScores(target: Float64Array, predicted: Float64Array): Scores {
  const rows = target.length
  let squares = 0
  let right = 0
  let judged = 0
  for (let row = 0; row < rows; row++) {
    squares += (target[row]! - predicted[row]!) ** 2
    const product = target[row]! * predicted[row]!
    if (product !== 0) judged++
    if (product > 0) right++
  }
  const errors = predictionErrors(target, predicted)
  const correlation = spearmanCorrelation(target, predicted)
  return {
    mean_squared_error: rows > 0 ? squares / rows : null,
    root_mean_squared_error: errors?.rootMeanSquared ?? null,
    mean_absolute_error: errors?.meanAbsolute ?? null,
    r2_against_zero: rSquaredAgainstZero(target, predicted),
    rank_correlation: Number.isFinite(correlation) ? correlation : null,
    direction: judged > 0 ? right / judged : null,
  }
}
