import { scoreSteps } from './scoreSteps.ts'

/** Columns of one length, from (0, 0), where nothing is taken and the threshold is infinite, to (1, 1). Rates are fractions. */
export type RocPoints = {
  readonly threshold: Float64Array
  readonly falsePositiveRate: Float64Array
  readonly truePositiveRate: Float64Array
}

/**
 * Receiver operating characteristic (Fawcett 2006, algorithm 1): one point for each distinct score, so that ties make a slope and the area under the
 * straight lines between the points is `areaUnderRoc`. Null where one class is absent.
 */
export function rocPoints(label: Uint8Array, score: Float64Array): RocPoints | null {
  const steps = scoreSteps(label, score)
  const positives = steps.truePositives.at(-1) ?? 0
  const negatives = label.length - positives
  if (positives === 0 || negatives === 0) return null
  const rates = (count: (step: number) => number, all: number) =>
    Float64Array.from([0, ...Array.from(steps.score, (_, step) => count(step) / all)])
  return {
    threshold: Float64Array.from([Number.POSITIVE_INFINITY, ...steps.score]),
    falsePositiveRate: rates((step) => steps.taken[step]! - steps.truePositives[step]!, negatives),
    truePositiveRate: rates((step) => steps.truePositives[step]!, positives),
  }
}
