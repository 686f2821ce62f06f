import type { OnnxAttribute, OnnxNode, OnnxTensor } from './onnxModel.ts'

type Attributes = Readonly<Record<string, OnnxAttribute>>

/** Collects the nodes of a graph; what its functions give are names of values in it. */
export type GraphBuilder = {
  readonly nodes: OnnxNode[]
  readonly constants: (OnnxTensor & { readonly name: string })[]
  /** A node of one output; an input of '' is left out. */
  readonly node: (operator: string, inputs: readonly string[], attributes?: Attributes, domain?: string) => string
  readonly doubles: (values: readonly number[], shape?: readonly number[]) => string
  readonly floats: (values: readonly number[], shape: readonly number[]) => string
  readonly wholes: (values: readonly number[]) => string
  readonly scalar: (value: number) => string
}

export function createGraphBuilder(): GraphBuilder {
  const nodes: OnnxNode[] = []
  const constants: (OnnxTensor & { readonly name: string })[] = []
  const keep = (type: OnnxTensor['type'], values: readonly number[], shape: readonly number[]) => {
    const name = `constant_${constants.length}`
    constants.push({ name, type, values, shape })
    return name
  }
  return {
    nodes,
    constants,
    node: (operator, inputs, attributes = {}, domain = '') => {
      const name = `${operator}_${nodes.length}`
      nodes.push({ operator, domain, inputs, outputs: [name], attributes })
      return name
    },
    doubles: (values, shape = [values.length]) => keep('double', values, shape),
    floats: (values, shape) => keep('float', values, shape),
    wholes: (values) => keep('int64', values, [values.length]),
    scalar: (value) => keep('double', [value], []),
  }
}

export const int = (value: number): OnnxAttribute => ({ kind: 'int', value })
export const ints = (value: readonly number[]): OnnxAttribute => ({ kind: 'ints', value })

const FLOAT = 1
const DOUBLE = 11

export function toFloat(graph: GraphBuilder, value: string): string {
  return graph.node('Cast', [value], { to: int(FLOAT) })
}

export function toDouble(graph: GraphBuilder, value: string): string {
  return graph.node('Cast', [value], { to: int(DOUBLE) })
}

/** From `start` up to, not including, `end`, along one axis. */
export function sliceOf(graph: GraphBuilder, value: string, axis: number, start: number, end: number): string {
  return graph.node('Slice', [value, graph.wholes([start]), graph.wholes([end]), graph.wholes([axis])])
}
