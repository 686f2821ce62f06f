import protobuf from 'protobufjs/light.js'

/** The parts of onnx.proto (IR version 8) that are written or looked at: name, number, type, repeated. */
type Field = readonly [name: string, number: number, type: string, repeated?: 'many']

const MESSAGES: Readonly<Record<string, readonly Field[]>> = {
  Model: [
    ['irVersion', 1, 'int64'],
    ['producerName', 2, 'string'],
    ['graph', 7, 'Graph'],
    ['docString', 6, 'string'],
    ['opsetImport', 8, 'OperatorSet', 'many'],
    ['metadataProps', 14, 'Entry', 'many'],
    ['functions', 25, 'FunctionBody', 'many'],
  ],
  OperatorSet: [
    ['domain', 1, 'string'],
    ['version', 2, 'int64'],
  ],
  Entry: [
    ['key', 1, 'string'],
    ['value', 2, 'string'],
  ],
  FunctionBody: [['node', 7, 'Node', 'many']],
  Graph: [
    ['node', 1, 'Node', 'many'],
    ['name', 2, 'string'],
    ['initializer', 5, 'Tensor', 'many'],
    ['sparseInitializer', 15, 'SparseTensor', 'many'],
    ['input', 11, 'ValueInfo', 'many'],
    ['output', 12, 'ValueInfo', 'many'],
  ],
  SparseTensor: [
    ['values', 1, 'Tensor'],
    ['indices', 2, 'Tensor'],
  ],
  ValueInfo: [
    ['name', 1, 'string'],
    ['type', 2, 'ValueType'],
  ],
  ValueType: [['tensorType', 1, 'TensorType']],
  TensorType: [
    ['elemType', 1, 'int32'],
    ['shape', 2, 'Shape'],
  ],
  Shape: [['dim', 1, 'Dimension', 'many']],
  Dimension: [
    ['dimValue', 1, 'int64'],
    ['dimParam', 2, 'string'],
  ],
  Node: [
    ['input', 1, 'string', 'many'],
    ['output', 2, 'string', 'many'],
    ['name', 3, 'string'],
    ['opType', 4, 'string'],
    ['attribute', 5, 'Attribute', 'many'],
    ['domain', 7, 'string'],
  ],
  Attribute: [
    ['name', 1, 'string'],
    ['f', 2, 'float'],
    ['i', 3, 'int64'],
    ['s', 4, 'bytes'],
    ['t', 5, 'Tensor'],
    ['g', 6, 'Graph'],
    ['ints', 8, 'int64', 'many'],
    ['strings', 9, 'bytes', 'many'],
    ['tensors', 10, 'Tensor', 'many'],
    ['graphs', 11, 'Graph', 'many'],
    ['type', 20, 'int32'],
    ['sparseTensor', 22, 'SparseTensor'],
  ],
  Tensor: [
    ['dims', 1, 'int64', 'many'],
    ['dataType', 2, 'int32'],
    ['name', 8, 'string'],
    ['rawData', 9, 'bytes'],
    ['externalData', 13, 'Entry', 'many'],
    ['dataLocation', 14, 'int32'],
  ],
}

/** The message of a whole file. */
export const MODEL_MESSAGE: protobuf.Type = modelMessage()

function modelMessage(): protobuf.Type {
  const root = new protobuf.Root()
  for (const [name, fields] of Object.entries(MESSAGES)) {
    const type = new protobuf.Type(name)
    for (const [field, number, kind, repeated] of fields)
      type.add(new protobuf.Field(field, number, kind, repeated === undefined ? undefined : 'repeated'))
    root.add(type)
  }
  root.resolveAll()
  return root.lookupType('Model')
}

/** `data_type` and `elem_type` of onnx.proto. */
export const TENSOR_TYPES = { float: 1, int32: 6, int64: 7, double: 11 } as const
export const EXTERNAL_DATA = 1
