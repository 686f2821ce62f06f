import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { HoldOutForetelling } from '../../../core/contract/holdOutForetelling.ts'
import type { StageWeight } from '../../../core/job/jobProgress.ts'
import type { ModelKernels } from '../../../core/models/learner.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { constantScores, predictionScores } from '../../../core/pipeline/training/predictionScores.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { BacktestPorts } from '../backtests/backtestPorts.ts'
import { predictionsHash } from '../backtests/readPredictions.ts'
import { writePredictions } from '../backtests/storedPredictions.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import type { BuildPorts } from '../matrices/buildPorts.ts'
import { matrixThroughHoldOut } from '../matrices/matrixThroughHoldOut.ts'
import { readStoredMatrix } from '../matrices/readStoredMatrix.ts'
import type { StoredMatrix } from '../matrices/storedMatrix.ts'
import type { Seal } from '../pipeline/sealsOn.ts'
import { isWhole, keptForetelling, newestBarMs, sealsOf } from './modelHoldOut.ts'
import { type ShownModel, showModel } from './modelRegistry.ts'
import { modelSays } from './modelSays.ts'
import { outOfHours } from './predictRows.ts'
import { readModelFile } from './readModelFile.ts'
import { rowsBefore } from './shownRows.ts'
import { signalsOf } from './storeOutOfFold.ts'
import { modelPath, shortVersion, versionFiles } from './trainFolder.ts'

export const HOLD_OUT_STAGES: readonly StageWeight[] = [
  { stage: 'prepare', weight: 2 },
  { stage: 'rebuild', weight: 8 },
  { stage: 'foretell', weight: 2 },
]

export type ForetellPorts = BacktestPorts & BuildPorts & { readonly kernels: ModelKernels }

export type ForetellReport = {
  readonly workspace: string
  readonly unchanged: boolean
  readonly foretelling: HoldOutForetelling
}

/**
 * Takes a kept version through the sealed hold-out of its instruments: its matrix is built on, and what the model says of rows that it never saw is kept beside its out-of-fold predictions,
 * for a backtest through the hold-out. Each first time is an opening of the ledger, recorded before a sealed bar is read.
 * Errors: those of `showModel`, `sealsOn`, `readModelFile`, `readStoredMatrix`, `matrixThroughHoldOut` and the ledger; `no-hold-out`, `model-learned-sealed-rows`, `hold-out-empty`.
 */
export async function foretellHoldOut(
  ports: ForetellPorts,
  { job, opened, store }: WorkspaceJob,
  name: string,
): Promise<Outcome<ForetellReport>> {
  const { workspace, files } = opened
  const ready = await job.stage('prepare', async () => {
    const model = showModel(files, store, name)
    if (!model.ok) return model
    const seals = sealsOf(files, workspace, model.value)
    if (!seals.ok) return seals
    const matrix = await readStoredMatrix(ports, workspace.name, model.value.manifest.matrix.sha256)
    if (!matrix.ok) return matrix
    const newest = newestBarMs(files, model.value.manifest.instruments)
    if (!newest.ok) return newest
    return success({ model: model.value, seals: seals.value, matrix: matrix.value, newestMs: newest.value })
  })
  if (!ready.ok) return ready
  const { model, seals, matrix, newestMs } = ready.value
  const kept = keptForetelling(files, model)
  if (kept !== null && isWhole(kept, seals, newestMs))
    return success({ workspace: workspace.name, unchanged: true, foretelling: kept })
  const openings = openAll(ports, model, seals, newestMs)
  if (!openings.ok) return openings
  const through = await job.stage('rebuild', () => matrixThroughHoldOut(ports, job, workspace, matrix))
  if (!through.ok) return through
  return job.stage('foretell', async () => {
    const told = await foretold(ports, workspace, model, through.value, seals[0]!.startMs)
    if (!told.ok) return told
    const foretelling = { ...told.value, newestBar: isoTime(newestMs), openings: openings.value }
    const path = modelPath(model.manifest.modelId, versionFiles(shortVersion(model.manifest.sha256)).holdOut)
    const written = files.writeText(path, `${JSON.stringify(foretelling, null, 2)}\n`)
    return written.ok ? success({ workspace: workspace.name, unchanged: false, foretelling }) : written
  })
}

function openAll(
  { ledger }: ForetellPorts,
  { manifest }: ShownModel,
  seals: readonly Seal[],
  newestMs: number,
): Outcome<HoldOutForetelling['openings']> {
  const openings: HoldOutForetelling['openings'] = []
  for (const { symbols, startMs } of seals) {
    const opened = ledger.openHoldOut({
      runId: manifest.runId,
      symbols,
      spanStartMs: startMs,
      spanEndMs: newestMs,
      configHash: manifest.sha256,
    })
    if (!opened.ok) return opened
    openings.push({ symbols, openings: opened.value.openings })
  }
  return success(openings)
}

async function foretold(
  ports: ForetellPorts,
  workspace: WorkspaceJob['opened']['workspace'],
  model: ShownModel,
  matrix: StoredMatrix,
  sealedMs: number,
): Promise<Outcome<Omit<HoldOutForetelling, 'openings' | 'newestBar'>>> {
  const { manifest, report } = model
  const version = shortVersion(manifest.sha256)
  const stored = readModelFile(ports, manifest.modelId, version)
  if (!stored.ok) return stored
  const hours = outOfHours(workspace, manifest, matrix)
  if (!hours.ok) return hours
  const columns = manifest.features.map((feature) => matrix.features.names.indexOf(feature))
  const { table, instrument } = rowsBefore(matrix, columns, null)
  const { prediction, signal } = modelSays(ports.kernels, stored.value, table)
  const { rows: known } = rowsBefore(matrix, columns, sealedMs).table.features
  const sealed = Int32Array.from({ length: matrix.timeMs.length - known }, (_, at) => known + at).filter(
    (row) => !Number.isNaN(prediction[row]!) && !hours.value(instrument[row]!, matrix.timeMs[row]!),
  )
  if (sealed.length === 0) return holdOutEmpty(manifest.modelId, sealedMs)
  const signals = Float64Array.from(sealed, (row) => signal[row]!)
  const bySymbol = signalsOf(manifest.instruments, instrument, matrix.timeMs, sealed, signals)
  const path = modelPath(manifest.modelId, versionFiles(version).holdOutPredictions)
  const written = await writePredictions(ports, path, bySymbol)
  if (!written.ok) return written
  const judged = sealed.filter((row) => !Number.isNaN(matrix.target[row]!))
  const truth = Float64Array.from(judged, (row) => matrix.target[row]!)
  const learned = matrix.target.subarray(0, known).filter((_, row) => matrix.labelEndMs[row]! <= sealedMs)
  return success({
    schemaVersion: 1,
    modelId: manifest.modelId,
    sha256: manifest.sha256,
    engineVersion: ENGINE_VERSION,
    interval: manifest.interval,
    sealedFrom: isoTime(sealedMs),
    firstTime: isoTime(matrix.timeMs[sealed[0]!]!),
    lastTime: isoTime(matrix.timeMs[sealed.at(-1)!]!),
    rows: sealed.length,
    withTarget: judged.length,
    contentHash: predictionsHash(ports.hash, bySymbol),
    scores: predictionScores(
      manifest.task,
      truth,
      Float64Array.from(judged, (row) => prediction[row]!),
    ),
    always: constantScores(manifest.task, truth, learned.reduce((sum, value) => sum + value, 0) / learned.length),
    outOfFold: report.pooled,
    notes: [
      'Whoever reads these figures has looked into the hold-out: what is chosen by them is no longer tested by it.',
    ],
  })
}

function holdOutEmpty(modelId: string, sealedMs: number): Outcome<never> {
  return failure(
    'hold-out-empty',
    `There is no row from ${isoTime(sealedMs)} on of which ${modelId} says anything.`,
    'Bring newer bars in: assay data import, assay data download.',
  )
}
