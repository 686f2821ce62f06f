import type { TrainedModel } from '../learner.ts'
import type { LearningTable } from '../learningTable.ts'
import type { NeuralModelData } from '../trainedModelData.ts'
import { sigmoidOf } from './exponential.ts'
import type { MatrixKernels } from './matrixKernels.ts'
import { createNetwork, restoreWeights } from './network.ts'
import { samplesAtATime } from './samplesAtATime.ts'
import { hasWindow, windowReader } from './windows.ts'

/**
 * The model of its data. Rows whose window reaches before their instrument's first row are predicted as NaN, never as a number.
 * Columns must be those of the fit, by name and order: it throws where they are not.
 */
export function neuralModelOf(data: NeuralModelData, kernels: MatrixKernels): TrainedModel {
  const isClassifier = data.task === 'classification'
  const outputs = (table: LearningTable, rows: Int32Array): Float64Array => outputsOf(data, kernels, table, rows)
  const probabilities = (table: LearningTable, rows: Int32Array): Float64Array =>
    outputs(table, rows).map((margin) => sigmoidOf(margin))
  const classOf = (probability: number): number => (probability >= 0.5 ? 1 : 0)
  return {
    data,
    predict: (table, rows) =>
      isClassifier
        ? probabilities(table, rows).map((value) => (Number.isNaN(value) ? Number.NaN : classOf(value)))
        : outputs(table, rows).map((value) => value * data.targetDeviation + data.targetMean),
    predictProbability: isClassifier ? probabilities : null,
    explain: null,
  }
}

function outputsOf(
  data: NeuralModelData,
  kernels: MatrixKernels,
  table: LearningTable,
  rows: Int32Array,
): Float64Array {
  const { columns, names } = table.features
  if (names.length !== data.names.length || names.some((name, column) => name !== data.names[column]))
    throw new Error(`The model was fitted on [${data.names.join(', ')}], not on [${names.join(', ')}]`)
  const places = Int32Array.from(rows.keys()).filter((at) => hasWindow(table, rows[at]!, data.sequence))
  const known = places.map((at) => rows[at]!)
  const results = new Float64Array(rows.length).fill(Number.NaN)
  const shape = { ...data, inputs: columns }
  const capacity = samplesAtATime(shape, Math.max(1, known.length))
  return kernels.within((room) => {
    const network = createNetwork(shape, kernels, room, capacity, 0)
    restoreWeights(network, data.weights)
    const read = windowReader(table, data.scaler, data.sequence)
    const input = room(data.sequence * capacity * columns)
    for (let from = 0; from < known.length; from += capacity) {
      const samples = Math.min(capacity, known.length - from)
      read(known, from, samples, input)
      const output = network.forward(input, samples, null)
      for (let sample = 0; sample < samples; sample++) results[places[from + sample]!] = output[sample]!
    }
    return results
  })
}
