import { javascriptHistogramKernels } from '../../../src/core/models/boosting/javascriptHistogramKernels.ts'
import { ensembleModelOf } from '../../../src/core/models/ensembles/ensembleModelOf.ts'
import { stepsOf } from '../../../src/core/models/exchange/onnx/modelGraph.ts'
import type { OnnxModel } from '../../../src/core/models/exchange/onnx/onnxModel.ts'
import type { TrainedModel } from '../../../src/core/models/learner.ts'
import type { LearningTable } from '../../../src/core/models/learningTable.ts'
import { linearModelOf } from '../../../src/core/models/linear/linearModel.ts'
import { createJavascriptMatrixKernels } from '../../../src/core/models/neural/javascriptMatrixKernels.ts'
import type { MatrixKernels } from '../../../src/core/models/neural/matrixKernels.ts'
import { createNetwork } from '../../../src/core/models/neural/network.ts'
import { neuralModelOf } from '../../../src/core/models/neural/neuralModel.ts'
import type { LinearModelData, NeuralModelData, TrainedModelData } from '../../../src/core/models/trainedModelData.ts'
import { treeModelOf } from '../../../src/core/models/trees/treeModel.ts'
import { createOnnxFiles } from '../../../src/main/adapters/onnx/onnxFiles.ts'
import { plainDraws, SHAPES } from '../../core/models/neural/networks.ts'

export const onnx = createOnnxFiles()
const kernels: MatrixKernels = createJavascriptMatrixKernels()
export const NAMES = ['x0', 'x1', 'x2']

export function linearData(task: LinearModelData['task'], names = NAMES): LinearModelData {
  return {
    form: 'linear',
    type: task === 'classification' ? 'logistic' : 'ridge',
    task,
    names,
    scaler: { means: names.map((_, at) => 0.2 * at), deviations: names.map((_, at) => (at === 2 ? 0 : 1.5 + at)) },
    intercept: 0.25,
    coefficients: names.map((_, at) => 0.7 - 0.5 * at),
  }
}

/** A network of drawn weights. */
export function neuralData(
  architecture: NeuralModelData['architecture'],
  task: NeuralModelData['task'],
  seed: number,
): NeuralModelData {
  const shape = SHAPES.find((item) => item.architecture === architecture)!
  const draw = plainDraws(seed)
  const weights = kernels.within((room) =>
    createNetwork(shape, kernels, room, 1, 0).weights.map(({ name, shape: numbers, values }) => ({
      name,
      shape: numbers,
      values: Array.from(values, () => 1.6 * draw()),
    })),
  )
  return {
    form: 'neural',
    type: architecture,
    task,
    names: NAMES,
    architecture,
    sequence: shape.sequence,
    sizes: shape.sizes,
    scaler: { means: [0.1, 0, -0.3], deviations: [1.2, 1, 0] },
    targetMean: task === 'regression' ? 0.01 : 0,
    targetDeviation: task === 'regression' ? 0.3 : 1,
    weights,
    history: { trainingLoss: [], stopLoss: [], keptEpoch: 1, rows: 0, rowsWithoutWindow: 0, rowsWithoutTarget: 0 },
  }
}

export function modelOf(data: TrainedModelData): TrainedModel {
  switch (data.form) {
    case 'linear':
      return linearModelOf(data)
    case 'trees':
      return treeModelOf(data, javascriptHistogramKernels)
    case 'neural':
      return neuralModelOf(data, kernels)
    case 'ensemble':
      return ensembleModelOf(data, data.members.map(modelOf), data.meta === null ? null : modelOf(data.meta))
  }
}

/** Rows of one instrument. */
export function tableOfValues(values: Float64Array, task: LearningTable['task']): LearningTable {
  const rows = values.length / NAMES.length
  return {
    task,
    features: { rows, columns: NAMES.length, values, names: NAMES },
    target: new Float64Array(rows),
    weight: new Float64Array(rows).fill(1),
    previousRow: Int32Array.from({ length: rows }, (_, row) => row - 1),
  }
}

/** What our model says of all rows that have a window. */
export function ours(data: TrainedModelData, values: Float64Array): Float64Array {
  const table = tableOfValues(values, data.task)
  const model = modelOf(data)
  const rows = Int32Array.from({ length: table.features.rows - stepsOf(data) + 1 }, (_, at) => at + stepsOf(data) - 1)
  return (model.predictProbability ?? model.predict)(table, rows)
}

/** What onnxruntime says of the same rows. */
export async function theirs(model: OnnxModel, values: Float64Array, steps: number): Promise<Float64Array> {
  const bytes = onnx.encode(model)
  const facts = onnx.inspect(bytes)
  if (!facts.ok) throw new Error(facts.trouble.message)
  const session = await onnx.open(bytes, new AbortController().signal)
  if (!session.ok) throw new Error(session.trouble.message)
  const columns = NAMES.length
  const rows = values.length / columns - steps + 1
  const windows = new Float64Array(rows * steps * columns)
  for (let row = 0; row < rows; row++)
    windows.set(values.subarray(row * columns, (row + steps) * columns), row * steps * columns)
  const shape = steps > 1 ? [rows, steps, columns] : [rows, columns]
  try {
    const [input] = facts.value.inputs
    const result = await session.value.run(input!, { shape, values: windows }, model.output.name)
    if (!result.ok) throw new Error(result.trouble.message)
    return result.value.values
  } finally {
    await session.value.close()
  }
}
