import type { SweepAxis } from '../../../core/backtest/sweep/sweepAxis.ts'
import { specOf } from '../../../core/backtest/sweep/sweepConfiguration.ts'
import { METHOD_AXIS, sizingField, TERM_NAMES, trialSizing } from '../../../core/backtest/sweep/termFields.ts'
import type { JoinedAxes } from '../../../core/backtest/sweep/trialNames.ts'
import type { DataSpan } from '../../../core/contract/ledger.ts'
import { axisValue } from '../../../core/stats/search/searchAxis.ts'
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
): readonly [common: unknown, fixed: Values, axes: readonly SweepAxis[], joined: JoinedAxes | null] {
  const { risk_management: risk, position_sizing: sizing, allowed_hours, ...spec } = base.spec
  const terms = {
    allowed_hours,
    [SIZING_PART]: trialSizing(sizing),
    stop_loss: risk.stop_loss,
    take_profit: risk.take_profit,
    trailing_stop: risk.trailing_stop,
    max_bars: risk.max_bars,
  }
  const { strategy: _declared, entry_threshold: _entry, exit_threshold: _exit, ...dated } = spec
  const { start_date: _from, end_date: _to, engine: _engine, execution, ...rest } = dated
  const limits = Object.fromEntries(Object.entries(risk).filter(([name]) => !TERM_NAMES.includes(name)))
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
  return [common, { ...base.fixed, ...terms }, axes, joinedSizing(base, axes)]
}

/** Under this name ids of trials hold the size of an entry. */
const SIZING_PART = 'position_size'

/** However axes name a sizing, the id holds what they make together. */
function joinedSizing(base: PreparedSweep['base'], axes: readonly SweepAxis[]): JoinedAxes | null {
  const takes = (name: string) => name === METHOD_AXIS || sizingField(name) !== null
  if (!axes.some(({ name }) => takes(name) && name !== SIZING_PART)) return null
  return {
    name: SIZING_PART,
    takes,
    valueAt: (coordinates, at) => {
      const values = axes.flatMap((axis, k) =>
        takes(axis.name) ? [[axis.name, axisValue(axis, coordinates[at + k]!)] as const] : [],
      )
      return trialSizing(specOf(base, Object.fromEntries(values)).position_sizing)
    },
  }
}
