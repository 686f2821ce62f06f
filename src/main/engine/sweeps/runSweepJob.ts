import { FIGURE_WIDTH } from '../../../core/backtest/sweep/objective.ts'
import type { SweepPayload, SweepStudy } from '../../../core/backtest/sweep/sweepTask.ts'
import { WAVE_ROWS } from '../../../core/backtest/sweep/waveSource.ts'
import type { LedgerBasis } from '../../../core/contract/ledger.ts'
import type { SweepOverfitting } from '../../../core/contract/sweepOverfitting.ts'
import type { SweepManifest, SweepSummary } from '../../../core/contract/sweepRecord.ts'
import type { WorkerTask } from '../../../core/contract/unitRunner.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { StageWeight } from '../../../core/job/jobProgress.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import { clockOf } from '../../../core/metrics/performance/metricClock.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { durationText } from '../../../core/time/durationText.ts'
import { writePredictions } from '../backtests/storedPredictions.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import { writeSchemas } from '../commands/writeSchemas.ts'
import type { Job } from '../jobs/job.ts'
import type { WorkerPool } from '../ports/workerPool.ts'
import type { SweepEstimate } from './estimateSweep.ts'
import { checkSize, estimateSweep, SAMPLE_ROWS } from './estimateSweep.ts'
import type { JudgedSweep } from './judgeSweep.ts'
import { judgeSweep } from './judgeSweep.ts'
import { type LuckBeforehand, luckBeforehand } from './luckBeforehand.ts'
import type { PreparedSweep, SweepPass, SweepWish } from './prepareSweep.ts'
import { prepareSweep } from './prepareSweep.ts'
import type { PassResult } from './runPass.ts'
import { runPass } from './runPass.ts'
import type { SharedRows } from './runWave.ts'
import { studyConfigurations, studyRoom } from './studyConfigurations.ts'
import { readKeptSweep, readSweepBasis, SWEEP_FILES, SWEEPS, sweepPath, unitsFolder } from './sweepFolder.ts'
import { sweepManifest } from './sweepManifest.ts'
import type { SweepPorts, SweepScope } from './sweepPorts.ts'
import { figureTerms, periodOfBars } from './sweepTerms.ts'
import { writeResults } from './writeResults.ts'

export const SWEEP_STAGES: readonly StageWeight[] = [
  { stage: 'prepare', weight: 3 },
  { stage: 'sweep', weight: 90 },
  { stage: 'judge', weight: 7 },
]

/** `unchanged`: the same sweep was there already. `estimate` null: it was not made, because nothing was left to evaluate. */
export type SweepReport = {
  readonly sweepId: string
  readonly workspace: string
  readonly unchanged: boolean
  readonly estimate: SweepEstimate | null
  readonly manifest: SweepManifest
  /** Null where only the estimate was asked for. */
  readonly summary: SweepSummary | null
  readonly overfitting: SweepOverfitting | null
  /** Where only the estimate was asked for; else the summary tells it of what was found. */
  readonly luck: LuckBeforehand | null
}

/** `onlyId`: the sweep that it must be, or nothing is evaluated. */
export type SweepOptions = { readonly workers: number; readonly estimateOnly: boolean; readonly onlyId?: string }

/**
 * A sweep, kept under `sweeps/<id>`. Each finished block of configurations is a file, so a sweep that was cancelled, paused or killed goes on with the same command.
 * Errors: those of `prepareSweep`, of the ledger and of the worker pool; `sweep-too-large`, `sweep-broken`, `sweep-inputs-changed`.
 */
export async function runSweepJob(
  ports: SweepPorts,
  { job, opened }: WorkspaceJob,
  wish: SweepWish,
  options: SweepOptions,
): Promise<Outcome<SweepReport>> {
  const { workspace, files } = opened
  const schemas = writeSchemas(files)
  if (!schemas.ok) return schemas
  const ready = await job.stage('prepare', () => prepareSweep(ports, workspace, wish))
  if (!ready.ok) return ready
  const sweep = ready.value
  const { sweepId } = sweep
  if (options.onlyId !== undefined && options.onlyId !== sweepId) return inputsChanged(options.onlyId, sweepId)
  job.attachRun(sweepId)
  job.note(`sweep ${sweepId}`)
  const kept = readKeptSweep(files, sweepId)
  if (!kept.ok) return kept
  const report = { sweepId, workspace: workspace.name }
  if (kept.value !== null) return success({ ...report, unchanged: true, estimate: null, luck: null, ...kept.value })
  const work = workOf(ports, sweep, options.workers)
  try {
    const estimate = await estimateSweep(ports, sweep, work.pool(), work.shared, options.workers, job)
    if (!estimate.ok) return estimate
    const fits = checkSize(estimate.value, sweep.plan.trials)
    if (!fits.ok) return fits
    job.note(`${sweep.plan.trials} configurations, about ${durationText(estimate.value.seconds)}`)
    const manifest = sweepManifest(sweep, workspace)
    const made = { ...report, unchanged: false, estimate: estimate.value, manifest }
    if (options.estimateOnly) {
      const luck = luckBeforehand(ports, sweep)
      return luck.ok ? success({ ...made, summary: null, overfitting: null, luck: luck.value }) : luck
    }
    const judged = await evaluateAndJudge({ ports, job, workspace, sweep, ...work }, manifest)
    return judged.ok ? success({ ...made, ...judged.value, luck: null }) : judged
  } finally {
    await work.close()
  }
}

function inputsChanged(sweepId: string, now: string): Outcome<never> {
  return failure(
    'sweep-inputs-changed',
    `The data, costs, hold-out or engine that made the sweep ${sweepId} are not those of today: they give ${now}.`,
    'Restore the data and workspace.yaml as they were, or use the engine version that it names.',
  )
}

type Work = {
  readonly shared: SharedRows
  readonly pool: () => WorkerPool
  readonly dayOf: Int32Array
  readonly study: SweepStudy
  readonly close: () => Promise<void>
}

function workOf(ports: SweepPorts, sweep: PreparedSweep, workers: number): Work {
  const { prepared, base, axes, strategy, plan } = sweep
  const { request, traded, legs, predictionColumns } = prepared
  const rows = Math.min(WAVE_ROWS, Math.max(2 * SAMPLE_ROWS, plan.trials))
  const sharedColumn = (numbers: number) => new Float64Array(new SharedArrayBuffer(numbers * 8))
  const shared = { coordinates: sharedColumn(rows * axes.length), figures: sharedColumn(rows * FIGURE_WIDTH) }
  const dayOf = periodOfBars(clockOf(traded.calendars), request.market.timeMs)
  const study = studyRoom(sweep)
  const payload: SweepPayload = {
    ...base,
    ...shared,
    study,
    market: request.market,
    dayOf,
    predictions: predictionColumns,
    finer: request.finer,
    instruments: legs,
    strategyId: strategy.id,
    direction: base.spec.direction,
    axes,
    startCash: request.startCash,
  }
  let pool: WorkerPool | null = null
  const workerData: WorkerTask = { runner: 'sweep', payload }
  return {
    shared,
    dayOf,
    study,
    pool: () => {
      pool ??= ports.pools.create({ workers, workerData })
      return pool
    },
    close: async () => {
      await pool?.close()
    },
  }
}

type Evaluation = Work & {
  readonly ports: SweepPorts
  readonly job: Job
  readonly workspace: Workspace
  readonly sweep: PreparedSweep
}

async function evaluateAndJudge(parts: Evaluation, manifest: SweepManifest): Promise<Outcome<JudgedSweep>> {
  const { ports, job, sweep } = parts
  const begun = await beginSweep(parts, manifest)
  if (!begun.ok) return begun
  const passes = await job.stage('sweep', () => runPasses(parts, begun.value.scope))
  if (!passes.ok) return passes
  const judged = await job.stage('judge', () => judge(parts, begun.value, passes.value))
  if (!judged.ok) return judged
  const done = completeSweep(ports, sweep)
  return done.ok ? judged : done
}

async function judge(parts: Evaluation, begun: Begun, passes: readonly PassResult[]): Promise<Outcome<JudgedSweep>> {
  const { ports, job, sweep, study, pool } = parts
  const studied = await studyConfigurations(sweep, study, passes[0]!.history, pool, job)
  if (!studied.ok) return studied
  await parts.close()
  const written = await writeResults(ports, job, sweep, passes, (pass) => termsOf(parts, pass))
  return written.ok ? judgeSweep({ ...parts, ...begun, passes, studied: studied.value }) : written
}

type Begun = { readonly scope: SweepScope; readonly basis: LedgerBasis }

/** What stands in the folder before the first trial: the manifest, and what the ledger held when the sweep first began. */
async function beginSweep({ ports, sweep }: Evaluation, manifest: SweepManifest): Promise<Outcome<Begun>> {
  const { sweepId } = sweep
  const { ledgerSymbols, interval } = sweep.prepared.traded
  const scope = { runId: sweepId, symbols: symbolsKey(ledgerSymbols), interval }
  const known = readSweepBasis(ports.files, sweepId)
  const basis = known === null ? ports.ledger.basisFor(scope.symbols, sweepId) : success(known)
  if (!basis.ok) return basis
  const texts = { [SWEEP_FILES.ledger]: { schemaVersion: 1, basis: basis.value }, [SWEEP_FILES.manifest]: manifest }
  for (const [name, value] of Object.entries(texts)) {
    const written = ports.files.writeText(sweepPath(sweepId, name), `${JSON.stringify(value, null, 2)}\n`)
    if (!written.ok) return written
  }
  const kept = await keepPredictions(ports, sweep)
  return kept.ok ? success({ scope, basis: basis.value }) : kept
}

/** Those of a person's file, which may be gone when the sweep is made again. */
async function keepPredictions(ports: SweepPorts, { sweepId, wish, prepared }: PreparedSweep): Promise<Outcome<void>> {
  const { predictions } = prepared
  if (wish.predictionsFile === undefined || predictions === null) return success(undefined)
  return writePredictions(ports, sweepPath(sweepId, SWEEP_FILES.predictions), predictions.bySymbol)
}

async function runPasses(parts: Evaluation, scope: SweepScope): Promise<Outcome<readonly PassResult[]>> {
  const { job, sweep } = parts
  const results: PassResult[] = []
  const total = sweep.plan.trials * sweep.passes.length
  for (const pass of sweep.passes) {
    const before = pass.fold * sweep.plan.trials
    const onRows = (rows: number) => job.beat('sweep', before + rows, total, passNote(pass.fold))
    const ran = await runPass({ ...parts, sweepId: sweep.sweepId, scope, onRows }, pass, termsOf(parts, pass))
    if (!ran.ok) return ran
    results.push(ran.value)
  }
  return success(results)
}

function termsOf({ sweep: { prepared }, dayOf }: Evaluation, { fromBar, toBar }: SweepPass) {
  return figureTerms(prepared, clockOf(prepared.traded.calendars), dayOf, fromBar, toBar)
}

function passNote(fold: number): string {
  return fold === 0 ? '' : `training of fold ${fold}`
}

/** `complete.json`, then the units are needed no more. */
function completeSweep({ files }: SweepPorts, { sweepId, wish }: PreparedSweep): Outcome<void> {
  const { manifest, summary, proposals, overfitting, leakScan, results, predictions } = SWEEP_FILES
  const names: string[] = [manifest, summary, proposals, overfitting, leakScan, results]
  if (wish.predictionsFile !== undefined) names.push(predictions)
  const written = SWEEPS.seal(files, sweepId, names)
  return written.ok ? files.remove(unitsFolder(sweepId)) : written
}
