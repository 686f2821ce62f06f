import type { StandardScaler } from '../../standardScaler.ts'
import type { LinearModelData } from '../../trainedModelData.ts'
import type { GraphBuilder } from './graphBuilder.ts'

/** True where a value is finite: |NaN| and |Infinity| are not at or below the largest double. */
export function isKnown(graph: GraphBuilder, input: string): string {
  return graph.node('LessOrEqual', [graph.node('Abs', [input]), graph.scalar(Number.MAX_VALUE)])
}

/** (value - mean) / deviation; a missing value, and every one of a constant column, is 0. */
export function scaledGraph(graph: GraphBuilder, input: string, { means, deviations }: StandardScaler): string {
  const divisors = deviations.map((deviation) => (deviation === 0 ? 1 : deviation))
  const centred = graph.node('Sub', [input, graph.doubles(means)])
  const scaled = graph.node('Div', [centred, graph.doubles(divisors)])
  const known = graph.node('Where', [isKnown(graph, input), scaled, graph.scalar(0)])
  if (deviations.every((deviation) => deviation !== 0)) return known
  return graph.node('Mul', [known, graph.doubles(deviations.map((deviation) => (deviation === 0 ? 0 : 1)))])
}

/** Of rows x columns: rows x 1, the probability or the value. */
export function linearGraph(graph: GraphBuilder, input: string, data: LinearModelData): string {
  const scaled = scaledGraph(graph, input, data.scaler)
  const product = graph.node('MatMul', [scaled, graph.doubles(data.coefficients, [data.coefficients.length, 1])])
  const margin = graph.node('Add', [product, graph.scalar(data.intercept)])
  return data.task === 'classification' ? graph.node('Sigmoid', [margin]) : margin
}
