import type { BacktestSpec } from '../../contract/backtestSpec.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { axisValue } from '../../stats/search/searchAxis.ts'
import type { TradedInstrument } from '../compile/compileTerms.ts'
import { compileTerms } from '../compile/compileTerms.ts'
import { exitTermsOf } from '../compile/exitTermsOf.ts'
import { sizingTermsOf } from '../compile/sizingTermsOf.ts'
import type { StrategyParameters } from '../strategies/strategyDefinition.ts'
import type { TermsVariant } from './configurationBlock.ts'
import type { AxisValue, SweepAxis } from './sweepAxis.ts'

/** What all configurations of a sweep start from: checked parameters of the strategy, and the specification. */
export type SweepBase = { readonly fixed: StrategyParameters; readonly spec: BacktestSpec }

/** Name and value of each axis at the coordinates that begin at `at`. */
export function namedValues(
  axes: readonly SweepAxis[],
  coordinates: Float64Array,
  at: number,
): Readonly<Record<string, AxisValue>> {
  return Object.fromEntries(axes.map((axis, k) => [axis.name, axisValue(axis, coordinates[at + k]!)]))
}

/** The strategy's parameters of a configuration; true and false are 1 and 0. */
export function pointOf(
  { fixed }: SweepBase,
  axes: readonly SweepAxis[],
  coordinates: Float64Array,
  at: number,
): StrategyParameters {
  const parameters: Record<string, number | string> = { ...fixed }
  for (const [k, axis] of axes.entries()) {
    if (axis.part !== 'strategy') continue
    const value = axisValue(axis, coordinates[at + k]!)
    parameters[axis.name] = typeof value === 'number' || typeof value === 'string' ? value : Number(value)
  }
  return parameters
}

/** The specification of a configuration. Error: `bad-domain`, for a value that its field cannot have. */
export function specOf({ spec }: SweepBase, values: Readonly<Record<string, AxisValue>>): Outcome<BacktestSpec> {
  const risk = { ...spec.risk_management }
  let changed: BacktestSpec = { ...spec, risk_management: risk }
  for (const [name, value] of Object.entries(values)) {
    if (name === 'allowed_hours') {
      if (value !== null && !isHours(value)) return unfit(name, value, 'a list of hours from 0 to 23')
      changed = { ...changed, allowed_hours: value === null ? null : [...value] }
    } else if (name === 'position_size') {
      if (spec.position_sizing.method !== 'fixed_fraction')
        return failure(
          'bad-domain',
          `position_size is the fraction of fixed_fraction, and the sizing is ${spec.position_sizing.method}.`,
          'Leave position_size out of the grid, or the other sizing out of backtest.',
        )
      if (!isWithin(value, 1) || value === 0) return unfit(name, value, 'a fraction above 0, at most 1')
      changed = { ...changed, position_sizing: { method: 'fixed_fraction', fraction: value } }
    } else if (name === 'stop_loss' || name === 'take_profit' || name === 'trailing_stop') {
      if (value !== null && (!isWithin(value, 10) || value === 0))
        return unfit(name, value, 'a fraction above 0, or null')
      risk[name] = value
    } else if (name === 'max_bars') {
      if (value !== null && !(isWithin(value, Number.MAX_SAFE_INTEGER) && Number.isInteger(value) && value > 0))
        return unfit(name, value, 'a whole number above 0, or null')
      risk.max_bars = value
    }
  }
  return success(changed)
}

function isWithin(value: AxisValue, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most
}

function isHours(value: AxisValue): value is readonly number[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((hour) => Number.isInteger(hour) && hour >= 0 && hour <= 23)
  )
}

function unfit(name: string, value: AxisValue, wanted: string): Outcome<never> {
  return failure('bad-domain', `${name} of the sweep holds ${JSON.stringify(value)}.`, `It must be ${wanted}.`)
}

/**
 * Makes the terms of configurations. Columns are made once for each set of hours; a combination of values is compiled once and then kept until `most` others were.
 */
export function variantMaker(
  base: SweepBase,
  axes: readonly SweepAxis[],
  instruments: readonly TradedInstrument[],
  most: number,
) {
  const ofHours = new Map<string, TermsVariant>()
  const made = new Map<string, TermsVariant>()
  const terms = axes.flatMap((axis, k) => (axis.part === 'terms' ? [{ axis, k }] : []))
  const columnsOf = (spec: BacktestSpec): TermsVariant => {
    const key = JSON.stringify(spec.allowed_hours)
    const known =
      ofHours.get(key) ?? checkedOf(compileTerms({ ...base.spec, allowed_hours: spec.allowed_hours }, instruments))
    ofHours.set(key, known)
    return known
  }
  return (coordinates: Float64Array, at: number): TermsVariant => {
    const key = terms.map(({ k }) => coordinates[at + k]).join(' ')
    const known = made.get(key)
    if (known !== undefined) return known
    if (made.size >= most) made.clear()
    const values = Object.fromEntries(terms.map(({ axis, k }) => [axis.name, axisValue(axis, coordinates[at + k]!)]))
    const spec = checkedOf(specOf(base, values))
    const { exits } = checkedOf(exitTermsOf(spec))
    const variant = { ...columnsOf(spec), exits, sizing: sizingTermsOf(spec) }
    made.set(key, variant)
    return variant
  }
}

/** Of what was checked before the sweep began. */
function checkedOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  return outcome.value
}
