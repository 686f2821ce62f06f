import { checkParameters } from '../../../core/backtest/strategies/checkParameters.ts'
import type { AxisValue } from '../../../core/backtest/sweep/sweepAxis.ts'
import { specOf } from '../../../core/backtest/sweep/sweepConfiguration.ts'
import { METHOD_AXIS, readsTerm, sizingField, TERM_NAMES, termField } from '../../../core/backtest/sweep/termFields.ts'
import type { BacktestSpec } from '../../../core/contract/backtestSpec.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { PreparedBacktest } from '../backtests/prepareBacktest.ts'
import { prepareBacktest } from '../backtests/prepareBacktest.ts'
import type { PreparedSweep } from './prepareSweep.ts'
import type { SweepPorts } from './sweepPorts.ts'

export type ConfigurationValues = Readonly<Record<string, AxisValue>>

/** A configuration as the backtest that a person would have written for it: the same id, the same bytes. */
export async function proposeConfiguration(
  ports: SweepPorts,
  workspace: Workspace,
  { base, strategy, prepared }: PreparedSweep,
  values: ConfigurationValues,
): Promise<Outcome<PreparedBacktest>> {
  const terms = Object.fromEntries(Object.entries(values).filter(([name]) => isTerm(name)))
  const spec = specOf({ ...base, spec: prepared.spec }, terms)
  const own = Object.entries(values).flatMap(([name, value]) =>
    isTerm(name) ? [] : [[name, typeof value === 'boolean' ? Number(value) : value] as const],
  )
  const checked = checkParameters(strategy, { ...base.fixed, ...Object.fromEntries(own) })
  if (!checked.ok) return checked
  const { parameters } = checked.value
  const named = strategy.needsPrediction ? spec : { ...spec, strategy: { id: strategy.id, parameters } }
  const thresholds = strategy.needsPrediction ? parameters : {}
  const subject = {
    spec: { ...named, ...thresholds },
    written: writtenAs(prepared.written, spec, { ...terms, ...thresholds }),
    writtenFields: [...prepared.writtenFields, ...Object.keys(thresholds)],
    chosen: { strategy, parameters, assumed: [] },
    predictions: prepared.predictions,
  }
  return prepareBacktest(ports, workspace, subject, { throughHoldOut: false })
}

function isTerm(name: string): boolean {
  return TERM_NAMES.includes(name)
}

/** The written specification with values that a sweep gave it. */
function writtenAs(written: unknown, spec: BacktestSpec, values: ConfigurationValues): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...Object(written) }
  const risk: Record<string, unknown> = { ...Object(fields.risk_management) }
  for (const [name, value] of Object.entries(values)) {
    if (termField(name).startsWith('risk_management.')) risk[name] = value
    else if (!isSizing(name)) fields[name] = value
  }
  const sizes = Object.entries(values).filter(([name]) => isSizing(name))
  if (sizes.length > 0) fields.position_sizing = writtenSizing(Object(fields.position_sizing), spec, sizes)
  return { ...fields, risk_management: risk }
}

function isSizing(name: string): boolean {
  return name === METHOD_AXIS || sizingField(name) !== null
}

/** What is written of another method does not count. */
function writtenSizing(
  written: Record<string, unknown>,
  { position_sizing: { method } }: BacktestSpec,
  values: readonly (readonly [name: string, value: AxisValue])[],
): Record<string, unknown> {
  const own = values.flatMap(([name, value]) => (readsTerm(method, name) ? [[sizingField(name), value]] : []))
  return { ...(written.method === method ? written : {}), method, ...Object.fromEntries(own) }
}
