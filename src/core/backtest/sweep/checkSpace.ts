import { backtestSpecSchema } from '../../contract/backtestSpec.ts'
import { readSpec } from '../../contract/readSpec.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { axisValue, countOf } from '../../stats/search/searchAxis.ts'
import { exitTermsOf } from '../compile/exitTermsOf.ts'
import { sizingTermsOf } from '../compile/sizingTermsOf.ts'
import { checkExits, checkSizing } from '../model/checkTerms.ts'
import { checkParameters } from '../strategies/checkParameters.ts'
import type { StrategyDefinition, StrategyParameters } from '../strategies/strategyDefinition.ts'
import type { AxisValue, SweepAxis } from './sweepAxis.ts'
import type { SweepBase } from './sweepConfiguration.ts'
import { specOf } from './sweepConfiguration.ts'
import { sweptMethods } from './sweptSizings.ts'
import type { SizingMethod } from './termFields.ts'
import { isSizingMethod, METHOD_AXIS, readsTerm, SIZING_FIELDS, sizingField, termField } from './termFields.ts'

/** Every value of every axis on its own, sizes under each method that reads them. Errors: `bad-parameter`, `bad-domain`. */
export function checkAxes(
  axes: readonly SweepAxis[],
  strategy: StrategyDefinition,
  base: SweepBase,
): Outcome<readonly SweepAxis[]> {
  const alone = { ...strategy, objection: () => null }
  const methods = sweptMethods(base.spec, axes)
  if (!methods.ok) return methods
  for (const axis of axes) {
    const fitting = axis.part === 'terms' ? checkReaders(axis, axes, methods.value) : success(true)
    if (!fitting.ok) return fitting
    for (const value of telling(axis)) {
      const checked =
        axis.part === 'strategy'
          ? checkParameters(alone, { ...base.fixed, [axis.name]: typeof value === 'boolean' ? Number(value) : value })
          : checkTerm(axis.name, value, methods.value, base)
      if (!checked.ok) return checked
    }
  }
  return success(axes)
}

/** A parameter of sizing is read by some method; by all of them where its values cannot be counted, because those that do not read it stand at the first one. */
function checkReaders(
  { name, domain }: SweepAxis,
  axes: readonly SweepAxis[],
  methods: readonly SizingMethod[],
): Outcome<true> {
  if (sizingField(name) === null) return success(true)
  const twin = axes.find((axis) => axis.name !== name && termField(axis.name) === termField(name))
  if (twin !== undefined)
    return failure('bad-domain', `${name} and ${twin.name} name the same field.`, `Leave ${name} out of the grid.`)
  const without = methods.find((method) => !readsTerm(method, name))
  if (without === undefined) return success(true)
  if (!methods.some((method) => readsTerm(method, name))) {
    const readers = Object.keys(SIZING_FIELDS).filter((method) => isSizingMethod(method) && readsTerm(method, name))
    return failure(
      'bad-domain',
      `${name} is read by ${readers.join(', ')}, and the sizing is ${methods.join(', ')}.`,
      `Name another sizing in backtest, or in the grid: ${METHOD_AXIS}: [${readers[0]}].`,
    )
  }
  if (domain.kind !== 'span') return success(true)
  return failure(
    'bad-domain',
    `${name} has no step, and ${without} does not read it.`,
    'Give the range a step (or integer: true), so that no configuration is counted twice.',
  )
}

const termsSchema = backtestSpecSchema.pick({ allowed_hours: true, position_sizing: true, risk_management: true })

/** Under each method that reads it, where that is a matter of methods. */
function checkTerm(
  name: string,
  value: AxisValue,
  methods: readonly SizingMethod[],
  base: SweepBase,
): Outcome<unknown> {
  const readers = sizingField(name) === null ? methods.slice(0, 1) : methods.filter((method) => readsTerm(method, name))
  for (const method of name === METHOD_AXIS ? [] : readers) {
    const { position_sizing, risk_management } = specOf(base, { [METHOD_AXIS]: method, [name]: value })
    const allowed_hours = name === 'allowed_hours' ? value : base.spec.allowed_hours
    const read = readSpec(termsSchema, { allowed_hours, position_sizing, risk_management }, 'backtest')
    const exits = read.ok ? exitTermsOf(read.value) : read
    const checked = exits.ok ? checkExits(exits.value.exits) : exits
    const sized = checked.ok && read.ok ? checkSizing(sizingTermsOf(read.value)) : checked
    if (sized.ok) continue
    const { message, hint } = sized.trouble
    return failure('bad-domain', `${name} of the sweep holds ${JSON.stringify(value)}.`, `${message} ${hint}`)
  }
  return success(true)
}

/** Where the middle lies is of no weight: it tells whether the values between the ends are whole. */
const BETWEEN = 0.37

/** All values of a list; of a range its ends and one between. */
function telling(axis: SweepAxis): readonly AxisValue[] {
  const { domain } = axis
  if (domain.kind === 'list') return domain.values
  if (domain.kind === 'span') return [0, BETWEEN, 1].map((coordinate) => axisValue(axis, coordinate))
  const last = countOf(axis) - 1
  return [0, Math.floor(last * BETWEEN), Math.min(1, last), last].map((coordinate) => axisValue(axis, coordinate))
}

/** Whether the parameters of a configuration make sense together. */
export function isSensible(strategy: StrategyDefinition, parameters: StrategyParameters): boolean {
  return strategy.objection(parameters) === null
}
