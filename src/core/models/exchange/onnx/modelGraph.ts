import type { CalibratorData } from '../../calibration/calibrator.ts'
import type { EnsembleModelData, TrainedModelData } from '../../trainedModelData.ts'
import { calibratorGraph } from './calibratorGraph.ts'
import { createGraphBuilder, type GraphBuilder, sliceOf } from './graphBuilder.ts'
import { linearGraph } from './linearGraph.ts'
import { neuralGraph } from './neuralGraph.ts'
import type { OnnxModel } from './onnxModel.ts'
import { treeGraph } from './treeGraph.ts'

/** One model a seed, each with its calibrator where there are any: the prediction is their mean. */
export type ExportedModels = {
  readonly models: readonly TrainedModelData[]
  readonly calibrators: readonly CalibratorData[]
  readonly facts: Readonly<Record<string, string>>
}

/** How many rows of an instrument, the newest last, a prediction takes. */
export function stepsOf(data: TrainedModelData): number {
  if (data.form === 'neural') return data.sequence
  return data.form === 'ensemble' ? Math.max(...data.members.map(stepsOf)) : 1
}

/**
 * The models as one ONNX graph: `features`, doubles of rows x columns (rows x steps x columns, oldest first, where a network takes more than one row), give
 * `probability` (of target 1) or `value`, rows x 1. Scaler, missing values and calibration are inside.
 */
export function onnxModelOf({ models, calibrators, facts }: ExportedModels): OnnxModel {
  const [first] = models
  if (first === undefined) throw new Error('No model to export')
  const steps = Math.max(...models.map(stepsOf))
  const graph = createGraphBuilder()
  const input = 'features'
  const outputs = models.map((data, at) => {
    const own = predictionGraph(graph, input, data, steps)
    const calibrator = calibrators[at]
    return calibrator === undefined ? own : calibratorGraph(graph, own, calibrator)
  })
  const isClasses = first.task === 'classification'
  const output = isClasses ? 'probability' : 'value'
  const mean = weightedMean(
    graph,
    outputs,
    outputs.map(() => 1),
  )
  graph.nodes.push({ operator: 'Identity', domain: '', inputs: [mean], outputs: [output], attributes: {} })
  const columns = first.names.length
  return {
    producer: 'assay',
    description: isClasses ? 'Probability of target 1.' : 'Expected target.',
    facts: { ...facts, features: JSON.stringify(first.names), task: first.task, steps: String(steps) },
    nodes: graph.nodes,
    constants: graph.constants,
    input: { name: input, shape: steps > 1 ? [null, steps, columns] : [null, columns] },
    output: { name: output, shape: [null, 1] },
  }
}

/** `steps`: how many the input has; a model that takes fewer gets the newest. */
function predictionGraph(graph: GraphBuilder, input: string, data: TrainedModelData, steps: number): string {
  if (data.form === 'ensemble') return ensembleGraph(graph, input, data, steps)
  if (data.form === 'neural') {
    if (steps === 1) return neuralGraph(graph, input, data, false)
    const own = data.sequence === steps ? input : sliceOf(graph, input, 1, steps - data.sequence, steps)
    return neuralGraph(graph, own, data, true)
  }
  const newest =
    steps === 1 ? input : graph.node('Squeeze', [sliceOf(graph, input, 1, steps - 1, steps), graph.wholes([1])])
  return data.form === 'linear' ? linearGraph(graph, newest, data) : treeGraph(graph, newest, data)
}

function ensembleGraph(graph: GraphBuilder, input: string, data: EnsembleModelData, steps: number): string {
  const members = data.members.map((member) => predictionGraph(graph, input, member, steps))
  if (data.meta === null) return weightedMean(graph, members, data.memberWeights)
  const joined = graph.node('Concat', members, { axis: { kind: 'int', value: 1 } })
  return linearGraph(graph, joined, data.meta)
}

function weightedMean(graph: GraphBuilder, values: readonly string[], weights: readonly number[]): string {
  const [first] = values
  if (values.length === 1) return first!
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const parts = values.map((value, at) => graph.node('Mul', [value, graph.scalar(weights[at]! / total)]))
  return parts.reduce((sum, part) => graph.node('Add', [sum, part]))
}
