import type { RowExplanationView } from '../../../core/contract/workbench/modelViews.ts'
import { javascriptHistogramKernels } from '../../../core/models/boosting/javascriptHistogramKernels.ts'
import { calibratorOf } from '../../../core/models/calibration/calibrator.ts'
import type { ModelKernels, TrainedModel } from '../../../core/models/learner.ts'
import type { LearningTable } from '../../../core/models/learningTable.ts'
import { createJavascriptMatrixKernels } from '../../../core/models/neural/javascriptMatrixKernels.ts'
import type { TrainedModelData } from '../../../core/models/trainedModelData.ts'
import { trainedModelOf } from '../../../core/models/trainedModelOf.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { ModelOnMatrix } from '../training/modelOnMatrix.ts'
import type { StoredModel } from '../training/readModelFile.ts'

const KERNELS: ModelKernels = { histograms: javascriptHistogramKernels, matrices: createJavascriptMatrixKernels() }

/** `latest`: the last row decided at or before that time; else the row of the bar that begins then. */
export type AskedRow = { readonly symbol: string; readonly timeMs: number; readonly latest: boolean }

/** What the model that is kept says of a row, and what of it each column makes. Error: `no-such-row`. */
export function explainRow(model: ModelOnMatrix, stored: StoredModel, asked: AskedRow): Outcome<RowExplanationView> {
  const { matrix, features, signals, shown } = model
  const row = rowOf(model, asked)
  if (row < 0) return noSuchRow(asked)
  const { symbol } = asked
  const barMs = matrix.timeMs[row]!
  const { task } = shown.manifest
  const table: LearningTable = {
    task,
    features,
    target: matrix.target,
    weight: new Float64Array(0),
    previousRow: previousRows(model),
  }
  const models = stored.models.map((data) => trainedModelOf(data, KERNELS))
  const each = models.map((one) => predictionOf(one, table, row))
  const calibrated = stored.calibrators.map((data, at) => calibratorOf(data).apply(Float64Array.of(each[at]!))[0]!)
  const told = signals.find((one) => one.symbol === symbol)
  const signal = told?.signal[told.timeMs.indexOf(barMs)] ?? null
  const target = matrix.target[row]!
  return success({
    symbol,
    barMs,
    decisionMs: matrix.decisionMs[row]!,
    previousBarMs: matrix.timeMs[table.previousRow[row]!] ?? null,
    nextBarMs: matrix.timeMs[table.previousRow.indexOf(row)] ?? null,
    task,
    predicted: meanOf(each),
    calibrated: calibrated.length === 0 ? null : meanOf(calibrated),
    signal,
    target: Number.isNaN(target) ? null : target,
    parts: partsOf(models, table, row),
    notes: notesOf(stored, signal),
  })
}

/** -1 where there is none. Rows ascend in time. */
function rowOf({ matrix }: ModelOnMatrix, { symbol, timeMs, latest }: AskedRow): number {
  const place = matrix.passport.instruments.indexOf(symbol)
  const isOwn = (row: number) => matrix.instrument[row] === place
  return latest
    ? matrix.decisionMs.findLastIndex((decided, row) => decided <= timeMs && isOwn(row))
    : matrix.timeMs.findIndex((time, row) => time === timeMs && isOwn(row))
}

function noSuchRow({ symbol, timeMs, latest }: AskedRow): Outcome<never> {
  return failure(
    'no-such-row',
    `The matrix that the model learned from has no row of ${symbol} ${latest ? 'decided by' : 'whose bar begins at'} ${isoTime(timeMs)}.`,
    'Rows are missing where a feature has no value yet, and where they are sealed.',
  )
}

function predictionOf({ predict, predictProbability }: TrainedModel, table: LearningTable, row: number): number {
  return (predictProbability ?? predict)(table, Int32Array.of(row))[0]!
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function partsOf(models: readonly TrainedModel[], table: LearningTable, row: number): RowExplanationView['parts'] {
  const explained = models.flatMap(({ explain }) => (explain === null ? [] : [explain(table, Int32Array.of(row))]))
  const [first] = explained
  if (first === undefined || explained.length < models.length) return null
  const { names, columns, values } = table.features
  const contributions = names.map((feature, column) => {
    const value = values[row * columns + column]!
    return {
      feature,
      value: Number.isNaN(value) ? null : value,
      contribution: meanOf(explained.map((parts) => parts.values[column]!)),
    }
  })
  return {
    unit: unitOf(models[0]!.data),
    base: meanOf(explained.map(({ base }) => base)),
    contributions: contributions.sort(
      (left, right) =>
        Math.abs(right.contribution) - Math.abs(left.contribution) || (left.feature < right.feature ? -1 : 1),
    ),
  }
}

function unitOf(data: TrainedModelData): 'log-odds' | 'probability' | 'value' {
  if (data.task === 'regression') return 'value'
  return data.form === 'trees' && data.link === 'identity' ? 'probability' : 'log-odds'
}

function notesOf({ models, calibrators }: StoredModel, signal: number | null): readonly string[] {
  return [
    'This is the model that is kept, fitted on all rows: it has learned from this row too, where its outcome was known. The signal that was traded comes from a model of a fold that had not.',
    ...(models.length > 1 ? [`Prediction and parts are means over the ${models.length} seeds.`] : []),
    ...(calibrators.length > 0 ? ['Parts are of the prediction before it was calibrated.'] : []),
    ...(signal === null ? ['No fold foretold this row: it lies before the first test.'] : []),
  ]
}

function previousRows({ matrix }: ModelOnMatrix): Int32Array {
  const last = new Int32Array(matrix.passport.instruments.length).fill(-1)
  return matrix.instrument.map((place, row) => {
    const before = last[place]!
    last[place] = row
    return before
  })
}
