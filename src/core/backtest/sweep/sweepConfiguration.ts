import type { BacktestSpec } from '../../contract/backtestSpec.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { axisValue } from '../../stats/search/searchAxis.ts'
import type { TradedInstrument } from '../compile/compileTerms.ts'
import { compileTerms, yearVolatility } from '../compile/compileTerms.ts'
import { exitTermsOf } from '../compile/exitTermsOf.ts'
import { sizingTermsOf } from '../compile/sizingTermsOf.ts'
import type { StrategyParameters } from '../strategies/strategyDefinition.ts'
import type { TermsVariant } from './configurationBlock.ts'
import type { AxisValue, SweepAxis } from './sweepAxis.ts'
import { METHOD_AXIS, type PositionSizing, readsTerm, sizingField } from './termFields.ts'

/** What all configurations of a sweep start from: checked parameters of the strategy, and the specification. */
export type SweepBase = {
  readonly fixed: StrategyParameters
  readonly spec: BacktestSpec
  /** Of the methods that an axis names and `spec` has not; see `sweptSizings`. */
  readonly sizings: readonly PositionSizing[]
}

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

/** The specification of a configuration whose values were checked (`checkAxes`). A parameter that its method of sizing does not read changes nothing. */
export function specOf({ spec, sizings }: SweepBase, values: Readonly<Record<string, AxisValue>>): BacktestSpec {
  const method = values[METHOD_AXIS] ?? spec.position_sizing.method
  const sizing = [spec.position_sizing, ...sizings].find((one) => one.method === method)
  if (sizing === undefined) throw new Error(`A sweep prepared no sizing ${JSON.stringify(method)}`)
  let changed: BacktestSpec = { ...spec, position_sizing: sizing }
  for (const [name, value] of Object.entries(values)) {
    const field = sizingField(name)
    if (name === 'allowed_hours') changed = { ...changed, allowed_hours: Array.isArray(value) ? [...value] : null }
    else if (field !== null && readsTerm(sizing.method, name))
      changed = { ...changed, position_sizing: { ...changed.position_sizing, [field]: value } }
    else if (field === null && name !== METHOD_AXIS)
      changed = { ...changed, risk_management: { ...changed.risk_management, [name]: value } }
  }
  return changed
}

/**
 * Makes the terms of configurations. Columns are made once for each set of hours, volatilities once for each lookback; a combination of values is compiled once and then kept until
 * `most` others were.
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
  const volatilities = new Map<number, readonly Float64Array[]>()
  const bars = instruments.reduce((sum, { leg }) => sum + leg.close.length, 0)
  const mostLookbacks = Math.max(1, Math.floor(VOLATILITY_NUMBERS / Math.max(1, bars)))
  const columnsOf = ({ allowed_hours }: BacktestSpec): TermsVariant => {
    const key = JSON.stringify(allowed_hours)
    const known =
      ofHours.get(key) ??
      checkedOf(compileTerms({ ...base.spec, allowed_hours, position_sizing: PLAIN_SIZING }, instruments))
    ofHours.set(key, known)
    return known
  }
  const volatilitiesOf = (lookback: number): readonly Float64Array[] => {
    const known = volatilities.get(lookback)
    if (known !== undefined) return known
    if (volatilities.size >= mostLookbacks) {
      volatilities.clear()
      made.clear()
    }
    const computed = instruments.map((instrument) => yearVolatility(instrument, lookback))
    volatilities.set(lookback, computed)
    return computed
  }
  const termsOf = (spec: BacktestSpec): TermsVariant => {
    const terms = columnsOf(spec)
    const { position_sizing: sizing } = spec
    if (sizing.method !== 'volatility_target') return terms
    const known = volatilitiesOf(sizing.lookback)
    return { ...terms, columns: terms.columns.map((of, k) => ({ ...of, yearVolatility: known[k]! })) }
  }
  return (coordinates: Float64Array, at: number): TermsVariant => {
    const key = terms.map(({ k }) => coordinates[at + k]).join(' ')
    const known = made.get(key)
    if (known !== undefined) return known
    if (made.size >= most) made.clear()
    const values = Object.fromEntries(terms.map(({ axis, k }) => [axis.name, axisValue(axis, coordinates[at + k]!)]))
    const spec = specOf(base, values)
    const { exits } = checkedOf(exitTermsOf(spec))
    const variant = { ...termsOf(spec), exits, sizing: sizingTermsOf(spec) }
    made.set(key, variant)
    return variant
  }
}

/** Of volatilities that are kept at once: 32 MB. */
const VOLATILITY_NUMBERS = 4_000_000
/** Reads no column. */
const PLAIN_SIZING: PositionSizing = { method: 'fixed_fraction', fraction: 1 }

/** Of what was checked before the sweep began. */
function checkedOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  return outcome.value
}
