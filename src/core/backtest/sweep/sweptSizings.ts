import type { BacktestSpec } from '../../contract/backtestSpec.ts'
import { backtestSpecSchema } from '../../contract/backtestSpec.ts'
import { readSpec } from '../../contract/readSpec.ts'
import { nearestName } from '../../outcome/nearestName.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { axisValue } from '../../stats/search/searchAxis.ts'
import type { AxisValue, SweepAxis } from './sweepAxis.ts'
import type { PositionSizing, SizingMethod } from './termFields.ts'
import { isSizingMethod, METHOD_AXIS, readsTerm, SIZING_FIELDS, sizingField } from './termFields.ts'

const sizingSchema = backtestSpecSchema.pick({ position_sizing: true })

/** The methods of sizing that configurations have: those of the axis, else that of the specification. Error: `bad-domain`, for one that is none. */
export function sweptMethods(
  { position_sizing: sizing }: Pick<BacktestSpec, 'position_sizing'>,
  axes: readonly SweepAxis[],
): Outcome<readonly SizingMethod[]> {
  const axis = axes.find(({ name }) => name === METHOD_AXIS)
  if (axis === undefined) return success([sizing.method])
  const values: readonly AxisValue[] = axis.domain.kind === 'list' ? axis.domain.values : [axisValue(axis, 0)]
  const known = Object.keys(SIZING_FIELDS)
  for (const value of values) {
    if (isSizingMethod(value)) continue
    const near = typeof value === 'string' ? nearestName(value, known) : null
    return failure(
      'bad-domain',
      `${METHOD_AXIS} of the sweep holds ${JSON.stringify(value)}.`,
      near === null ? `The methods are: ${known.join(', ')}.` : `Did you mean ${near}?`,
    )
  }
  return success(values.filter(isSizingMethod))
}

/**
 * The sizings that configurations start from, of the methods of the axis that are not the specification's own: nothing of that one goes over to them, what no axis
 * says is the standard of the method. Errors: those of `sweptMethods` and `sizingOf`.
 */
export function sweptSizings(
  spec: Pick<BacktestSpec, 'position_sizing'>,
  axes: readonly SweepAxis[],
): Outcome<readonly PositionSizing[]> {
  const methods = sweptMethods(spec, axes)
  if (!methods.ok) return methods
  const first = Object.fromEntries(axes.map((axis) => [axis.name, axisValue(axis, 0)]))
  const sizings: PositionSizing[] = []
  for (const method of methods.value) {
    if (method === spec.position_sizing.method) continue
    const sizing = sizingOf(method, first)
    if (!sizing.ok) return sizing
    sizings.push(sizing.value)
  }
  return success(sizings)
}

/** A sizing of what `values` say of its parameters. Error: `bad-domain`, where one is missing that has no standard, or cannot be. */
export function sizingOf(method: SizingMethod, values: Readonly<Record<string, AxisValue>>): Outcome<PositionSizing> {
  const said = Object.entries(values).flatMap(([name, value]) =>
    readsTerm(method, name) ? [[sizingField(name), value]] : [],
  )
  const read = readSpec(sizingSchema, { position_sizing: { method, ...Object.fromEntries(said) } }, 'backtest')
  if (read.ok) return success(read.value.position_sizing)
  return failure(
    'bad-domain',
    `The sizing ${method} of the sweep cannot be: ${read.trouble.message}`,
    `Its parameters are axes of their own: ${SIZING_FIELDS[method].map((field) => `position_sizing.${field}`).join(', ')}.`,
  )
}
