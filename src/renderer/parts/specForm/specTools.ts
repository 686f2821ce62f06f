import type { SizingMethod } from '../../../core/backtest/sweep/termFields.ts'
import { isSizingMethod, METHOD_AXIS, readsTerm, sizingField } from '../../../core/backtest/sweep/termFields.ts'
import type { SpecField, SpecNode } from '../../../core/contract/workbench/specForm.ts'
import type { StrategyView } from '../../../core/contract/workbench/strategyView.ts'
import { FIGURE_LIST } from '../../../core/metrics/performance/figureNames.ts'
import { TERM_STARTS } from './specStarts.ts'

export type Place = readonly (string | number)[]

/** `edit` without a value takes the place out. */
export type SpecTools = {
  readonly values: unknown
  readonly strategies: readonly StrategyView[]
  readonly isDisabled: boolean
  edit(path: Place, value: unknown): void
}

export function valueAt(values: unknown, path: Place): unknown {
  return path.reduce<unknown>((at, key) => {
    if (typeof at !== 'object' || at === null) return undefined
    return Object.entries(at).find(([name]) => name === String(key))?.[1]
  }, values)
}

/** The strategy whose parameters stand at a place: that of the part itself, else of the whole. */
function strategyAt({ values, strategies }: SpecTools, path: Place): StrategyView | null {
  const id = valueAt(values, [...path, 'strategy', 'id']) ?? valueAt(values, ['strategy', 'id'])
  return strategies.find((strategy) => strategy.id === id) ?? null
}

/** A text that names one of a few things that the schema does not know. */
export function knownChoices({ strategies }: SpecTools, path: Place): readonly string[] {
  return path.at(-1) === 'id' && path.at(-2) === 'strategy' ? strategies.map(({ id }) => id) : []
}

/** The fields of a record, where a strategy declares them. */
export function declaredFields(tools: SpecTools, path: Place): readonly SpecField[] {
  if (path.at(-1) !== 'parameters' || path.at(-2) !== 'strategy') return []
  return (strategyAt(tools, path.slice(0, -2))?.parameters ?? []).map((parameter): SpecField => {
    const { name, standard } = parameter
    const meaning =
      parameter.kind === 'choice'
        ? null
        : `${parameter.minimum} to ${parameter.maximum}${parameter.unit === '' ? '' : ` ${parameter.unit}`}.`
    return { key: name, node: parameterNode(parameter), required: false, standard: JSON.stringify(standard), meaning }
  })
}

function parameterNode(parameter: StrategyView['parameters'][number]): SpecNode {
  if (parameter.kind === 'choice') return { kind: 'choice', choices: parameter.choices }
  const { minimum, maximum, isInteger } = parameter
  return { kind: isInteger ? 'whole-number' : 'number', minimum, minimumIsOpen: false, maximum }
}

/** What may stand in a record, each with what it begins with; empty: any name. */
export function knownNames(
  tools: SpecTools,
  path: Place,
): readonly { readonly name: string; readonly start: unknown }[] {
  if (path.at(-1) === 'constraints') return FIGURE_LIST.map(({ name }) => ({ name, start: '>0' }))
  if (path.at(-1) !== 'parameter_grid') return []
  const own = (strategyAt(tools, [])?.parameters ?? []).map((parameter) => ({
    name: parameter.name,
    start: parameter.kind === 'choice' ? [...parameter.choices] : [parameter.standard],
  }))
  const methods = sizingMethods(tools)
  const terms = Object.entries(TERM_STARTS).filter(([name]) => isOffered(name, methods))
  return [...own, { name: METHOD_AXIS, start: [...methods] }, ...terms.map(([name, start]) => ({ name, start }))]
}

/** A parameter of sizing where a method that is tried reads it. */
function isOffered(name: string, methods: readonly SizingMethod[]): boolean {
  return sizingField(name) === null || methods.some((method) => readsTerm(method, name))
}

/** Those that the grid names, else that of the backtest. */
function sizingMethods({ values }: SpecTools): readonly SizingMethod[] {
  const tried = valueAt(values, ['parameter_grid', METHOD_AXIS])
  const methods = Array.isArray(tried) ? tried.filter(isSizingMethod) : []
  if (methods.length > 0) return methods
  const own = valueAt(values, ['backtest', 'position_sizing', 'method'])
  return [isSizingMethod(own) ? own : 'fixed_fraction']
}
