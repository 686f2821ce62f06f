import type { JsonValue } from '../../contract/jsonValue.ts'
import type { UnitRunner } from '../../contract/unitRunner.ts'
import type { Beat } from '../../job/beat.ts'
import type { ModelKernels, TrainedModel } from '../../models/learner.ts'
import type { TrainedModelData } from '../../models/trainedModelData.ts'
import { trainedModelOf } from '../../models/trainedModelOf.ts'
import type { Outcome, Trouble } from '../../outcome/outcome.ts'
import { success } from '../../outcome/outcome.ts'
import { type FittedRows, fitPlain, fitRows, predictedRows, type TrainBench } from './fitRows.ts'
import { learnerOfRecipe } from './learnerOfRecipe.ts'
import { measureContributions } from './measureContributions.ts'
import { measureDependence } from './measureDependence.ts'
import { measureDrift } from './measureDrift.ts'
import { measureImportance } from './measureImportance.ts'
import { planInner } from './planRows.ts'
import { constantScores, LOSS_OF, predictionScores } from './predictionScores.ts'
import { signalSizes, tradedSignals } from './tradedSignal.ts'
import type { TrainPayload, TrainTask } from './trainingTask.ts'
import { labelledRows, trainRowsOf } from './trainingTask.ts'
import type { CurvePoint, CurveUnit, FittedPart, FitUnit, SearchUnit, TrainResult, TrainUnit } from './trainUnits.ts'

/** Runs the units of a training. All randomness of a unit comes from its name, so that it does not matter where and when it is run. */
export function createTrainRunner(payload: unknown, kernelsOf: (threads: number) => ModelKernels): UnitRunner {
  const task = payload as TrainTask
  const benches = new Map<number, TrainBench>()
  return (request, beat) => {
    const unit = request as unknown as TrainUnit
    const threads = Atomics.load(task.threads, 0)
    const bench = benches.get(threads) ?? benchOf(task, kernelsOf(threads))
    benches.set(threads, bench)
    return JSON.parse(JSON.stringify(runTrainUnit(bench, unit, beat))) as JsonValue
  }
}

/** A result that came back from a worker or a file, with its type back. */
export function trainResultOf(value: JsonValue): TrainResult {
  return value as unknown as TrainResult
}

export function benchOf(training: TrainPayload, kernels: ModelKernels): TrainBench {
  const { recipe, data } = training
  const { validation, featureBars } = recipe
  const lookBackRows = learnerOfRecipe(recipe, data.table.task, () => success([])).lookBackRows(recipe.settings)
  const learner = learnerOfRecipe(recipe, data.table.task, (rows) => {
    const plan = planInner({ data, validation, lookBackRows, featureBars }, rows)
    return plan.ok ? success(plan.value.splits) : plan
  })
  return { ...training, kernels, learner, validation, lookBackRows, featureBars }
}

export function runTrainUnit(bench: TrainBench, unit: TrainUnit, beat: Beat): TrainResult {
  switch (unit.kind) {
    case 'search': {
      const loss = searchedLoss(bench, unit, beat)
      return { ...unit, loss: loss.ok ? loss.value : null, trouble: troubleOf(loss) }
    }
    case 'fit': {
      const fitted = fittedPart(bench, unit, beat)
      return { ...unit, fitted: fitted.ok ? fitted.value : null, trouble: troubleOf(fitted) }
    }
    case 'curve': {
      const point = curvePoint(bench, unit, beat)
      return { ...unit, point: point.ok ? point.value : null, trouble: troubleOf(point) }
    }
  }
}

function troubleOf(outcome: Outcome<unknown>): Trouble | null {
  return outcome.ok ? null : outcome.trouble
}

/** Without calibration, of the first seed. */
function searchedLoss(bench: TrainBench, { part, draw, settings }: SearchUnit, beat: Beat): Outcome<number | null> {
  const rows = trainRowsOf(bench, part)
  const plan = planInner(bench, rows, bench.recipe.search?.n_splits)
  if (!plan.ok) return plan
  const target: number[] = []
  const predicted: number[] = []
  for (const [place, { train, test }] of plan.value.splits.entries()) {
    const name = `training/${part}/search/${place}`
    const fitted = fitPlain(bench, train, { settings, name, seed: 0 }, nested(beat, place, plan.value.splits.length))
    if (!fitted.ok) return fitted
    const known = predictedRows(fitted.value, test)
    predicted.push(...known.predicted)
    for (const row of known.rows) target.push(bench.data.table.target[row]!)
  }
  const { task } = bench.data.table
  const scores = predictionScores(task, Float64Array.from(target), Float64Array.from(predicted))
  beat(draw, draw + 1, '')
  return success(scores[LOSS_OF[task]] ?? null)
}

function fittedPart(bench: TrainBench, { part, seed, settings }: FitUnit, beat: Beat): Outcome<FittedPart> {
  const { data, plan } = bench
  const rows = trainRowsOf(bench, part)
  const fitted = fitRows(bench, rows, { settings, name: `training/${part}`, seed }, beat)
  if (!fitted.ok) return fitted
  const { task, target } = data.table
  const test = plan.splits[part]?.test ?? new Int32Array(0)
  const predictions = fitted.value.predict(test)
  const known = predictedRows({ predict: () => predictions }, test)
  const truth = valuesAt(target, known.rows)
  const trainBase = meanOf(valuesAt(target, rows))
  const isKept = plan.splits[part] === undefined
  const sizes = signalSizes(signalBase(fitted.value, task === 'regression'))
  const isMeasured = seed === 0 && !isKept
  const importance = isKept ? null : measureImportance(bench, fitted.value, known.rows, part, beat)
  return success({
    trainRows: fitted.value.trainRows.length,
    stopRows: fitted.value.stopRows,
    trainBase,
    predictions: [...predictions].map(numberOrNull),
    signals: [...tradedSignals(task, predictions, sizes)].map(numberOrNull),
    scores: predictionScores(task, truth, known.predicted),
    baseline: constantScores(task, truth, trainBase),
    importance,
    drift: isMeasured ? measureDrift(data.table, fitted.value.trainRows, test, beat) : [],
    contributions: isMeasured ? measureContributions(bench, fitted.value, known.rows, beat) : null,
    dependence: isMeasured ? measureDependence(bench, fitted.value, importance, beat) : [],
    model: isKept ? storableModel(bench, fitted.value.model) : null,
    calibrator: isKept ? (fitted.value.calibrator?.data ?? null) : null,
    signalSizes: isKept ? [...sizes] : [],
  })
}

/** Rows by which a model that goes through JSON is compared with itself. */
const COMPARED_ROWS = 256

/** The data of a model that foretells the same, bit for bit, when it is made of its file. */
function storableModel({ data, kernels }: TrainBench, model: TrainedModel): TrainedModelData {
  const stored: TrainedModelData = JSON.parse(JSON.stringify(model.data))
  const again = trainedModelOf(stored, kernels)
  const rows = labelledRows(data).slice(-COMPARED_ROWS)
  const [first, second] = [model, again].map((own) => (own.predictProbability ?? own.predict)(data.table, rows))
  if (rows.some((_, at) => !Object.is(first?.[at], second?.[at])))
    throw new Error(`A model of the kind ${stored.type} does not survive its file`)
  return stored
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

function signalBase(fitted: FittedRows, isNeeded: boolean): Float64Array {
  return isNeeded ? predictedRows(fitted, fitted.trainRows).predicted : new Float64Array(0)
}

/** Fitted on the newest share of the training rows: older ones are what a shorter history would lack. */
function curvePoint(bench: TrainBench, { part, share, settings }: CurveUnit, beat: Beat): Outcome<CurvePoint> {
  const { data, plan } = bench
  const all = trainRowsOf(bench, part)
  const rows = all.slice(all.length - Math.max(1, Math.round(all.length * share)))
  const fitted = fitPlain(bench, rows, { settings, name: `training/${part}`, seed: 0 }, beat)
  if (!fitted.ok) return fitted
  const { task, target } = data.table
  const { trainRows } = fitted.value
  const lossOn = (asked: Int32Array) => {
    const known = predictedRows(fitted.value, asked)
    return predictionScores(task, valuesAt(target, known.rows), known.predicted)[LOSS_OF[task]] ?? null
  }
  return success({ rows: trainRows.length, train: lossOn(trainRows), test: lossOn(plan.splits[part]!.test) })
}

function nested(beat: Beat, place: number, places: number): Beat {
  return (done, total, note) => beat(place + (total > 0 ? done / total : 0), places, note)
}

function valuesAt(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!)
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
