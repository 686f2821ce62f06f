import type { BacktestSpec } from '../../contract/backtestSpec.ts'

export type PositionSizing = BacktestSpec['position_sizing']
export type SizingMethod = PositionSizing['method']

type FieldsOf<Method extends SizingMethod> = Exclude<keyof Extract<PositionSizing, { method: Method }>, 'method'>

const KELLY_FIELDS = ['cap', 'minimum_trades', 'fraction'] as const

/** The parameters that each method of sizing reads. */
export const SIZING_FIELDS: { readonly [Method in SizingMethod]: readonly FieldsOf<Method>[] } = {
  fixed_fraction: ['fraction'],
  fixed_units: ['units'],
  fixed_value: ['value'],
  volatility_target: ['target', 'cap', 'lookback'],
  risk_per_trade: ['risk', 'cap'],
  kelly: KELLY_FIELDS,
  fractional_kelly: ['multiple', ...KELLY_FIELDS],
}

/** The axis that varies the method of sizing itself. */
export const METHOD_AXIS = 'position_sizing.method'
/** The fraction of `fixed_fraction` under the name that came first. */
const POSITION_SIZE = 'position_size'
const SIZING = 'position_sizing.'

/** What a sweep may vary beside the parameters of its strategy; hours first: configurations of the same hours stand together. */
export const TERM_NAMES: readonly string[] = [
  'allowed_hours',
  METHOD_AXIS,
  POSITION_SIZE,
  ...new Set(Object.values<readonly string[]>(SIZING_FIELDS).flatMap((fields) => fields.map((name) => SIZING + name))),
  'stop_loss',
  'take_profit',
  'trailing_stop',
  'max_bars',
]

/** Where a term stands in a specification. */
export function termField(name: string): string {
  if (name === POSITION_SIZE) return `${SIZING}fraction`
  if (name === 'allowed_hours' || name.startsWith(SIZING) || !TERM_NAMES.includes(name)) return name
  return `risk_management.${name}`
}

/** The parameter of sizing that a term is, null where it is none. */
export function sizingField(name: string): string | null {
  const field = termField(name)
  return name !== METHOD_AXIS && field.startsWith(SIZING) ? field.slice(SIZING.length) : null
}

export function isSizingMethod(value: unknown): value is SizingMethod {
  return typeof value === 'string' && Object.hasOwn(SIZING_FIELDS, value)
}

/** Whether a method of sizing reads a term that is a parameter of sizing. */
export function readsTerm(method: SizingMethod, name: string): boolean {
  if (name === POSITION_SIZE) return method === 'fixed_fraction'
  const fields: readonly string[] = SIZING_FIELDS[method]
  const field = sizingField(name)
  return field !== null && fields.includes(field)
}

/** What a sizing is in the id of a trial: the fraction of `fixed_fraction`, else all of it. */
export function trialSizing(sizing: PositionSizing): unknown {
  return sizing.method === 'fixed_fraction' ? sizing.fraction : sizing
}
