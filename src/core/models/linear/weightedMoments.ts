import type { FeatureMatrix } from '../featureMatrix.ts'
import type { FitContext } from '../learner.ts'
import { gridOf, turned } from '../neural/matrixKernels.ts'

/** What a least-squares fit needs of its rows, all of them centred on their weighted means. */
export type WeightedMoments = {
  readonly total: number
  readonly means: Float64Array
  readonly targetMean: number
  /** Sums of weight * column * column, columns x columns, and of weight * column * target. */
  readonly gram: Float64Array
  readonly moments: Float64Array
}

const ROWS_AT_A_TIME = 512

/** Rows are summed in order, so many at a time, so that a beat comes often. */
export function weightedMoments(
  features: FeatureMatrix,
  target: Float64Array,
  weight: Float64Array,
  context: Pick<FitContext, 'beat' | 'kernels'>,
): WeightedMoments {
  const { rows, columns } = features
  const { total, means, targetMean } = weightedMeans(features, target, weight)
  const { matrices } = context.kernels
  const width = columns + 1
  const sums = matrices.within((room) => {
    const plain = room(ROWS_AT_A_TIME * columns)
    const weighted = room(ROWS_AT_A_TIME * width)
    const out = room(columns * width)
    for (let from = 0; from < rows; from += ROWS_AT_A_TIME) {
      context.beat(from, rows, 'least squares')
      const depth = Math.min(ROWS_AT_A_TIME, rows - from)
      for (let row = 0; row < depth; row++) {
        const own = weight[from + row]!
        for (let column = 0; column < columns; column++) {
          const value = features.values[(from + row) * columns + column]! - means[column]!
          plain[row * columns + column] = value
          weighted[row * width + column] = own * value
        }
        weighted[row * width + columns] = own * (target[from + row]! - targetMean)
      }
      matrices.multiply(
        { rows: columns, depth, columns: width },
        turned(gridOf(plain, columns)),
        gridOf(weighted, width),
        gridOf(out, width),
        true,
      )
    }
    return out.slice()
  })
  const gram = new Float64Array(columns * columns)
  const moments = new Float64Array(columns)
  for (let row = 0; row < columns; row++) {
    gram.set(sums.subarray(row * width, row * width + columns), row * columns)
    moments[row] = sums[row * width + columns]!
  }
  return { total, means, targetMean, gram, moments }
}

function weightedMeans({ rows, columns, values }: FeatureMatrix, target: Float64Array, weight: Float64Array) {
  const means = new Float64Array(columns)
  let total = 0
  let targetMean = 0
  for (let row = 0; row < rows; row++) {
    const own = weight[row]!
    total += own
    targetMean += own * target[row]!
    for (let column = 0; column < columns; column++) means[column]! += own * values[row * columns + column]!
  }
  return { total, means: means.map((sum) => sum / total), targetMean: targetMean / total }
}
