import type { CalibratorData } from '../../calibration/calibrator.ts'
import { type GraphBuilder, int, toDouble } from './graphBuilder.ts'

/** As in the calibrator: log odds of probabilities that are not nearer to 0 and 1. */
const CLIP = 1e-12

/** Calibrated probabilities, rows x 1, of such. */
export function calibratorGraph(graph: GraphBuilder, probability: string, data: CalibratorData): string {
  return data.method === 'platt' ? platt(graph, probability, data) : isotonic(graph, probability, data)
}

function platt(
  graph: GraphBuilder,
  probability: string,
  { slope, intercept }: { readonly slope: number; readonly intercept: number },
): string {
  const clipped = clip(graph, probability, CLIP, 1 - CLIP)
  const against = graph.node('Sub', [graph.scalar(1), clipped])
  const logOdds = graph.node('Sub', [graph.node('Log', [clipped]), graph.node('Log', [against])])
  const margin = graph.node('Mul', [logOdds, graph.scalar(slope)])
  return graph.node('Sigmoid', [graph.node('Add', [margin, graph.scalar(intercept)])])
}

function clip(graph: GraphBuilder, value: string, least: number, most: number): string {
  return graph.node('Min', [graph.node('Max', [value, graph.scalar(least)]), graph.scalar(most)])
}

/** The first share, and for every line between two knots the part of its rise that lies below the probability. */
function isotonic(
  graph: GraphBuilder,
  probability: string,
  { probabilities, shares }: { readonly probabilities: readonly number[]; readonly shares: readonly number[] },
): string {
  const lines = probabilities.slice(1).map((to, at) => ({
    from: probabilities[at]!,
    width: to - probabilities[at]!,
    rise: shares[at + 1]! - shares[at]!,
  }))
  const [first = 0] = shares
  const drawn = lines.filter(({ rise }) => rise > 0)
  if (drawn.length === 0)
    return graph.node('Add', [graph.node('Mul', [probability, graph.scalar(0)]), graph.scalar(first)])
  const froms = graph.doubles(drawn.map(({ from }) => from))
  const beyond = graph.node('Sub', [probability, froms])
  const steep = drawn.map(({ width }) => (width > 0 ? width : 1))
  const part = clip(graph, graph.node('Div', [beyond, graph.doubles(steep)]), 0, 1)
  const steps = drawn.map(({ width }) => (width > 0 ? 0 : 1))
  // Where two knots stand at one probability the line is a step: at the knot it is taken.
  const isAt = toDouble(graph, graph.node('GreaterOrEqual', [probability, froms]))
  const stepped = graph.node('Mul', [isAt, graph.doubles(steps)])
  const sloped = graph.node('Mul', [part, graph.doubles(steps.map((step) => 1 - step))])
  const rises = graph.node('Mul', [graph.node('Add', [sloped, stepped]), graph.doubles(drawn.map(({ rise }) => rise))])
  const sum = graph.node('ReduceSum', [rises, graph.wholes([1])], { keepdims: int(1) })
  return graph.node('Add', [sum, graph.scalar(first)])
}
