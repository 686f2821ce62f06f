import { scoreSteps } from './scoreSteps.ts'

/** Columns of one length, from the highest threshold down; fractions. `taken` rows are at or above the threshold. */
export type PrecisionRecallPoints = {
  readonly threshold: Float64Array
  readonly precision: Float64Array
  readonly recall: Float64Array
  readonly taken: Int32Array
  /** Share of label 1 among all rows: the precision of taking by chance. */
  readonly baseRate: number
  /** Sum of precision times the step in recall: no line is drawn between points, which would be too good (Davis & Goadrich 2006). */
  readonly averagePrecision: number
}

/** One point for each distinct score. The point of nothing taken is left out: it has no precision. Null without a row of label 1. */
export function precisionRecallPoints(label: Uint8Array, score: Float64Array): PrecisionRecallPoints | null {
  const { score: threshold, taken, truePositives } = scoreSteps(label, score)
  const positives = truePositives.at(-1) ?? 0
  if (positives === 0) return null
  const precision = Float64Array.from(taken, (count, step) => truePositives[step]! / count)
  const recall = Float64Array.from(truePositives, (count) => count / positives)
  const averagePrecision = precision.reduce(
    (sum, value, step) => sum + value * (recall[step]! - (recall[step - 1] ?? 0)),
    0,
  )
  return { threshold, precision, recall, taken, baseRate: positives / label.length, averagePrecision }
}
