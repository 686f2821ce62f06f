/** Numbers of a graph: `double` and `int64` are ours; `float` is what some operators insist on. */
export type OnnxTensor = {
  readonly type: 'float' | 'double' | 'int64'
  readonly shape: readonly number[]
  readonly values: readonly number[]
}

export type OnnxAttribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'texts'; readonly value: readonly string[] }
  | { readonly kind: 'tensor'; readonly value: OnnxTensor }

export type OnnxNode = {
  readonly operator: string
  /** '' is the standard domain, `ai.onnx.ml` that of trees. */
  readonly domain: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, OnnxAttribute>>
}

/** A size of null is free: rows. */
export type OnnxValue = { readonly name: string; readonly shape: readonly (number | null)[] }

/** A model as ONNX says it; inputs and outputs are doubles. */
export type OnnxModel = {
  readonly producer: string
  readonly description: string
  readonly facts: Readonly<Record<string, string>>
  readonly nodes: readonly OnnxNode[]
  readonly constants: readonly (OnnxTensor & { readonly name: string })[]
  readonly input: OnnxValue
  readonly output: OnnxValue
}
