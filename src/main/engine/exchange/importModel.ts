import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { ExchangeFormat } from '../../../core/contract/exchangeFormats.ts'
import { MODEL_FILE_VERSION } from '../../../core/contract/modelRecordFile.ts'
import type { PredictionsPassport } from '../../../core/contract/predictionsPassport.ts'
import type { ImportedModel } from '../../../core/contract/workbench/modelCalls.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { pastSignals } from '../../../core/models/exchange/pastSignals.ts'
import type { TrainedModelData } from '../../../core/models/trainedModelData.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { predictionsHash } from '../backtests/readPredictions.ts'
import { checkModelId, predictionFiles, writePredictions } from '../backtests/storedPredictions.ts'
import type { Job } from '../jobs/job.ts'
import { readStoredMatrix } from '../matrices/readStoredMatrix.ts'
import type { StoredMatrix } from '../matrices/storedMatrix.ts'
import { modelContentHash } from '../training/readModelFile.ts'
import { signalsOf } from '../training/storeOutOfFold.ts'
import { MODELS_FOLDER, modelPath, shortVersion, versionFiles } from '../training/trainFolder.ts'
import { type ExchangePorts, FORMAT_ENDINGS } from './exchangePorts.ts'
import { type ForeignPredictions, predictForeign } from './predictForeign.ts'
import type { OnnxWish } from './runOnnx.ts'

export type ImportWish = OnnxWish & {
  readonly id: string
  readonly matrix: string
  readonly format: ExchangeFormat
  /** Absolute. */
  readonly file: string
  readonly fileName: string
}

const MOST_BYTES = 512 * 1024 * 1024
const INCOMING = 'imported/incoming'

/**
 * Lets a model of another program foretell the rows of a matrix, and keeps its file and what it said as a model that backtests trade. Every row counts as one
 * that it may have learned from. A failure leaves what was there.
 * Errors: `bad-model-id`, `model-trained-here`, `exchange-too-large`, those of `readStoredMatrix` and `predictForeign`, `exchange-no-predictions`.
 */
export async function importModel(
  ports: ExchangePorts,
  workspace: Workspace,
  wish: ImportWish,
  job: Job,
): Promise<Outcome<ImportedModel>> {
  const id = checkModelId(wish.id)
  if (!id.ok) return id
  if (ports.files.listFolders(modelPath(id.value, 'versions')).length > 0)
    return failure(
      'model-trained-here',
      `The model ${id.value} was trained in this workspace.`,
      'Bring the file in under another name with --id.',
    )
  const matrix = await readStoredMatrix(ports, workspace.name, wish.matrix)
  if (!matrix.ok) return matrix
  const incoming = modelPath(id.value, INCOMING)
  const isFirst = !ports.files.exists(modelPath(id.value, 'predictions.json'))
  const imported = await importFrom(ports, workspace, wish, matrix.value, incoming, job)
  const left = imported.ok || !isFirst ? incoming : `${MODELS_FOLDER}/${id.value}`
  const cleared = ports.files.remove(left)
  return imported.ok && !cleared.ok ? cleared : imported
}

async function importFrom(
  ports: ExchangePorts,
  workspace: Workspace,
  wish: ImportWish,
  matrix: StoredMatrix,
  incoming: string,
  job: Job,
): Promise<Outcome<ImportedModel>> {
  const { files } = ports
  const copied = files.copyIn(wish.file, incoming)
  if (!copied.ok) return copied
  const size = files.sizeBytes(incoming)
  if (!size.ok) return size
  if (size.value > MOST_BYTES)
    return failure(
      'exchange-too-large',
      `${wish.fileName} has ${size.value} bytes; ${MOST_BYTES} are the most.`,
      'Bring in a smaller model.',
    )
  const bytes = files.readBytes(incoming)
  if (!bytes.ok) return bytes
  const foretold = await predictForeign(ports, matrix, bytes.value, wish, job, 'import')
  if (!foretold.ok) return foretold
  const known = Int32Array.from(foretold.value.predicted.keys()).filter(
    (row) => !Number.isNaN(foretold.value.predicted[row]!),
  )
  if (known.length === 0)
    return failure(
      'exchange-no-predictions',
      'The model foretold none of the rows.',
      'Most models of other programs take no missing values: fill them in the matrix, or inside of the model.',
    )
  const fileSha256 = ports.hash(bytes.value)
  return keep(ports, workspace, wish, { matrix, foretold: foretold.value, known, fileSha256, incoming })
}

type Foretold = {
  readonly matrix: StoredMatrix
  readonly foretold: ForeignPredictions
  readonly known: Int32Array
  readonly fileSha256: string
  readonly incoming: string
}

async function keep(
  ports: ExchangePorts,
  workspace: Workspace,
  { id, format, fileName }: ImportWish,
  { matrix, foretold, known, fileSha256, incoming }: Foretold,
): Promise<Outcome<ImportedModel>> {
  const { files, hash } = ports
  const { passport, timeMs, decisionMs, instrument } = matrix
  const all = pastSignals(passport.target.task, foretold.predicted, decisionMs)
  const signal = Float64Array.from(known, (row) => all[row]!)
  const bySymbol = signalsOf(passport.instruments, instrument, timeMs, known, signal)
  const told: PredictionsPassport = {
    schemaVersion: 1,
    model: id,
    interval: passport.interval,
    source: `assay models import, ${fileName} (${format} ${shortVersion(fileSha256)})`,
    contentHash: predictionsHash(hash, bySymbol),
    rows: known.length,
    withoutBar: 0,
    least: signal.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    most: signal.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    symbols: bySymbol.map(({ symbol, timeMs: own }) => ({
      symbol,
      rows: own.length,
      firstTime: isoTime(own[0]!),
      lastTime: isoTime(own.at(-1)!),
    })),
    imported: { format, fileSha256, matrixSha256: passport.sha256, inSample: 'unknown' },
    notes: [
      'IN-SAMPLE UNKNOWN: nobody here knows which rows this model learned from; it may have seen every row that it foretells.',
      passport.target.task === 'classification'
        ? 'A signal is 2 p - 1, p the probability of the class 1: 0.5 asks for p above 0.75.'
        : 'A signal is the sign of the prediction, times the share of its earlier predictions that are smaller in size.',
      ...(passport.trusted ? [] : [`UNTRUSTED MATRIX: the report on ${passport.name} has errors.`]),
      ...foretold.notes,
    ],
  }
  const paths = predictionFiles(id)
  const text = `${JSON.stringify(told, null, 2)}\n`
  const rowsWithout = foretold.predicted.length - known.length
  const before = files.exists(paths.passport) ? files.readText(paths.passport) : null
  if (before?.ok === true && before.value === text && files.exists(paths.table))
    return success({ workspace: workspace.name, passport: told, isNew: false, rowsWithout })
  const kept = keepFile(ports, id, format, fileSha256, incoming, foretold.model)
  if (!kept.ok) return kept
  // Without a passport nothing is there: a kill in between leaves a model without predictions, not one with others.
  const removed = files.exists(paths.passport) ? files.remove(paths.passport) : success(undefined)
  if (!removed.ok) return removed
  const written = await writePredictions(ports, paths.table, bySymbol)
  if (!written.ok) return written
  const done = files.writeText(paths.passport, text)
  return done.ok ? success({ workspace: workspace.name, passport: told, isNew: true, rowsWithout }) : done
}

/** The file as it came; trees also as a model of ours, which can be explained and exported. */
function keepFile(
  { files, hash }: ExchangePorts,
  id: string,
  format: ExchangeFormat,
  sha256: string,
  incoming: string,
  model: TrainedModelData | null,
): Outcome<void> {
  const moved = files.rename(incoming, modelPath(id, `imported/${shortVersion(sha256)}.${FORMAT_ENDINGS[format]}`))
  if (!moved.ok || model === null) return moved
  const content = JSON.parse(JSON.stringify({ models: [model], calibrators: [], signalSizes: [] }))
  const head = { schemaVersion: MODEL_FILE_VERSION, modelId: id, sha256, engineVersion: ENGINE_VERSION }
  const text = `${JSON.stringify({ ...head, contentSha256: modelContentHash(hash, content), ...content })}\n`
  return files.writeText(modelPath(id, versionFiles(shortVersion(sha256)).model), text)
}
