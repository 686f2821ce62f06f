import { BATCH_ROWS } from '../../../core/backtest/sweep/waveSource.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { SweepManifest } from '../../../core/contract/sweepRecord.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { manifestOf } from '../backtests/manifestOf.ts'
import type { PreparedSweep } from './prepareSweep.ts'
import { termField } from './proposeConfiguration.ts'

const NO_BASIS = { throughSeq: 0, trials: 0, sharpeCount: 0, sharpeSum: 0, sharpeSumSquares: 0 }

/** What a sweep is, for its folder: nothing in it depends on the ledger. */
export function sweepManifest(sweep: PreparedSweep, workspace: Workspace): SweepManifest {
  const { sweepId, prepared, axes, plan, size, spec, passes, notes } = sweep
  const made = manifestOf(prepared, {
    symbols: symbolsKey(prepared.traded.ledgerSymbols),
    quoteCurrency: workspace.quoteCurrency,
    synthetic: workspace.synthetic ?? null,
    engineVersion: ENGINE_VERSION,
    ledgerBasis: NO_BASIS,
    openings: [],
  })
  const { schemaVersion: _version, backtestId: _id, ledgerBasis: _basis, ...base } = made
  const varied = new Set(axes.flatMap(({ name }) => [termField(name), `strategy.parameters.${name}`]))
  const { timeMs } = prepared.request.market
  return {
    schemaVersion: 1,
    sweepId,
    base: { ...base, assumptions: base.assumptions.filter(({ field }) => !varied.has(field)) },
    axes: JSON.parse(JSON.stringify(axes)),
    method: plan.method,
    trials: plan.trials,
    size,
    batchRows: plan.method === 'tpe' || plan.method === 'genetic' ? BATCH_ROWS : null,
    objective: spec.optimization_metric,
    constraints: spec.constraints,
    riskProfile: spec.risk_profile,
    walkForward: spec.walk_forward,
    passes: passes.map(({ fold, fromBar, toBar }) => ({
      fold,
      fromBar,
      toBar,
      firstTime: isoTime(timeMs[fromBar]!),
      lastTime: isoTime(timeMs[toBar - 1]!),
    })),
    notes: [...notes],
  }
}
