import type { StrategyParameter, StrategyParameters } from './strategyDefinition.ts'

/** A number that was checked by `checkParameters`; anything else is a bug. */
export function numberOf(parameters: StrategyParameters, name: string): number {
  const value = parameters[name]
  if (typeof value !== 'number') throw new TypeError(`The strategy's parameter ${name} is no number`)
  return value
}

export function wordOf(parameters: StrategyParameters, name: string): string {
  const value = parameters[name]
  if (typeof value !== 'string') throw new TypeError(`The strategy's parameter ${name} is no word`)
  return value
}

export function barsParameter(name: string, minimum: number, maximum: number, standard: number): StrategyParameter {
  return { kind: 'number', name, unit: 'bars', minimum, maximum, standard, isInteger: true }
}

export function levelParameter(
  name: string,
  unit: string,
  minimum: number,
  maximum: number,
  standard: number,
): StrategyParameter {
  return { kind: 'number', name, unit, minimum, maximum, standard, isInteger: false }
}
