import type { LearningTask } from '../../models/learningTable.ts'

/** Sizes that are kept of a model's predictions of its training rows. */
const MOST_SIZES = 1_000

/** What makes signals of a model's amounts: sizes of its predictions of its own training rows, ascending; of more than 1,000 so many evenly, the least and the greatest among them. */
export function signalSizes(ofTraining: Float64Array): Float64Array {
  const sizes = ofTraining.map(Math.abs).sort()
  if (sizes.length <= MOST_SIZES) return sizes
  const last = sizes.length - 1
  return Float64Array.from({ length: MOST_SIZES }, (_, at) => sizes[Math.round((at * last) / (MOST_SIZES - 1))]!)
}

/**
 * A prediction as a signal in [-1, 1]. Classification: 2 p - 1. Regression: the sign of the prediction, times the share of `sizes` that are smaller than it in size (ties half), so that
 * 0.5 asks for a prediction above the median of what the model said in training.
 */
export function tradedSignals(task: LearningTask, predicted: Float64Array, sizes: ArrayLike<number>): Float64Array {
  if (task === 'classification') return predicted.map((probability) => 2 * probability - 1)
  return predicted.map((value) => {
    if (Number.isNaN(value)) return value
    const size = Math.abs(value)
    const smaller = (countBelow(sizes, size, false) + countBelow(sizes, size, true)) / 2
    return sizes.length === 0 ? 0 : (Math.sign(value) * smaller) / sizes.length || 0
  })
}

/** Of an ascending list. */
function countBelow(sizes: ArrayLike<number>, limit: number, orEqual: boolean): number {
  let low = 0
  let high = sizes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sizes[middle]! < limit || (orEqual && sizes[middle] === limit)) low = middle + 1
    else high = middle
  }
  return low
}
