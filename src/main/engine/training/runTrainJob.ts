import type { LedgerBasis } from '../../../core/contract/ledger.ts'
import type { TrainManifest, ValidationReport } from '../../../core/contract/modelRecord.ts'
import { trainSpecSchemas } from '../../../core/contract/specSchemas.ts'
import type { StageWeight } from '../../../core/job/jobProgress.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { combineTraining, type TrainedOutput } from '../../../core/pipeline/training/combineTraining.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import { writeSchemas } from '../commands/writeSchemas.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { applyCurrent } from './currentVersion.ts'
import type { PreparedTraining, TrainWish } from './prepareTraining.ts'
import { prepareTraining } from './prepareTraining.ts'
import { registerVersion } from './registerVersion.ts'
import { runUnits, type TrainScope } from './runUnits.ts'
import { storeTraining } from './storeTraining.ts'
import { modelPath, readKeptModel, readTrainBasis, shortVersion, versionFiles } from './trainFolder.ts'
import type { TrainPorts } from './trainPorts.ts'

export const TRAIN_STAGES: readonly StageWeight[] = [
  { stage: 'prepare', weight: 3 },
  { stage: 'train', weight: 90 },
  { stage: 'write', weight: 7 },
]

/** `unchanged`: the same version was there already. `current`: whether the model's id stands for it. */
export type TrainReport = {
  readonly workspace: string
  readonly modelId: string
  readonly version: string
  readonly unchanged: boolean
  readonly current: boolean
  readonly manifest: TrainManifest
  readonly report: ValidationReport
  readonly files: readonly string[]
}

/**
 * Trains a version of a model, kept under `models/<ID>`. Each finished unit is a file, so a training that was cancelled or killed goes on with the same command.
 * Errors: those of `prepareTraining`, of the ledger, of the worker pool and of `combineTraining`; `model-changed`, `model-id-taken`.
 */
export async function runTrainJob(
  ports: TrainPorts,
  parts: WorkspaceJob,
  wish: TrainWish,
  workers: number,
): Promise<Outcome<TrainReport>> {
  const { job, opened, store } = parts
  const { workspace, files } = opened
  const schemas = writeSchemas(files, trainSpecSchemas())
  if (!schemas.ok) return schemas
  const ready = await job.stage('prepare', () => prepareTraining(ports, workspace, store, wish))
  if (!ready.ok) return ready
  const { modelId, sha256, runId } = ready.value.manifest
  const version = shortVersion(sha256)
  const free = checkFree(files, modelId)
  if (!free.ok) return free
  job.note(`model ${modelId}@${version}`)
  job.attachRun(runId)
  const kept = readKeptModel(files, modelId, version)
  if (!kept.ok) return kept
  if (kept.value === null) {
    const trained = await train(ports, parts, ready.value, workers, runId)
    if (!trained.ok) return trained
  }
  const done = kept.value === null ? readKeptModel(files, modelId, version) : kept
  if (!done.ok) return done
  if (done.value === null) throw new Error(`The version ${version} of ${modelId} was not finished`)
  const registered = registerVersion(ports, store, done.value)
  if (!registered.ok) return registered
  const current = applyCurrent(files, store, modelId)
  if (!current.ok) return current
  const { manifest, report, complete } = done.value
  return success({
    workspace: workspace.name,
    modelId,
    version,
    unchanged: kept.value !== null,
    current: current.value.sha256 === manifest.sha256,
    manifest,
    report,
    files: Object.keys(complete.files).map((name) => modelPath(modelId, name)),
  })
}

/** Predictions that somebody brought in are not written over. */
function checkFree(files: GuardedFiles, modelId: string): Outcome<void> {
  const isImported =
    files.exists(modelPath(modelId, 'predictions.json')) &&
    files.listFolders(modelPath(modelId, 'versions')).length === 0
  if (!isImported) return success(undefined)
  return failure(
    'model-id-taken',
    `Predictions were brought in under the name ${modelId}.`,
    'Train under another one with --id.',
  )
}

async function train(
  ports: TrainPorts,
  { job, opened }: WorkspaceJob,
  prepared: PreparedTraining,
  workers: number,
  runId: string,
): Promise<Outcome<void>> {
  const { manifest, payload, terms } = prepared
  const symbols = symbolsKey(terms.ledgerSymbols)
  const begun = beginTraining(ports, manifest, symbols, runId)
  if (!begun.ok) return begun
  const { decisionMs } = payload.data
  const span = { fromMs: terms.barMs[0]!, toMs: decisionMs.at(-1)! }
  const scope: TrainScope = { runId, symbols, interval: manifest.interval, span }
  const output = await job.stage('train', async (): Promise<Outcome<TrainedOutput>> => {
    const results = await runUnits(ports, job, prepared, scope, workers)
    return results.ok ? combineTraining(payload, results.value) : results
  })
  if (!output.ok) return output
  const own = ports.ledger.ownTrials(symbols, runId, begun.value)
  if (!own.ok) return own
  const trials = { own: own.value.trials, before: begun.value.trials }
  return job.stage('write', () =>
    storeTraining({ ports, job, workspace: opened.workspace, prepared, output: output.value, trials }),
  )
}

/** What the ledger held when the version was first begun stands in its folder before the first trial. */
function beginTraining(
  { files, ledger }: TrainPorts,
  { modelId, sha256 }: TrainManifest,
  symbols: string,
  runId: string,
): Outcome<LedgerBasis> {
  const version = shortVersion(sha256)
  const known = readTrainBasis(files, modelId, version)
  const basis = known === null ? ledger.basisFor(symbols, runId) : success(known)
  if (!basis.ok || known !== null) return basis
  const text = `${JSON.stringify({ schemaVersion: 1, basis: basis.value }, null, 2)}\n`
  const written = files.writeText(modelPath(modelId, versionFiles(version).ledger), text)
  return written.ok ? basis : written
}
