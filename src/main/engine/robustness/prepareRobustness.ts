import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { GateDefinition } from '../../../core/contract/gates.ts'
import { readSpec } from '../../../core/contract/readSpec.ts'
import type { RobustnessManifest, RobustnessSpec } from '../../../core/contract/robustnessRecord.ts'
import { robustnessSpecSchema } from '../../../core/contract/robustnessRecord.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { clockOf } from '../../../core/metrics/performance/metricClock.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { barBlockLength } from '../../../core/pipeline/stressing/resampledBars.ts'
import { neighbourPoints } from '../../../core/pipeline/stressing/stressNeighbours.ts'
import type { StressTask } from '../../../core/pipeline/stressing/stressTask.ts'
import type { KeptBacktest } from '../backtests/backtestFolder.ts'
import { fundingRates } from '../backtests/fundingRates.ts'
import { findBacktest } from '../backtests/listBacktests.ts'
import type { PreparedBacktest } from '../backtests/prepareBacktest.ts'
import { preparedAgain } from '../backtests/preparedAgain.ts'
import type { RobustnessPorts } from './robustnessPorts.ts'

/** What a person asks for. `written`: the specification as it stands in its file; `backtest`: the first letters of an id. */
export type RobustnessWish = { readonly backtest: string; readonly written: unknown }

export type PreparedRobustness = {
  readonly task: StressTask
  readonly prepared: PreparedBacktest
  readonly gates: readonly GateDefinition[]
  readonly facts: Omit<RobustnessManifest, 'ledgerBasis'>
}

/**
 * A stored backtest prepared from the data of today, and what is to be done to it. Writes nothing.
 * Errors: those of `readSpec`, `findBacktest` and `preparedAgain`; `robustness-inputs-changed`, `gates-invalid`.
 */
export async function prepareRobustness(
  ports: RobustnessPorts,
  workspace: Workspace,
  { backtest, written }: RobustnessWish,
): Promise<Outcome<PreparedRobustness>> {
  const spec = readSpec(robustnessSpecSchema, written, 'robustness')
  if (!spec.ok) return spec
  const gates = ports.robustnessGates()
  if (!gates.ok) return gates
  const kept = findBacktest(ports.files, workspace.name, backtest)
  if (!kept.ok) return kept
  const prepared = await preparedAgain(ports, workspace, kept.value)
  if (!prepared.ok) return prepared
  const { backtestId } = kept.value.manifest
  if (prepared.value.backtestId !== backtestId) return inputsChanged(backtestId, prepared.value.backtestId)
  const settings = { ...spec.value, seed: spec.value.seed ?? prepared.value.seed }
  const gatesHash = ports.hash(canonicalJson(gates.value))
  const funding = await fundingOf(ports, prepared.value)
  const identity = {
    kind: 'robustness',
    backtestId,
    settings,
    gatesHash,
    funding: funding?.contentHash ?? null,
    engineVersion: ENGINE_VERSION,
  }
  const robustnessId = ports.hash(canonicalJson(identity)).slice(0, 16)
  const task = taskOf(robustnessId, prepared.value, settings, funding?.columns ?? null)
  const facts = factsOf(task, kept.value, prepared.value, gatesHash)
  return success({ task, prepared: prepared.value, gates: gates.value.gates, facts })
}

/** Rates that the backtest itself does not pay; null where it does, or where there are none. */
async function fundingOf(ports: RobustnessPorts, { spec, traded }: PreparedBacktest) {
  if (spec.execution.funding) return null
  const symbols = traded.instruments.map(({ symbol }) => symbol)
  const rates = await fundingRates(ports, traded.market, symbols)
  return rates.ok ? rates.value : null
}

function taskOf(
  robustnessId: string,
  { spec, chosen, traded, request, legs, predictionColumns }: PreparedBacktest,
  settings: RobustnessSpec & { readonly seed: number },
  funding: readonly Float64Array[] | null,
): StressTask {
  const { market, fromBar, toBar } = traded
  const { kind, periodsPerYear, periodStarts } = clockOf(traded.calendars)
  return {
    robustnessId,
    spec,
    strategyId: chosen.strategy.id,
    parameters: chosen.parameters,
    market,
    legs,
    predictions: predictionColumns,
    funding,
    finer: request.finer ?? null,
    startCash: request.startCash,
    fromBar,
    toBar,
    clock: { kind, periodsPerYear, startMs: periodStarts(market.timeMs[fromBar]!, market.timeMs[toBar - 1]!) },
    seed: settings.seed,
    blockBars: settings.block_bars ?? barBlockLength(market.instruments),
    settings,
  }
}

function factsOf(
  task: StressTask,
  { manifest }: KeptBacktest,
  { traded }: PreparedBacktest,
  gatesHash: string,
): PreparedRobustness['facts'] {
  const { robustnessId, settings, seed, startCash, strategyId, fromBar, toBar } = task
  return {
    schemaVersion: 1,
    robustnessId,
    backtestId: manifest.backtestId,
    engineVersion: ENGINE_VERSION,
    spec: { ...settings, seed },
    gatesHash,
    instruments: traded.instruments.map(({ symbol }) => symbol),
    interval: traded.interval,
    bars: toBar - fromBar,
    quoteCurrency: manifest.quoteCurrency,
    startCash,
    strategyId,
    trials: neighbourPoints(task).length,
    synthetic: manifest.synthetic !== null,
    warnings: [...manifest.warnings],
    notes: [],
  }
}

function inputsChanged(before: string, now: string): Outcome<never> {
  return failure(
    'robustness-inputs-changed',
    `The data, costs, hold-out or engine that made the backtest ${before} are not those of today: they give the backtest ${now}.`,
    'Run the backtest again on what there is now, and test that one.',
  )
}
