import { checkParameters } from '../../../core/backtest/strategies/checkParameters.ts'
import { TERM_NAMES } from '../../../core/backtest/sweep/parameterSpace.ts'
import type { AxisValue } from '../../../core/backtest/sweep/sweepAxis.ts'
import { specOf } from '../../../core/backtest/sweep/sweepConfiguration.ts'
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
  if (!spec.ok) return spec
  const own = Object.entries(values).flatMap(([name, value]) =>
    isTerm(name) ? [] : [[name, typeof value === 'boolean' ? Number(value) : value] as const],
  )
  const checked = checkParameters(strategy, { ...base.fixed, ...Object.fromEntries(own) })
  if (!checked.ok) return checked
  const { parameters } = checked.value
  const named = strategy.needsPrediction ? spec.value : { ...spec.value, strategy: { id: strategy.id, parameters } }
  const thresholds = strategy.needsPrediction ? parameters : {}
  const subject = {
    spec: { ...named, ...thresholds },
    written: writtenAs(prepared.written, { ...terms, ...thresholds }),
    writtenFields: [...prepared.writtenFields, ...Object.keys(thresholds)],
    chosen: { strategy, parameters, assumed: [] },
    predictions: prepared.predictions,
  }
  return prepareBacktest(ports, workspace, subject, { throughHoldOut: false })
}

function isTerm(name: string): boolean {
  return TERM_NAMES.some((term) => term === name)
}

/** Where a term stands in a specification. */
export function termField(name: string): string {
  if (name === 'allowed_hours' || !isTerm(name)) return name
  return name === 'position_size' ? 'position_sizing.fraction' : `risk_management.${name}`
}

/** The written specification with values that a sweep gave it. */
function writtenAs(written: unknown, values: ConfigurationValues): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...Object(written) }
  const risk: Record<string, unknown> = { ...Object(fields.risk_management) }
  for (const [name, value] of Object.entries(values)) {
    if (name === 'position_size') fields.position_sizing = { method: 'fixed_fraction', fraction: value }
    else if (termField(name).startsWith('risk_management.')) risk[name] = value
    else fields[name] = value
  }
  return { ...fields, risk_management: risk }
}
