import type { ExchangeFormat } from '../../../core/contract/exchangeFormats.ts'
import type { ExportedModel } from '../../../core/contract/workbench/modelCalls.ts'
import { calibratorOf } from '../../../core/models/calibration/calibrator.ts'
import { lightgbmText } from '../../../core/models/exchange/lightgbmText.ts'
import { onnxModelOf, stepsOf } from '../../../core/models/exchange/onnx/modelGraph.ts'
import { xgboostText } from '../../../core/models/exchange/xgboostText.ts'
import type { LearningTable } from '../../../core/models/learningTable.ts'
import type { TrainedModelData, TreeModelData } from '../../../core/models/trainedModelData.ts'
import { trainedModelOf } from '../../../core/models/trainedModelOf.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { predictionsPassport } from '../backtests/storedPredictions.ts'
import type { Job } from '../jobs/job.ts'
import { readStoredMatrix } from '../matrices/readStoredMatrix.ts'
import type { WorkspaceStore } from '../ports/workspaceStore.ts'
import { findModel } from '../training/modelRegistry.ts'
import { readModelFile, type StoredModel } from '../training/readModelFile.ts'
import { modelPath, shortVersion } from '../training/trainFolder.ts'
import { type ExchangePorts, FORMAT_ENDINGS } from './exchangePorts.ts'
import { matrixTable } from './matrixTable.ts'
import { predictForeign } from './predictForeign.ts'

/** `only`: the place of one seed's model, from 1. `uncalibrated`: leaves the calibration out, where a format has no words for it. */
export type ExportWish = {
  readonly name: string
  readonly format: ExchangeFormat
  readonly only?: number | undefined
  readonly uncalibrated?: boolean | undefined
}

type ExportCheck = NonNullable<ExportedModel['check']>

const TOLERANCE = 1e-6

/**
 * Writes a model as a file that other programs read, below its folder, and reads it back over the rows of its matrix.
 * Errors: those of `findModel` and `readModelFile`; `exchange-not-sayable`, `exchange-many-models`, `exchange-calibrated`.
 */
export async function exportModel(
  ports: ExchangePorts,
  workspace: string,
  store: WorkspaceStore,
  wish: ExportWish,
  job: Job,
): Promise<Outcome<ExportedModel>> {
  const found = findVersion(ports, store, wish.name)
  if (!found.ok) return found
  const { modelId, version, matrixSha256 } = found.value
  const read = readModelFile(ports, modelId, version)
  if (!read.ok) return read
  const chosen = chooseModels(read.value, wish)
  if (!chosen.ok) return chosen
  const bytes = encode(ports, chosen.value, wish.format, { model: modelId, version })
  if (!bytes.ok) return bytes
  const path = modelPath(modelId, `exports/${modelId}_${version}.${FORMAT_ENDINGS[wish.format]}`)
  const written = ports.files.writeBytes(path, bytes.value)
  if (!written.ok) return written
  const check = await checkExport(ports, workspace, matrixSha256, chosen.value, bytes.value, wish.format, job)
  if (!check.ok) return check
  const sha256 = ports.hash(bytes.value)
  const notes = notesOf(read.value, chosen.value, wish.format, check.value)
  return success({ workspace, modelId, version, format: wish.format, path, sha256, check: check.value, notes })
}

type FoundVersion = { readonly modelId: string; readonly version: string; readonly matrixSha256: string }

/** A version that was trained here, or trees of another program that were brought in. */
function findVersion(ports: ExchangePorts, store: WorkspaceStore, name: string): Outcome<FoundVersion> {
  const found = findModel(store, name)
  if (found.ok) {
    const { modelId, sha256, matrix } = found.value.version
    return success({ modelId, version: shortVersion(sha256), matrixSha256: matrix.sha256 })
  }
  const passport = predictionsPassport(ports.files, name)
  if (!passport.ok || passport.value.imported === undefined) return found
  const { fileSha256, matrixSha256 } = passport.value.imported
  return success({ modelId: name, version: shortVersion(fileSha256), matrixSha256 })
}

function chooseModels({ models, calibrators }: StoredModel, wish: ExportWish): Outcome<StoredModel> {
  const place = wish.only === undefined ? null : wish.only - 1
  if (place !== null && models[place] === undefined)
    return failure(
      'exchange-many-models',
      `It has ${models.length} models, one a seed; there is no number ${wish.only}.`,
      `Choose one from 1 to ${models.length}.`,
    )
  const kept = place === null ? models : models.slice(place, place + 1)
  const own = wish.uncalibrated === true ? [] : place === null ? calibrators : calibrators.slice(place, place + 1)
  if (wish.format === 'onnx') return success({ models: kept, calibrators: own })
  if (kept.length > 1)
    return failure(
      'exchange-many-models',
      `It is the mean of ${kept.length} models, one a seed, which ${wish.format} has no words for.`,
      'Choose one with --only 1, or export to ONNX.',
    )
  if (own.length > 0)
    return failure(
      'exchange-calibrated',
      `Its probabilities are calibrated, which ${wish.format} has no words for.`,
      'Leave the calibration out with --uncalibrated (other probabilities, in the same order), or export to ONNX.',
    )
  return success({ models: kept, calibrators: [] })
}

function encode(
  { onnx }: ExchangePorts,
  { models, calibrators }: StoredModel,
  format: ExchangeFormat,
  facts: Readonly<Record<string, string>>,
): Outcome<Uint8Array> {
  if (format === 'onnx') return success(onnx.encode(onnxModelOf({ models, calibrators, facts })))
  const [model] = models
  if (model?.form !== 'trees')
    return failure(
      'exchange-not-sayable',
      `${format} says trees, and this model is of the form ${model?.form ?? 'none'}.`,
      'Export it to ONNX.',
    )
  const text = treeTextOf(model, format)
  return text.ok ? success(new TextEncoder().encode(text.value)) : text
}

function treeTextOf(model: TreeModelData, format: 'xgboost' | 'lightgbm'): Outcome<string> {
  return format === 'xgboost' ? xgboostText(model) : lightgbmText(model)
}

async function checkExport(
  ports: ExchangePorts,
  workspace: string,
  matrixSha256: string,
  chosen: StoredModel,
  bytes: Uint8Array,
  format: ExchangeFormat,
  job: Job,
): Promise<Outcome<ExportCheck | null>> {
  const matrix = await readStoredMatrix(ports, workspace, matrixSha256)
  if (!matrix.ok) return success(null)
  const own = matrixTable(matrix.value, chosen.models[0]!.names)
  if (!own.ok) return success(null)
  const read = await predictForeign(ports, matrix.value, bytes, { format }, job, 'export')
  if (!read.ok) return read
  const expected = predictionsOf(ports, chosen, own.value.table)
  let [rows, worst, beyond] = [0, 0, 0]
  read.value.predicted.forEach((value, row) => {
    if (Number.isNaN(value) || Number.isNaN(expected[row])) return
    const gap = Math.abs(value - expected[row]!)
    rows++
    worst = Math.max(worst, gap)
    if (gap > TOLERANCE * Math.max(1, Math.abs(expected[row]!))) beyond++
  })
  return success({ rows, worst, beyond })
}

/** The mean over seeds, each through its calibrator. */
function predictionsOf(
  { kernels }: ExchangePorts,
  { models, calibrators }: StoredModel,
  table: LearningTable,
): Float64Array {
  const rows = Int32Array.from({ length: table.features.rows }, (_, row) => row)
  const all = models.map((data: TrainedModelData, at) => {
    const model = trainedModelOf(data, kernels)
    const own = (model.predictProbability ?? model.predict)(table, rows)
    const calibrator = calibrators[at]
    return calibrator === undefined ? own : calibratorOf(calibrator).apply(own)
  })
  return Float64Array.from(rows, (row) => all.reduce((sum, own) => sum + own[row]!, 0) / all.length)
}

function notesOf(
  { calibrators }: StoredModel,
  chosen: StoredModel,
  format: ExchangeFormat,
  check: ExportCheck | null,
): readonly string[] {
  const steps = Math.max(...chosen.models.map(stepsOf))
  const isWindowed = format === 'onnx' && steps > 1
  return [
    ...(isWindowed ? [`It takes ${steps} rows of an instrument for a prediction, oldest first.`] : []),
    ...(format === 'xgboost'
      ? ['XGBoost compares float32: a value that rounds across a threshold falls on its other side there.']
      : []),
    ...(calibrators.length > 0 && chosen.calibrators.length === 0
      ? ['UNCALIBRATED: its probabilities are not those that were traded here.']
      : []),
    ...(check === null ? ['It was not read back over rows: its matrix is not there any more.'] : []),
    ...(check !== null && check.beyond > 0
      ? [`${check.beyond} of ${check.rows} rows differ by more than ${TOLERANCE}: ${check.worst} at worst.`]
      : []),
  ]
}
