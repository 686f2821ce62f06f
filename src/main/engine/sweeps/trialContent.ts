import { TERM_NAMES } from '../../../core/backtest/sweep/parameterSpace.ts'
import type { SweepAxis } from '../../../core/backtest/sweep/sweepAxis.ts'
import type { DataSpan } from '../../../core/contract/ledger.ts'
import { configuredExecution } from '../backtests/prepareBacktest.ts'
import type { PreparedSweep } from './prepareSweep.ts'

export const SWEEP_TRIALS = 'sweep'

type Values = Readonly<Record<string, unknown>>

/**
 * What decides an evaluation beside the values that a sweep may vary, and those of them that this one does not: so that the same configuration has one id in all
 * sweeps.
 */
export function trialContent(
  { prepared, base, strategy, axes }: PreparedSweep,
  { symbols, interval, span }: { readonly symbols: string; readonly interval: string; readonly span: DataSpan },
): readonly [common: unknown, fixed: Values, axes: readonly SweepAxis[]] {
  const { risk_management: risk, position_sizing: sizing, allowed_hours, ...spec } = base.spec
  const terms: Record<(typeof TERM_NAMES)[number], unknown> = {
    allowed_hours,
    position_size: sizing.method === 'fixed_fraction' ? sizing.fraction : sizing,
    stop_loss: risk.stop_loss,
    take_profit: risk.take_profit,
    trailing_stop: risk.trailing_stop,
    max_bars: risk.max_bars,
  }
  const { strategy: _declared, entry_threshold: _entry, exit_threshold: _exit, ...dated } = spec
  const { start_date: _from, end_date: _to, engine: _engine, execution, ...rest } = dated
  const limits = Object.fromEntries(Object.entries(risk).filter(([name]) => !TERM_NAMES.some((term) => term === name)))
  const common = {
    stage: SWEEP_TRIALS,
    symbols,
    interval,
    span,
    spec: { ...rest, execution: configuredExecution(execution), limits },
    strategy: { id: strategy.id, version: strategy.version },
    costs: prepared.traded.instruments.map(({ symbol, costs }) => ({ symbol, ...costs })),
    predictions: prepared.predictions?.contentHash ?? null,
    funding: prepared.fundingHash,
  }
  return [common, { ...base.fixed, ...terms }, axes]
}
