import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { axisValue } from '../../stats/search/searchAxis.ts'
import type { SweepAxis } from './sweepAxis.ts'
import type { SweepBase } from './sweepConfiguration.ts'
import { sweptMethods } from './sweptSizings.ts'
import type { SizingMethod } from './termFields.ts'
import { METHOD_AXIS, readsTerm, sizingField } from './termFields.ts'

/** Whether the terms of a configuration are a run of their own. */
export type OwnRun = (coordinates: Float64Array, at: number) => boolean

/**
 * False for terms that repeat another configuration's (a parameter that the method of sizing does not read counts at its first value only; `fractional_kelly` of the
 * whole is `kelly`) or lack what they need (`risk_per_trade` without a stop). Of checked axes. Error: `no-stop`, where `risk_per_trade` never has one.
 */
export function ownRuns(base: SweepBase, axes: readonly SweepAxis[]): Outcome<OwnRun> {
  const methods = sweptMethods(base.spec, axes)
  if (!methods.ok) return methods
  const rules = methods.value.map((method) => ruleOf(base, axes, method, methods.value))
  const stopless = methods.value.includes('risk_per_trade') && !mayStop(base, axes)
  if (stopless)
    return failure(
      'no-stop',
      'Sizing by risk needs a stop, and no configuration of the sweep has one.',
      'Set stop_loss or trailing_stop in backtest, or name one in the grid.',
    )
  const methodAt = axes.findIndex(({ name }) => name === METHOD_AXIS)
  return success((coordinates, at) => rules[methodAt < 0 ? 0 : coordinates[at + methodAt]!]!(coordinates, at))
}

function ruleOf(
  base: SweepBase,
  axes: readonly SweepAxis[],
  method: SizingMethod,
  methods: readonly SizingMethod[],
): OwnRun {
  const unread = axes.flatMap(({ name }, k) => (sizingField(name) !== null && !readsTerm(method, name) ? [k] : []))
  const isRepeat = method === 'fractional_kelly' && methods.includes('kelly') ? wholeKelly(base, axes) : () => false
  const hasStop = method === 'risk_per_trade' ? stopped(base, axes) : () => true
  return (coordinates, at) =>
    unread.every((k) => coordinates[at + k] === 0) && !isRepeat(coordinates, at) && hasStop(coordinates, at)
}

/** Where `fractional_kelly` takes all of what `kelly` does, from the same other values. */
function wholeKelly({ spec, sizings }: SweepBase, axes: readonly SweepAxis[]): OwnRun {
  const of = (method: SizingMethod) => [spec.position_sizing, ...sizings].find((one) => one.method === method)
  const whole = of('kelly')
  const part = of('fractional_kelly')
  if (whole?.method !== 'kelly' || part?.method !== 'fractional_kelly') return () => false
  const isVaried = (field: string) => axes.some(({ name }) => sizingField(name) === field && readsTerm('kelly', name))
  const fields = ['cap', 'minimum_trades', 'fraction'] as const
  if (fields.some((field) => whole[field] !== part[field] && !isVaried(field))) return () => false
  const k = axes.findIndex(({ name }) => name === 'position_sizing.multiple')
  const axis = axes[k]
  if (axis === undefined) return () => part.multiple === 1
  return (coordinates, at) => axisValue(axis, coordinates[at + k]!) === 1
}

const STOPS = ['stop_loss', 'trailing_stop'] as const

function stopped({ spec: { risk_management: risk } }: SweepBase, axes: readonly SweepAxis[]): OwnRun {
  const varied = STOPS.map((name) => axes.findIndex((axis) => axis.name === name))
  return (coordinates, at) =>
    varied.some((k, place) =>
      k < 0 ? risk[STOPS[place]!] !== null : axisValue(axes[k]!, coordinates[at + k]!) !== null,
    )
}

function mayStop({ spec: { risk_management: risk } }: SweepBase, axes: readonly SweepAxis[]): boolean {
  return STOPS.some((name) => {
    const axis = axes.find((one) => one.name === name)
    if (axis === undefined) return risk[name] !== null
    return axis.domain.kind !== 'list' || axis.domain.values.some((value) => value !== null)
  })
}
