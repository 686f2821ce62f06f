import { METHOD_AXIS, readsTerm, SIZING_FIELDS, termField } from '../../../core/backtest/sweep/termFields.ts'
import { BATCH_ROWS } from '../../../core/backtest/sweep/waveSource.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { KeptSweepWish, SweepManifest } from '../../../core/contract/sweepRecord.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { manifestOf } from '../backtests/manifestOf.ts'
import type { PreparedSweep, SweepWish } from './prepareSweep.ts'

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
  const { timeMs } = prepared.request.market
  return {
    schemaVersion: 1,
    sweepId,
    base: { ...base, assumptions: sweepAssumptions(sweep, base.assumptions) },
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
    wish: keptWish(sweep.wish),
  }
}

/** Without what is varied; where the method of sizing is, with the standards of each method in place of the base's own. */
function sweepAssumptions(
  { axes, base }: PreparedSweep,
  assumptions: SweepManifest['base']['assumptions'],
): SweepManifest['base']['assumptions'] {
  const varied = new Set(axes.flatMap(({ name }) => [termField(name), `strategy.parameters.${name}`]))
  const left = assumptions.filter(({ field }) => !varied.has(field))
  if (!varied.has(METHOD_AXIS)) return left
  const chosen = axes.find(({ name }) => name === METHOD_AXIS)?.domain
  const isTried = chosen?.kind === 'list' && chosen.values.includes(base.spec.position_sizing.method)
  const standards = base.sizings.flatMap((sizing) =>
    SIZING_FIELDS[sizing.method]
      .filter(
        (field) =>
          !axes.some(({ name }) => termField(name) === `position_sizing.${field}` && readsTerm(sizing.method, name)),
      )
      .map((field) => ({
        field: `position_sizing.${field}`,
        value: Object.entries(sizing).find(([name]) => name === field)?.[1] ?? null,
        meaning: `The standard of ${sizing.method}.`,
      })),
  )
  return [...(isTried ? left : left.filter(({ field }) => !field.startsWith('position_sizing.'))), ...standards]
}

function keptWish(wish: SweepWish): KeptSweepWish {
  const { written, strategy, model, predictionsFile, from, to, method, trials, seed } = wish
  const flags = { strategy, model, predictions: predictionsFile?.name, from, to, method, trials, seed }
  return JSON.parse(JSON.stringify({ written, ...flags }))
}
