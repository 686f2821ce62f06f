import { checkParameters } from '../../../core/backtest/strategies/checkParameters.ts'
import type { StrategyDefinition, StrategyParameters } from '../../../core/backtest/strategies/strategyDefinition.ts'
import { STRATEGIES, strategyOf } from '../../../core/backtest/strategies/strategyRegistry.ts'
import type { BacktestSpec } from '../../../core/contract/backtestSpec.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'

export const PREDICTION_STRATEGY = 'prediction-thresholds'

/** `assumed`: parameters that nobody gave. */
export type ChosenStrategy = {
  readonly strategy: StrategyDefinition
  readonly parameters: StrategyParameters
  readonly assumed: readonly string[]
}

/**
 * The strategy of a specification; predictions are traded by thresholds. `written`: names of the fields that the person wrote.
 * Errors: `strategy-needed`, `strategy-and-model`, `model-needed`, `thresholds-without-model`, `unknown-strategy`, `unknown-parameter`, `bad-parameter`.
 */
export function chosenStrategy(
  spec: BacktestSpec,
  hasPredictions: boolean,
  written: readonly string[],
): Outcome<ChosenStrategy> {
  if (spec.strategy === undefined && !hasPredictions)
    return failure(
      'strategy-needed',
      'The backtest names neither a strategy nor a model.',
      `Give --strategy (${STRATEGIES.filter(({ needsPrediction }) => !needsPrediction)
        .map(({ id }) => id)
        .join(', ')}), --model or --predictions, or the field strategy or model_id.`,
    )
  const found = strategyOf(spec.strategy?.id ?? PREDICTION_STRATEGY)
  if (!found.ok) return found
  const strategy = found.value
  if (strategy.needsPrediction && !hasPredictions)
    return failure('model-needed', `The strategy ${strategy.id} needs predictions.`, 'Give --model or --predictions.')
  if (!strategy.needsPrediction && hasPredictions)
    return failure(
      'strategy-and-model',
      `The strategy ${strategy.id} reads no predictions, and some are given.`,
      'Give one of them.',
    )
  const threshold = written.find((field) => field === 'entry_threshold' || field === 'exit_threshold')
  if (!strategy.needsPrediction && threshold !== undefined)
    return failure(
      'thresholds-without-model',
      `The field ${threshold} has no effect on the strategy ${strategy.id}.`,
      'It belongs to a model; parameters of a strategy stand under strategy.parameters.',
    )
  const { entry_threshold, exit_threshold } = spec
  const thresholds = strategy.needsPrediction ? { entry_threshold, exit_threshold } : {}
  const given = spec.strategy?.parameters ?? {}
  const checked = checkParameters(strategy, { ...thresholds, ...given })
  if (!checked.ok) return checked
  const { parameters } = checked.value
  const assumed = Object.keys(parameters).filter((name) => !Object.hasOwn(given, name) && !written.includes(name))
  return success({ strategy, parameters, assumed })
}
