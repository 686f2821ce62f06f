import { wilsonInterval } from '../../stats/wilsonInterval.ts'

/** Rows whose probabilities lie next to each other: what was foretold beside what came true, as fractions. */
export type CalibrationBin = {
  readonly rows: number
  readonly positives: number
  readonly lowestProbability: number
  readonly highestProbability: number
  readonly meanProbability: number
  readonly observedShare: number
  /** 95 % Wilson interval of the observed share, as if the rows were independent. */
  readonly low: number
  readonly high: number
}

/**
 * Reliability diagram (Murphy & Winkler 1977) in bins of equal count, ascending: about `bins` of them, fewer where rows tie, because equal
 * probabilities are never parted. None for no rows. Throws on a probability of NaN.
 */
export function calibrationBins(label: Uint8Array, probability: Float64Array, bins: number): readonly CalibrationBin[] {
  if (probability.some(Number.isNaN)) throw new Error('A probability is NaN')
  if (!Number.isInteger(bins) || bins < 1) throw new RangeError(`Bins are at least 1, got ${bins}`)
  const order = Int32Array.from(label, (_, row) => row).sort((a, b) => probability[a]! - probability[b]!)
  const made: CalibrationBin[] = []
  let from = 0
  for (let bin = 1; bin <= bins; bin++) {
    let to = Math.round((bin * order.length) / bins)
    while (to > 0 && to < order.length && probability[order[to]!] === probability[order[to - 1]!]) to++
    if (to > from) made.push(binOf(label, probability, order.subarray(from, to)))
    from = Math.max(from, to)
  }
  return made
}

function binOf(label: Uint8Array, probability: Float64Array, rows: Int32Array): CalibrationBin {
  const positives = rows.reduce((sum, row) => sum + label[row]!, 0)
  const interval = wilsonInterval(positives, rows.length)
  return {
    rows: rows.length,
    positives,
    lowestProbability: probability[rows[0]!]!,
    highestProbability: probability[rows.at(-1)!]!,
    meanProbability: rows.reduce((sum, row) => sum + probability[row]!, 0) / rows.length,
    observedShare: positives / rows.length,
    low: interval?.low ?? 0,
    high: interval?.high ?? 1,
  }
}
