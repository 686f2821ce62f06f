import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { OnnxFacts, OnnxSlot } from '../../engine/ports/onnxFiles.ts'
import { EXTERNAL_DATA, MODEL_MESSAGE, TENSOR_TYPES } from './onnxSchema.ts'

/** Half of what the runtime's memory can hold beside its own. */
const MOST_BYTES = 512 * 1024 * 1024
const MOST_SLOTS = 64

type Tensor = { readonly name?: string; readonly dataLocation?: number; readonly externalData?: readonly object[] }
type Sparse = { readonly values?: Tensor; readonly indices?: Tensor }
type Value = {
  readonly name?: string
  readonly type?: {
    readonly tensorType?: { readonly elemType?: number; readonly shape?: { readonly dim?: readonly Dimension[] } }
  }
}
type Dimension = { readonly dimValue?: number }
type Node = { readonly opType?: string; readonly attribute?: readonly Attribute[] }
type Attribute = {
  readonly t?: Tensor
  readonly tensors?: readonly Tensor[]
  readonly g?: Graph
  readonly graphs?: readonly Graph[]
  readonly sparseTensor?: Sparse
}
type Graph = {
  readonly node?: readonly Node[]
  readonly initializer?: readonly Tensor[]
  readonly sparseInitializer?: readonly Sparse[]
  readonly input?: readonly Value[]
  readonly output?: readonly Value[]
}
type Model = {
  readonly graph?: Graph
  readonly functions?: readonly { readonly node?: readonly Node[] }[]
  readonly metadataProps?: readonly { readonly key?: string; readonly value?: string }[]
}

/** What a file says of itself. Nothing of it is run; a file that names other files, or that could run for ever, is refused. */
export function inspectModel(bytes: Uint8Array): Outcome<OnnxFacts> {
  if (bytes.length > MOST_BYTES)
    return failure(
      'onnx-too-large',
      `The ONNX file has ${bytes.length} bytes; ${MOST_BYTES} are the most.`,
      'Export a smaller model.',
    )
  const model = decoded(bytes)
  const graph = model?.graph
  if (model === null || graph === undefined || (graph.node ?? []).length === 0) return unreadable()
  const all = graphsBelow([graph, ...(model.functions ?? [])])
  if (all.some(hasExternalData))
    return failure(
      'onnx-external-data',
      'The ONNX file keeps weights in other files, which are not read.',
      'Save it as one file: onnx.save_model(..., save_as_external_data=False).',
    )
  if (all.some(({ node = [] }) => node.some(({ opType }) => opType === 'Loop')))
    return failure(
      'onnx-endless-loop',
      'The ONNX file has a Loop, which may run for ever.',
      'Export the model without loops (a recurrent layer as LSTM, GRU or Scan).',
    )
  const constants = new Set((graph.initializer ?? []).map(({ name }) => name))
  const inputs = (graph.input ?? []).filter(({ name }) => !constants.has(name)).map(slotOf)
  const outputs = (graph.output ?? []).map(slotOf)
  if (inputs.length === 0 || outputs.length === 0 || inputs.length + outputs.length > MOST_SLOTS) return unreadable()
  const facts = Object.fromEntries((model.metadataProps ?? []).map(({ key = '', value = '' }) => [key, value]))
  return success({ inputs, outputs, facts })
}

function unreadable(): Outcome<never> {
  return failure(
    'onnx-unreadable',
    'The file is not an ONNX model, or not a whole one.',
    'Export it again; a file that was cut off cannot be read.',
  )
}

function decoded(bytes: Uint8Array): Model | null {
  try {
    return MODEL_MESSAGE.toObject(MODEL_MESSAGE.decode(bytes), { longs: Number }) as Model
  } catch {
    return null
  }
}

function graphsBelow(first: readonly Graph[]): readonly Graph[] {
  const found: Graph[] = []
  const open = [...first]
  for (let graph = open.pop(); graph !== undefined; graph = open.pop()) {
    found.push(graph)
    for (const { attribute = [] } of graph.node ?? [])
      for (const { g, graphs = [] } of attribute) open.push(...(g === undefined ? [] : [g]), ...graphs)
  }
  return found
}

function hasExternalData({ initializer = [], sparseInitializer = [], node = [] }: Graph): boolean {
  const attributes = node.flatMap(({ attribute = [] }) => attribute)
  const sparse = [...sparseInitializer, ...attributes.flatMap((item) => item.sparseTensor ?? [])]
  const tensors = [
    ...initializer,
    ...attributes.flatMap(({ t, tensors: many = [] }) => [...(t === undefined ? [] : [t]), ...many]),
    ...sparse.flatMap(({ values, indices }) => [values ?? {}, indices ?? {}]),
  ]
  return tensors.some(
    ({ dataLocation, externalData = [] }) => dataLocation === EXTERNAL_DATA || externalData.length > 0,
  )
}

function slotOf({ name = '', type }: Value): OnnxSlot {
  const tensor = type?.tensorType
  const known = (['float', 'double', 'int64', 'int32'] as const).find((key) => TENSOR_TYPES[key] === tensor?.elemType)
  const sizes = tensor?.shape?.dim ?? []
  return {
    name,
    type: known ?? null,
    shape: sizes.map(({ dimValue }) => (dimValue === undefined || dimValue <= 0 ? null : dimValue)),
  }
}
