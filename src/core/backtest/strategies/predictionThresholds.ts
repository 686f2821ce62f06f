import { whereAbove, whereBelow } from '../signals/bitColumn.ts'
import { levelParameter, numberOf } from './readParameter.ts'
import { sideSignals } from './sideSignals.ts'
import type { StrategyDefinition } from './strategyDefinition.ts'

export const predictionThresholds: StrategyDefinition = {
  id: 'prediction-thresholds',
  title: 'Predictions above a threshold',
  version: 1,
  description:
    'Long where a prediction from outside is above entry_threshold, until one is below exit_threshold; short where it is below the negative of entry_threshold, until one is above the negative of exit_threshold.',
  source: 'The predictions are the model’s; the thresholds are those of the specification',
  needsPrediction: true,
  parameters: [
    levelParameter('entry_threshold', 'prediction', -1e9, 1e9, 0.5),
    levelParameter('exit_threshold', 'prediction', -1e9, 1e9, -0.5),
  ],
  objection: (parameters) =>
    numberOf(parameters, 'exit_threshold') <= numberOf(parameters, 'entry_threshold')
      ? null
      : 'exit_threshold must not be above entry_threshold',
  warmUpBars: () => 0,
  signals: (context, parameters) => {
    const { prediction } = context
    if (prediction === null) throw new TypeError('The strategy prediction-thresholds was given no predictions')
    const entry = numberOf(parameters, 'entry_threshold')
    const exit = numberOf(parameters, 'exit_threshold')
    return sideSignals(
      context,
      { enter: (out) => whereAbove(prediction, entry, out), exit: (out) => whereBelow(prediction, exit, out) },
      { enter: (out) => whereBelow(prediction, -entry, out), exit: (out) => whereAbove(prediction, -exit, out) },
    )
  },
}
