import { type WeightedReturns, weightedMean } from './eventRegression.ts'

/**
 * What each calendar block adds to the error of the uplift: the sum over its events of w (R - mean) less that over its controls. They sum to 0; only blocks that
 * hold something are listed, ascending.
 */
export type BlockContributions = { readonly blocks: Int32Array; readonly values: Float64Array }

export function blockContributions(
  events: WeightedReturns,
  controls: WeightedReturns,
  blockBars: number,
): BlockContributions {
  const sums = new Map<number, number>()
  addScores(sums, events, 1, blockBars)
  addScores(sums, controls, -1, blockBars)
  const blocks = Int32Array.from(sums.keys()).sort()
  return { blocks, values: Float64Array.from(blocks, (block) => sums.get(block)!) }
}

function addScores(sums: Map<number, number>, part: WeightedReturns, sign: number, blockBars: number): void {
  const centre = weightedMean(part)
  for (let i = 0; i < part.bars.length; i += 1) {
    const block = Math.floor(part.bars[i]! / blockBars)
    sums.set(block, (sums.get(block) ?? 0) + sign * part.weights[i]! * (part.returns[i]! - centre))
  }
}

/** Error of the uplift, blocks taken as independent: sqrt(sum of squares x G / (G - 1)), G blocks that hold something. NaN for one. */
export function blockError({ values }: BlockContributions): number {
  let squares = 0
  for (const value of values) squares += value * value
  return Math.sqrt((squares * values.length) / (values.length - 1))
}
