import { type Outcome, success } from '../../outcome/outcome.ts'
import { checkParameters } from '../checkParameters.ts'
import { learnableRows } from '../learnableRows.ts'
import type { FitContext, FitOptions, Learner, LearnerSettings, TrainedModel } from '../learner.ts'
import type { LearningTable } from '../learningTable.ts'
import { fitLogisticRegression } from '../logisticRegression.ts'
import { targetScale } from '../targetScale.ts'
import { noUsableColumns, refusal } from './leastSquares.ts'
import { linearModelOf } from './linearModel.ts'
import { scaledColumns, spreadCoefficients } from './scaledColumns.ts'
import { fitSparseLogistic } from './sparseLogistic.ts'

const ABOUT = {
  type: 'logistic',
  title: 'Logistic regression',
  parameters: [
    {
      name: 'C',
      meaning: 'weight of the sum of log losses against the penalty on coefficients of standardised columns',
      standard: 1,
      least: 1e-9,
      most: 1e9,
      isWhole: false,
      search: { from: 1e-5, to: 1e2, scale: 'log' },
    },
    {
      name: 'l1_ratio',
      meaning:
        'share of the penalty that is on absolute values, which makes coefficients exactly 0; the rest is on squares',
      standard: 0,
      least: 0,
      most: 1,
      isWhole: false,
    },
  ],
} as const satisfies Pick<Learner, 'type' | 'title' | 'parameters'>

/**
 * min C sum_i w_i logLoss_i + (1 - l1_ratio) / 2 ||b||^2 + l1_ratio ||b||_1 over standardised columns, intercept not penalised.
 * Without absolute values by `fitLogisticRegression`, with them by `fitSparseLogistic`; their failures, too.
 */
export const logisticLearner: Learner = { ...ABOUT, tasks: ['classification'], lookBackRows: () => 0, fit }

function fit(
  table: LearningTable,
  rows: Int32Array,
  given: LearnerSettings,
  options: FitOptions,
  context: FitContext,
): Outcome<TrainedModel> {
  const settings = checkParameters(ABOUT, given)
  if (!settings.ok) return settings
  const refused = refusal(ABOUT.type, options)
  if (refused !== null) return refused
  const learned = learnableRows(table, rows, options.positiveWeight)
  if (!learned.ok) return learned
  const { scaler, features, kept } = scaledColumns(table.features, learned.value.rows)
  if (kept.length === 0) return noUsableColumns()
  const scale = targetScale(table, learned.value.rows, scaler)
  if (!scale.ok) return scale
  const { C = 1, l1_ratio: share = 0 } = settings.value
  const label = Uint8Array.from(learned.value.rows, (row) => table.target[row]!)
  const set = { features, label, weight: learned.value.weight }
  const fitted =
    share === 0
      ? fitLogisticRegression(set, 1 / C, context.beat)
      : fitSparseLogistic(set, share / C, (1 - share) / C, context.beat)
  if (!fitted.ok) return fitted
  return success(
    linearModelOf({
      form: 'linear',
      type: ABOUT.type,
      task: 'classification',
      names: table.features.names,
      scaler,
      intercept: fitted.value.intercept,
      coefficients: spreadCoefficients(kept, table.features.columns, fitted.value.coefficients),
    }),
  )
}
