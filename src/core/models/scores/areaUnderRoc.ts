/**
 * Probability that a row of label 1 scores above a row of label 0, ties counting half (Mann-Whitney; Hanley & McNeil 1982). Unweighted.
 * Null where one class is absent. Throws on a score of NaN.
 */
export function areaUnderRoc(label: Uint8Array, score: Float64Array): number | null {
  if (score.some(Number.isNaN)) throw new Error('A score is NaN')
  const order = Int32Array.from(label, (_, row) => row).sort((a, b) => score[a]! - score[b]!)
  let positives = 0
  let negatives = 0
  let pairsWon = 0
  for (let from = 0; from < order.length; ) {
    let tiedPositives = 0
    let tiedNegatives = 0
    let to = from
    for (; to < order.length && score[order[to]!]! === score[order[from]!]!; to++) {
      if (label[order[to]!] === 1) tiedPositives++
      else tiedNegatives++
    }
    pairsWon += tiedPositives * (negatives + tiedNegatives / 2)
    positives += tiedPositives
    negatives += tiedNegatives
    from = to
  }
  return positives > 0 && negatives > 0 ? pairsWon / (positives * negatives) : null
}
