/** Columns of one length: where all rows of at least `score` are taken, so many are taken, and so many of these are of label 1. */
export type ScoreSteps = {
  readonly score: Float64Array
  readonly taken: Int32Array
  readonly truePositives: Int32Array
}

/** One step for each distinct score, from the highest down: rows that tie are taken together. Throws on a score of NaN. */
export function scoreSteps(label: Uint8Array, score: Float64Array): ScoreSteps {
  if (score.some(Number.isNaN)) throw new Error('A score is NaN')
  if (label.length !== score.length) throw new Error(`${label.length} labels, ${score.length} scores`)
  const order = Int32Array.from(label, (_, row) => row).sort((a, b) => score[b]! - score[a]!)
  const ends = order.filter((row, at) => at === order.length - 1 || score[order[at + 1]!] !== score[row])
  const taken = new Int32Array(ends.length)
  const truePositives = new Int32Array(ends.length)
  let at = 0
  let positives = 0
  ends.forEach((end, step) => {
    for (; at < order.length && score[order[at]!] === score[end]; at++) positives += label[order[at]!]!
    taken[step] = at
    truePositives[step] = positives
  })
  return { score: Float64Array.from(ends, (row) => score[row]!), taken, truePositives }
}
