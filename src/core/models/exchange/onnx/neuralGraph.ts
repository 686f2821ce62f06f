import { positionTable } from '../../neural/positionTable.ts'
import type { NeuralModelData } from '../../trainedModelData.ts'
import { type GraphBuilder, int, ints, sliceOf, toDouble, toFloat } from './graphBuilder.ts'
import { scaledGraph } from './linearGraph.ts'

/** A network being written: its weights by name. Values in it are steps x rows x width. */
type Writing = {
  readonly graph: GraphBuilder
  readonly data: NeuralModelData
  readonly weight: (name: string) => { readonly values: readonly number[]; readonly shape: readonly number[] }
  readonly size: (name: string) => number
}

/**
 * Of rows x steps x columns (rows x columns where the network takes one row): rows x 1, the probability or the value. Everything is computed in doubles but the
 * LSTM and GRU operators, which onnxruntime has in float32 only.
 */
export function neuralGraph(graph: GraphBuilder, input: string, data: NeuralModelData, hasSteps: boolean): string {
  const own = new Map(data.weights.map((item) => [item.name, item]))
  const writing: Writing = {
    graph,
    data,
    weight: (name) => required(own.get(name), name),
    size: (name) => required(data.sizes[name], name),
  }
  const scaled = scaledGraph(graph, input, data.scaler)
  const first = hasSteps
    ? graph.node('Transpose', [scaled], { perm: ints([1, 0, 2]) })
    : graph.node('Unsqueeze', [scaled, graph.wholes([0])])
  const body = BODIES[data.architecture](writing, first)
  const newest = graph.node('Squeeze', [sliceOf(graph, body, 0, data.sequence - 1, data.sequence), graph.wholes([0])])
  const margin = dense(writing, newest, 'head')
  if (data.task === 'classification') return graph.node('Sigmoid', [margin])
  const spread = graph.node('Mul', [margin, graph.scalar(data.targetDeviation)])
  return graph.node('Add', [spread, graph.scalar(data.targetMean)])
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`A network without ${name}`)
  return value
}

const BODIES: Readonly<Record<NeuralModelData['architecture'], (writing: Writing, input: string) => string>> = {
  mlp: (writing, input) =>
    layers(writing, input, (value, name) => writing.graph.node('Relu', [dense(writing, value, name)])),
  lstm: (writing, input) => layers(writing, input, (value, name) => lstm(writing, value, name)),
  gru: (writing, input) => layers(writing, input, (value, name) => gru(writing, value, name)),
  tcn: (writing, input) => layers(writing, input, (value, name, at) => convolutionBlock(writing, value, name, 2 ** at)),
  transformer: (writing, input) => {
    const { graph, data, size } = writing
    const width = size('units')
    const table = graph.doubles([...positionTable(data.sequence, width)], [data.sequence, 1, width])
    let value = graph.node('Add', [dense(writing, input, 'embed'), table])
    for (let at = 0; at < size('layers'); at++) value = encoderBlock(writing, value, `block${at}`)
    return norm(writing, value, 'norm')
  },
}

function layers({ data }: Writing, input: string, layer: (value: string, name: string, at: number) => string): string {
  let value = input
  for (let at = 0; at < (data.sizes.layers ?? 1); at++) value = layer(value, `layer${at}`, at)
  return value
}

function dense({ graph, weight }: Writing, value: string, name: string): string {
  const { values, shape } = weight(`${name}.weight`)
  const product = graph.node('MatMul', [value, graph.doubles(values, shape)])
  return graph.node('Add', [product, graph.doubles(weight(`${name}.bias`).values)])
}

function norm({ graph, weight, size }: Writing, value: string, name: string): string {
  const width = graph.scalar(size('units'))
  const meanOf = (of: string) =>
    graph.node('Div', [graph.node('ReduceSum', [of, graph.wholes([-1])], { keepdims: int(1) }), width])
  const centred = graph.node('Sub', [value, meanOf(value)])
  const variance = meanOf(graph.node('Mul', [centred, centred]))
  const deviation = graph.node('Sqrt', [graph.node('Add', [variance, graph.scalar(1e-5)])])
  const scaled = graph.node('Mul', [
    graph.node('Div', [centred, deviation]),
    graph.doubles(weight(`${name}.scale`).values),
  ])
  return graph.node('Add', [scaled, graph.doubles(weight(`${name}.shift`).values)])
}

/** Gates in the order of ONNX stand side by side in our columns, and one under the other in its rows. */
function turned(values: readonly number[], rows: number, columns: number): number[] {
  return Array.from({ length: rows * columns }, (_, at) => values[(at % rows) * columns + Math.floor(at / rows)]!)
}

function recurrent(
  { graph, weight, size }: Writing,
  value: string,
  name: string,
  operator: 'LSTM' | 'GRU',
  recurrentBias: readonly number[],
): string {
  const units = size('units')
  const input = weight(`${name}.input`)
  const [inputs = 0, width = 0] = input.shape
  const own = weight(`${name}.recurrent`).values
  const bias = [...weight(`${name}.bias`).values, ...recurrentBias]
  const steps = graph.node(
    operator,
    [
      toFloat(graph, value),
      graph.floats(turned(input.values, inputs, width), [1, width, inputs]),
      graph.floats(turned(own, units, width), [1, width, units]),
      graph.floats(bias, [1, 2 * width]),
    ],
    { hidden_size: int(units), ...(operator === 'GRU' ? { linear_before_reset: int(1) } : {}) },
  )
  return toDouble(graph, graph.node('Squeeze', [steps, graph.wholes([1])]))
}

function lstm(writing: Writing, value: string, name: string): string {
  return recurrent(writing, value, name, 'LSTM', new Array<number>(4 * writing.size('units')).fill(0))
}

function gru(writing: Writing, value: string, name: string): string {
  const units = writing.size('units')
  const ofNew = writing.weight(`${name}.recurrent_bias`).values
  return recurrent(writing, value, name, 'GRU', [...new Array<number>(2 * units).fill(0), ...ofNew])
}

function encoderBlock(writing: Writing, value: string, name: string): string {
  const { graph } = writing
  const seen = graph.node('Add', [
    value,
    attention(writing, norm(writing, value, `${name}.norm1`), `${name}.attention`),
  ])
  const inner = graph.node('Relu', [dense(writing, norm(writing, seen, `${name}.norm2`), `${name}.dense1`)])
  return graph.node('Add', [seen, dense(writing, inner, `${name}.dense2`)])
}

function attention(writing: Writing, value: string, name: string): string {
  const { graph, size } = writing
  const heads = size('heads')
  const depth = size('units') / heads
  const split = graph.wholes([0, 0, heads, depth])
  const part = (suffix: string, order: readonly number[]) => {
    const whole = graph.node('Reshape', [dense(writing, value, `${name}.${suffix}`), split])
    return graph.node('Transpose', [whole], { perm: ints(order) })
  }
  const query = graph.node('Mul', [part('query', [1, 2, 0, 3]), graph.scalar(1 / Math.sqrt(depth))])
  const likeness = graph.node('MatMul', [query, part('key', [1, 2, 3, 0])])
  const shares = graph.node('Softmax', [likeness], { axis: int(-1) })
  const seen = graph.node('MatMul', [shares, part('value', [1, 2, 0, 3])])
  const back = graph.node('Transpose', [seen], { perm: ints([2, 0, 1, 3]) })
  return dense(writing, graph.node('Reshape', [back, graph.wholes([0, 0, -1])]), `${name}.output`)
}

function convolutionBlock(writing: Writing, value: string, name: string, dilation: number): string {
  const { graph, data } = writing
  const first = graph.node('Relu', [convolution(writing, value, `${name}.conv1`, dilation)])
  const second = graph.node('Relu', [convolution(writing, first, `${name}.conv2`, dilation)])
  const hasShortcut = data.weights.some((item) => item.name === `${name}.shortcut.weight`)
  const direct = hasShortcut ? dense(writing, value, `${name}.shortcut`) : value
  return graph.node('Relu', [graph.node('Add', [direct, second])])
}

/** One product a tap, of the steps shifted back in time behind zeros. */
function convolution({ graph, data, weight }: Writing, value: string, name: string, dilation: number): string {
  const { values, shape } = weight(`${name}.weight`)
  const [taps = 0, inputs = 0, outputs = 0] = shape
  let sum: string | null = null
  for (let tap = 0; tap < taps; tap++) {
    const back = (taps - 1 - tap) * dilation
    if (back >= data.sequence) continue
    const shifted =
      back === 0
        ? value
        : graph.node('Pad', [sliceOf(graph, value, 0, 0, data.sequence - back), graph.wholes([back, 0, 0, 0, 0, 0])])
    const own = values.slice(tap * inputs * outputs, (tap + 1) * inputs * outputs)
    const product = graph.node('MatMul', [shifted, graph.doubles(own, [inputs, outputs])])
    sum = sum === null ? product : graph.node('Add', [sum, product])
  }
  if (sum === null) throw new Error(`The convolution ${name} has no tap`)
  return graph.node('Add', [sum, graph.doubles(weight(`${name}.bias`).values)])
}
