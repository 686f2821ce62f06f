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
  return [...own, ...Object.entries(TERM_STARTS).map(([name, start]) => ({ name, start }))]
}
