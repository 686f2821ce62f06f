import type { OnnxAttribute, OnnxModel, OnnxTensor, OnnxValue } from '../../../core/models/exchange/onnx/onnxModel.ts'
import { MODEL_MESSAGE, TENSOR_TYPES } from './onnxSchema.ts'

/** Read by onnxruntime 1.13 and later. */
const IR_VERSION = 8
const OPERATOR_SETS = [
  { domain: '', version: 17 },
  { domain: 'ai.onnx.ml', version: 3 },
]
const ATTRIBUTE_TYPES = { float: 1, int: 2, text: 3, tensor: 4, ints: 7, texts: 8 } as const

/** The bytes of an .onnx file; the same model has the same bytes. */
export function encodeModel(model: OnnxModel): Uint8Array {
  const message = {
    irVersion: IR_VERSION,
    producerName: model.producer,
    docString: model.description,
    opsetImport: OPERATOR_SETS,
    metadataProps: Object.entries(model.facts).map(([key, value]) => ({ key, value })),
    graph: {
      name: model.producer,
      node: model.nodes.map(({ operator, domain, inputs, outputs, attributes }, at) => ({
        input: inputs,
        output: outputs,
        name: `${operator}_${at}`,
        opType: operator,
        domain,
        attribute: Object.entries(attributes).map(([name, attribute]) => ({ name, ...attributeFields(attribute) })),
      })),
      initializer: model.constants.map((tensor) => ({ name: tensor.name, ...tensorFields(tensor) })),
      input: [valueInfo(model.input)],
      output: [valueInfo(model.output)],
    },
  }
  return MODEL_MESSAGE.encode(MODEL_MESSAGE.fromObject(message)).finish()
}

function attributeFields(attribute: OnnxAttribute): object {
  const type = ATTRIBUTE_TYPES[attribute.kind]
  switch (attribute.kind) {
    case 'int':
      return { type, i: attribute.value }
    case 'float':
      return { type, f: attribute.value }
    case 'text':
      return { type, s: new TextEncoder().encode(attribute.value) }
    case 'ints':
      return { type, ints: attribute.value }
    case 'texts':
      return { type, strings: attribute.value.map((text) => new TextEncoder().encode(text)) }
    case 'tensor':
      return { type, t: tensorFields(attribute.value) }
  }
}

function tensorFields({ type, shape, values }: OnnxTensor): object {
  return { dims: shape, dataType: TENSOR_TYPES[type], rawData: rawBytes(type, values) }
}

/** Little-endian, whatever the machine. */
function rawBytes(type: OnnxTensor['type'], values: readonly number[]): Uint8Array {
  const size = type === 'float' ? 4 : 8
  const view = new DataView(new ArrayBuffer(values.length * size))
  values.forEach((value, at) => {
    if (type === 'float') view.setFloat32(at * size, value, true)
    else if (type === 'double') view.setFloat64(at * size, value, true)
    else view.setBigInt64(at * size, BigInt(value), true)
  })
  return new Uint8Array(view.buffer)
}

function valueInfo({ name, shape }: OnnxValue): object {
  const dim = shape.map((size) => (size === null ? { dimParam: 'rows' } : { dimValue: size }))
  return { name, type: { tensorType: { elemType: TENSOR_TYPES.double, shape: { dim } } } }
}
