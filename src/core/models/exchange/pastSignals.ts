import type { LearningTask } from '../learningTable.ts'

/**
 * Predictions of a model that somebody else trained as signals in [-1, 1]. Classification: 2 p - 1. Regression: the sign, times the share of the model's
 * EARLIER predictions that are smaller in size (ties half), since what it said in its training is not known; 0 for the first. Rows ascend in time; those of one
 * moment do not count for each other. NaN stays NaN.
 */
export function pastSignals(task: LearningTask, predicted: Float64Array, timeMs: Float64Array): Float64Array {
  if (task === 'classification') return predicted.map((probability) => 2 * probability - 1)
  const sizes = predicted.map(Math.abs)
  const ranked = [...new Set(sizes.filter((size) => !Number.isNaN(size)).sort())]
  const rankOf = new Map(ranked.map((size, rank) => [size, rank]))
  const counts = new Float64Array(ranked.length + 1)
  const countUpTo = (rank: number) => {
    let sum = 0
    for (let at = rank; at > 0; at -= at & -at) sum += counts[at]!
    return sum
  }
  const signals = new Float64Array(predicted.length).fill(Number.NaN)
  let known = 0
  for (let from = 0, to = 0; from < predicted.length; from = to) {
    for (to = from; to < predicted.length && timeMs[to] === timeMs[from]; to++) {
      const rank = rankOf.get(sizes[to]!)
      if (rank === undefined) continue
      const smaller = (countUpTo(rank) + countUpTo(rank + 1)) / 2
      signals[to] = known === 0 ? 0 : (Math.sign(predicted[to]!) * smaller) / known || 0
    }
    for (let row = from; row < to; row++) {
      const rank = rankOf.get(sizes[row]!)
      if (rank === undefined) continue
      known++
      for (let at = rank + 1; at < counts.length; at += at & -at) counts[at]!++
    }
  }
  return signals
}
