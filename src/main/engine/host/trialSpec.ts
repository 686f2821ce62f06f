import type { AxisValue, SweepAxis } from '../../../core/backtest/sweep/sweepAxis.ts'
import { specOf } from '../../../core/backtest/sweep/sweepConfiguration.ts'
import { backtestSpecSchema } from '../../../core/contract/backtestSpec.ts'
import { readSpec } from '../../../core/contract/readSpec.ts'
import type { SweepManifest } from '../../../core/contract/sweepRecord.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'

/** A configuration of a sweep as the specification of a backtest, on the whole range of the sweep. Errors: those of `readSpec` and `specOf`. */
export function trialSpec(
  { base, axes }: SweepManifest,
  /** What `results.parquet` holds of a parameter, by its column. */
  stored: (column: string) => number,
): Outcome<string> {
  const read = readSpec(backtestSpecSchema, base.spec, 'backtest')
  if (!read.ok) return read
  const of = (part: SweepAxis['part']) =>
    Object.fromEntries(axes.flatMap((axis) => (axis.part === part ? [[axis.name, parameterValue(axis, stored)]] : [])))
  const spec = specOf({ fixed: {}, spec: read.value }, of('terms'))
  if (!spec.ok) return spec
  const { strategy, entry_threshold, exit_threshold, ...others } = spec.value
  const own = of('strategy')
  const whole =
    strategy === undefined
      ? { ...others, entry_threshold, exit_threshold, ...own }
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
