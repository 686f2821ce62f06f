import type { AxisValue, SweepAxis } from '../../../core/backtest/sweep/sweepAxis.ts'
import { specOf } from '../../../core/backtest/sweep/sweepConfiguration.ts'
import { sizingOf } from '../../../core/backtest/sweep/sweptSizings.ts'
import { isSizingMethod, METHOD_AXIS } from '../../../core/backtest/sweep/termFields.ts'
import { backtestSpecSchema } from '../../../core/contract/backtestSpec.ts'
import { readSpec } from '../../../core/contract/readSpec.ts'
import type { SweepManifest } from '../../../core/contract/sweepRecord.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'

/** A configuration of a sweep as the specification of a backtest, on the whole range of the sweep. Errors: those of `readSpec` and `sizingOf`. */
export function trialSpec(
  { base, axes }: SweepManifest,
  /** What `results.parquet` holds of a parameter, by its column. */
  stored: (column: string) => number,
): Outcome<string> {
  const read = readSpec(backtestSpecSchema, base.spec, 'backtest')
  if (!read.ok) return read
  const of = (part: SweepAxis['part']) =>
    Object.fromEntries(axes.flatMap((axis) => (axis.part === part ? [[axis.name, parameterValue(axis, stored)]] : [])))
  const terms = of('terms')
  const method = terms[METHOD_AXIS]
  const isOwn = method === read.value.position_sizing.method
  const sizing = isSizingMethod(method) && !isOwn ? sizingOf(method, terms) : null
  if (sizing?.ok === false) return sizing
  const start = { fixed: {}, spec: read.value, sizings: sizing === null ? [] : [sizing.value] }
  const { strategy, entry_threshold, exit_threshold, ...others } = specOf(start, terms)
  const own = of('strategy')
  const thresholds = others.events === undefined ? { entry_threshold, exit_threshold } : {}
  const whole =
    strategy === undefined
      ? { ...others, ...thresholds, ...own }
      : { ...others, strategy: { ...strategy, parameters: { ...strategy.parameters, ...own } } }
  return success(`${JSON.stringify(whole, null, 2)}\n`)
}

/** A number as it is; of what is no number the one at that place of the list. */
function parameterValue(
  { name, isOrdered, domain }: SweepManifest['axes'][number],
  stored: (column: string) => number,
): AxisValue {
  if (isOrdered || domain.kind !== 'list') return stored(name)
  const value = domain.values[stored(`${name}_choice`)]
  if (Array.isArray(value)) return value.filter((hour) => typeof hour === 'number')
  return typeof value === 'object' ? null : (value ?? null)
}
