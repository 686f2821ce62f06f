import { checkParameters } from '../../../core/backtest/strategies/checkParameters.ts'
import type { StrategyDefinition, StrategyParameters } from '../../../core/backtest/strategies/strategyDefinition.ts'
import { STRATEGIES, strategyOf } from '../../../core/backtest/strategies/strategyRegistry.ts'
import type { BacktestSpec } from '../../../core/contract/backtestSpec.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'

export const PREDICTION_STRATEGY = 'prediction-thresholds'
/** What trades the block `events`. */
export const EVENT_STRATEGY = 'events'

/** `assumed`: parameters that nobody gave. */
export type ChosenStrategy = {
  readonly strategy: StrategyDefinition
  readonly parameters: StrategyParameters
  readonly assumed: readonly string[]
}

/**
 * The strategy of a specification; predictions are traded by thresholds, events as they were tested. `written`: names of the fields that the person wrote.
 * Errors: `strategy-needed`, `strategy-and-model`, `strategy-and-events`, `events-needed`, `events-direction`, `model-needed`, `thresholds-without-model`, `unknown-strategy`,
 * `unknown-parameter`, `bad-parameter`.
 */
export function chosenStrategy(
  spec: BacktestSpec,
  hasPredictions: boolean,
  written: readonly string[],
): Outcome<ChosenStrategy> {
  if (spec.strategy === undefined && !hasPredictions)
    return failure(
      'strategy-needed',
      'The backtest names neither a strategy nor events nor a model.',
      `Give --strategy (${STRATEGIES.filter(({ needsPrediction }) => !needsPrediction)
        .map(({ id }) => id)
        .join(', ')}), --model or --predictions, or the field strategy, events or model_id.`,
    )
  const apart = eventsApart(spec)
  if (!apart.ok) return apart
  const found = strategyOf(spec.strategy?.id ?? (spec.events === undefined ? PREDICTION_STRATEGY : EVENT_STRATEGY))
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
  const readsThresholds = strategy.id === PREDICTION_STRATEGY
  if (!readsThresholds && threshold !== undefined)
    return failure(
      'thresholds-without-model',
      `The field ${threshold} has no effect on the strategy ${strategy.id}.`,
      'It belongs to a model; parameters of a strategy stand under strategy.parameters.',
    )
  const { entry_threshold, exit_threshold } = spec
  const thresholds = readsThresholds ? { entry_threshold, exit_threshold } : {}
  const given = spec.strategy?.parameters ?? {}
  const checked = checkParameters(strategy, { ...thresholds, ...given })
  if (!checked.ok) return checked
  const { parameters } = checked.value
  const assumed = Object.keys(parameters).filter((name) => !Object.hasOwn(given, name) && !written.includes(name))
  return success({ strategy, parameters, assumed })
}

/** Events stand alone, and say the side of their trades themselves. */
function eventsApart({ strategy, events, direction }: BacktestSpec): Outcome<void> {
  if (events === undefined)
    return strategy?.id === EVENT_STRATEGY
      ? failure(
          'events-needed',
          `The strategy ${EVENT_STRATEGY} trades the block events, which is not there.`,
          'Write events: with family, direction and horizon_bars; a strategy is then not named.',
        )
      : success(undefined)
  if (strategy !== undefined)
    return failure(
      'strategy-and-events',
      `The specification names the strategy ${strategy.id} and events.`,
      'Give one of them.',
    )
  if (direction !== events.direction)
    return failure(
      'events-direction',
      `The events are traded ${events.direction}, and the field direction says ${direction}.`,
      'Leave the field direction out.',
    )
  return success(undefined)
}
