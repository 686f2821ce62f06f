import { nearestName } from '../../outcome/nearestName.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import type { StrategyDefinition, StrategyParameter, StrategyParameters } from './strategyDefinition.ts'

/** All parameters of a strategy, and which of them nobody gave. */
export type CheckedParameters = { readonly parameters: StrategyParameters; readonly assumed: readonly string[] }

/** Parameters as given, completed by the standards of those that are missing. */
export function checkParameters(
  strategy: StrategyDefinition,
  given: Readonly<Record<string, unknown>>,
): Outcome<CheckedParameters> {
  const names = strategy.parameters.map(({ name }) => name)
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    const near = nearestName(unknown, names)
    return failure(
      'unknown-parameter',
      `The strategy ${strategy.id} has no parameter "${unknown}".`,
      near === null ? `It has: ${names.join(', ')}.` : `Did you mean ${near}?`,
    )
  }
  const parameters: Record<string, number | string> = {}
  for (const parameter of strategy.parameters) {
    const value = given[parameter.name] ?? parameter.standard
    const fault = faultOf(parameter, value)
    if (fault !== null || (typeof value !== 'number' && typeof value !== 'string'))
      return failure(
        'bad-parameter',
        `${parameter.name} of ${strategy.id} is ${String(value)}.`,
        `It must be ${fault}.`,
      )
    parameters[parameter.name] = value
  }
  const objection = strategy.objection(parameters)
  if (objection !== null)
    return failure('bad-parameter', `Parameters of ${strategy.id} contradict each other.`, `${objection}.`)
  return success({ parameters, assumed: names.filter((name) => given[name] === undefined) })
}

/** What a value must be and is not; null: it is. */
function faultOf(parameter: StrategyParameter, value: unknown): string | null {
  if (parameter.kind === 'choice')
    return typeof value === 'string' && parameter.choices.includes(value)
      ? null
      : `one of ${parameter.choices.join(', ')}`
  const { minimum, maximum, isInteger, unit } = parameter
  const fits =
    typeof value === 'number' && value >= minimum && value <= maximum && (!isInteger || Number.isInteger(value))
  return fits ? null : `a ${isInteger ? 'whole number' : 'number'} from ${minimum} to ${maximum} (${unit})`
}
