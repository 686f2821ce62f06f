export type PrecisionRecall = {
  /** Share of the taken rows whose label is 1; null where none is taken. */
  readonly precision: number | null
  /** Share of the rows of label 1 that are taken; null where there are none. */
  readonly recall: number | null
  /** Share of all rows whose label is 1: the precision of taking everything; null where there are no rows. */
  readonly baseRate: number | null
  readonly taken: number
  readonly positives: number
  readonly truePositives: number
}

/** Counts at a threshold: a row is taken where `probability >= threshold`. Unweighted. */
export function precisionRecall(label: Uint8Array, probability: Float64Array, threshold: number): PrecisionRecall {
  let taken = 0
  let positives = 0
  let truePositives = 0
  for (let row = 0; row < label.length; row++) {
    const isTaken = probability[row]! >= threshold
    if (isTaken) taken++
    if (label[row] === 1) positives++
    if (isTaken && label[row] === 1) truePositives++
  }
  return {
    precision: taken > 0 ? truePositives / taken : null,
    recall: positives > 0 ? truePositives / positives : null,
    baseRate: label.length > 0 ? positives / label.length : null,
    taken,
    positives,
    truePositives,
  }
}
