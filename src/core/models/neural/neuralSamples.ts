import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import { selectRows } from '../featureMatrix.ts'
import { learnableRows } from '../learnableRows.ts'
import type { FitOptions } from '../learner.ts'
import type { LearningTable } from '../learningTable.ts'
import { fitStandardScaler, type StandardScaler } from '../standardScaler.ts'
import { targetScale } from '../targetScale.ts'
import type { NeuralModelData } from '../trainedModelData.ts'

/** Rows with their scaled target and their weight, of mean 1 over the training rows. */
export type NeuralSamples = { readonly rows: Int32Array; readonly target: Float64Array; readonly weight: Float64Array }

/** What scales a network's inputs and its target; for classification 0 and 1. */
export type NeuralScales = {
  readonly scaler: StandardScaler
  readonly targetMean: number
  readonly targetDeviation: number
}

export type PreparedSamples = {
  readonly scales: NeuralScales
  readonly training: NeuralSamples
  /** Null where none were asked for. */
  readonly stop: NeuralSamples | null
  /** Share of the training weight that is on the positive class. */
  readonly positiveShare: number
  readonly withoutWindow: number
  readonly withoutTarget: number
}

/**
 * Training rows that have a target, a weight and a whole window, scaled by what they alone say (by the scales of `from`, where a fit goes on).
 * Fails as `learnableRows` does, and with `no-full-window`, `no-usable-columns`, `no-stop-rows`.
 */
export function prepareSamples(
  table: LearningTable,
  rows: Int32Array,
  hasWindow: (row: number) => boolean,
  options: FitOptions,
  from: NeuralModelData | null,
): Outcome<PreparedSamples> {
  const complete = rows.filter(hasWindow)
  if (rows.length > 0 && complete.length === 0) return noFullWindow()
  const learned = learnableRows(table, complete, options.positiveWeight)
  if (!learned.ok) return learned
  const scaled = from === null ? scalesOf(table, learned.value.rows) : success(from)
  if (!scaled.ok) return scaled
  const scales: NeuralScales = scaled.value
  if (scales.scaler.deviations.every((deviation) => deviation === 0))
    return failure(
      'no-usable-columns',
      'Every column is constant or missing in the training rows.',
      'Use other features, or a longer training span.',
    )
  const { weight, positiveFactor } = learned.value
  const meanWeight = weight.reduce((sum, one) => sum + one, 0) / weight.length
  const sample = (chosen: Int32Array): NeuralSamples => ({
    rows: chosen,
    target: Float64Array.from(chosen, (row) => (table.target[row]! - scales.targetMean) / scales.targetDeviation),
    weight: Float64Array.from(
      chosen,
      (row) => (table.weight[row]! * (table.target[row] === 1 ? positiveFactor : 1)) / meanWeight,
    ),
  })
  const isKnown = (row: number) => Number.isFinite(table.target[row]!) && table.weight[row]! > 0
  const stop =
    options.stopRows === undefined ? null : sample(options.stopRows.filter((row) => isKnown(row) && hasWindow(row)))
  if (stop !== null && stop.rows.length === 0) return noStopRows()
  const training = sample(learned.value.rows)
  return success({
    scales,
    training,
    stop,
    positiveShare: training.weight.reduce((sum, one, at) => sum + one * training.target[at]!, 0) / weight.length,
    withoutWindow: rows.length - complete.length,
    withoutTarget: learned.value.withoutTarget,
  })
}

function scalesOf(table: LearningTable, rows: Int32Array): Outcome<NeuralScales> {
  const scaler = fitStandardScaler(selectRows(table.features, rows))
  const scale = targetScale(table, rows, scaler)
  return scale.ok ? success({ scaler, targetMean: scale.value.mean, targetDeviation: scale.value.deviation }) : scale
}

function noFullWindow() {
  return failure(
    'no-full-window',
    'No training row has as many rows of its instrument before it as the sequence is long.',
    'Shorten the sequence, or use a longer history.',
  )
}

function noStopRows() {
  return failure(
    'no-stop-rows',
    'None of the rows that were to tell when training stops has a target, a weight and a full window.',
    'Set more rows aside for stopping, or none.',
  )
}
