import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import { checkParameters } from '../checkParameters.ts'
import { learnableRows } from '../learnableRows.ts'
import type { FitContext, FitOptions, Learner, LearnerSettings, TrainedModel } from '../learner.ts'
import type { LearningTable } from '../learningTable.ts'
import { targetScale } from '../targetScale.ts'
import { unsupportedOptions } from '../unsupportedOptions.ts'
import { linearModelOf } from './linearModel.ts'
import { scaledColumns, spreadCoefficients } from './scaledColumns.ts'
import { type WeightedMoments, weightedMoments } from './weightedMoments.ts'

type Solve = (moments: WeightedMoments, settings: LearnerSettings, context: FitContext) => Outcome<Float64Array>

/**
 * A linear regression whose coefficients `solve` finds on standardised columns and a standardised target (both ddof 0, training rows, not weighted): a
 * penalty then means the same for returns and for prices. The intercept is not penalised.
 */
export function leastSquaresLearner(about: Pick<Learner, 'type' | 'title' | 'parameters'>, solve: Solve): Learner {
  const fit = (
    table: LearningTable,
    rows: Int32Array,
    given: LearnerSettings,
    options: FitOptions,
    context: FitContext,
  ): Outcome<TrainedModel> => {
    const settings = checkParameters(about, given)
    if (!settings.ok) return settings
    const refused = refusal(about.type, options)
    if (refused !== null) return refused
    const learned = learnableRows(table, rows, options.positiveWeight)
    if (!learned.ok) return learned
    const { scaler, features, kept } = scaledColumns(table.features, learned.value.rows)
    if (kept.length === 0) return noUsableColumns()
    const scale = targetScale(table, learned.value.rows, scaler)
    if (!scale.ok) return scale
    const { mean, deviation } = scale.value
    const target = Float64Array.from(learned.value.rows, (row) => (table.target[row]! - mean) / deviation)
    const moments = weightedMoments(features, target, learned.value.weight, context)
    const solved = solve(moments, settings.value, context)
    if (!solved.ok) return solved
    const coefficients = solved.value
    const centre = coefficients.reduce((sum, value, at) => sum + value * moments.means[at]!, 0)
    return success(
      linearModelOf({
        form: 'linear',
        type: about.type,
        task: 'regression',
        names: table.features.names,
        scaler,
        intercept: mean + deviation * (moments.targetMean - centre),
        coefficients: spreadCoefficients(
          kept,
          table.features.columns,
          coefficients.map((value) => value * deviation),
        ),
      }),
    )
  }
  return { ...about, tasks: ['regression'], lookBackRows: () => 0, fit }
}

/** What no linear model can do: go on from another, and constraints and categories. */
export function refusal(type: string, options: FitOptions) {
  if (options.from !== undefined)
    return failure(
      'cannot-continue',
      `The model ${type} cannot go on from another: its fit is one solution of all its rows.`,
      'Fit it on the old and the new rows together.',
    )
  return unsupportedOptions(type, options)
}

export function noUsableColumns() {
  return failure(
    'no-usable-columns',
    'Every column is constant or missing in the training rows.',
    'Use other features, or a longer training span.',
  )
}
