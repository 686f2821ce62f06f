import type { ExchangeFormat } from '../../../core/contract/exchangeFormats.ts'
import { readLightgbm } from '../../../core/models/exchange/readLightgbm.ts'
import { readXgboost } from '../../../core/models/exchange/readXgboost.ts'
import type { TrainedModelData } from '../../../core/models/trainedModelData.ts'
import { trainedModelOf } from '../../../core/models/trainedModelOf.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { Job } from '../jobs/job.ts'
import type { StoredMatrix } from '../matrices/storedMatrix.ts'
import type { ExchangePorts } from './exchangePorts.ts'
import { type MatrixTable, matrixTable } from './matrixTable.ts'
import { type OnnxWish, onnxTerms, runOnnx } from './runOnnx.ts'

/** `predicted`: probability or value by row of the matrix, NaN where there is none. `model`: where the file is one that we can say ourselves. */
export type ForeignPredictions = {
  readonly predicted: Float64Array
  readonly model: TrainedModelData | null
  readonly notes: readonly string[]
}

/**
 * What the model of a file says of every row of a matrix.
 * Errors: those of `readXgboost`, `readLightgbm`, `matrixTable`, `onnxTerms`, `runOnnx`; `exchange-other-target`, `onnx-not-probabilities`.
 */
export async function predictForeign(
  ports: ExchangePorts,
  matrix: StoredMatrix,
  bytes: Uint8Array,
  wish: OnnxWish & { readonly format: ExchangeFormat },
  job: Job,
  stage: 'import' | 'export',
): Promise<Outcome<ForeignPredictions>> {
  const told = (done: number, total: number) => job.beat(stage, done, total, 'rows')
  if (wish.format === 'onnx') return predictOnnx(ports, matrix, bytes, wish, job.signal, told)
  const text = new TextDecoder().decode(bytes)
  const model = wish.format === 'xgboost' ? readXgboost(text) : readLightgbm(text)
  if (!model.ok) return model
  const { task } = matrix.passport.target
  if (model.value.task !== task)
    return failure(
      'exchange-other-target',
      `The model does ${model.value.task}; the target of the matrix ${matrix.passport.name} is one of ${task}.`,
      'Choose a matrix with such a target.',
    )
  const found = matrixTable(matrix, model.value.names)
  if (!found.ok) return found
  const { table, notes } = found.value
  const rows = Int32Array.from({ length: table.features.rows }, (_, row) => row)
  const trained = trainedModelOf(model.value, ports.kernels)
  const predicted = (trained.predictProbability ?? trained.predict)(table, rows)
  return success({ predicted, model: model.value, notes })
}

async function predictOnnx(
  { onnx }: ExchangePorts,
  matrix: StoredMatrix,
  bytes: Uint8Array,
  wish: OnnxWish,
  signal: AbortSignal,
  told: (done: number, total: number) => void,
): Promise<Outcome<ForeignPredictions>> {
  const facts = onnx.inspect(bytes)
  if (!facts.ok) return facts
  const terms = onnxTerms(facts.value, wish)
  if (!terms.ok) return terms
  const found = onnxTable(matrix, namesOf(facts.value.facts.features), terms.value.columns)
  if (!found.ok) return found
  const { table, notes } = found.value
  const predicted = await runOnnx(onnx, bytes, terms.value, table, signal, told)
  if (!predicted.ok) return predicted
  const { task } = matrix.passport.target
  const odd = predicted.value.find((value) => value < -1e-6 || value > 1 + 1e-6)
  if (task === 'classification' && odd !== undefined)
    return failure(
      'onnx-not-probabilities',
      `The matrix ${matrix.passport.name} asks for the probability of a class, and the model says ${odd}.`,
      'Choose the output of the probabilities with --output, or a matrix whose target is an amount.',
    )
  const held =
    task === 'classification' ? predicted.value.map((value) => Math.min(Math.max(value, 0), 1)) : predicted.value
  return success({ predicted: held, model: null, notes })
}

/** By the names that the file gives its columns, else all of the matrix in its order. Error: `onnx-other-inputs`. */
function onnxTable(
  matrix: StoredMatrix,
  names: readonly string[] | null,
  columns: number | null,
): Outcome<MatrixTable> {
  const { features, passport } = matrix
  if (names !== null && (columns === null || names.length === columns)) return matrixTable(matrix, names)
  if (columns !== null && columns !== features.columns)
    return failure(
      'onnx-other-inputs',
      `The model takes ${columns} columns; the matrix ${passport.name} has ${features.columns}.`,
      `The matrix has: ${features.names.slice(0, 40).join(', ')}. Build one with the columns of the model.`,
    )
  const found = matrixTable(matrix, features.names)
  if (!found.ok) return found
  const note = `The file does not name its columns: they were taken in the order of the matrix ${passport.name}.`
  return success({ ...found.value, notes: [note] })
}

function namesOf(text: string | undefined): readonly string[] | null {
  if (text === undefined) return null
  try {
    const names: unknown = JSON.parse(text)
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : null
  } catch {
    return null
  }
}
