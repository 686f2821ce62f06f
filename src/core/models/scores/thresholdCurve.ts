/** What taking every event of at least that probability would have made. Returns are fractions of the notional, net of costs. */
export type ThresholdPoint = {
  readonly threshold: number
  readonly taken: number
  /** Of the offered events. */
  readonly shareTaken: number
  readonly totalNet: number
  readonly meanNet: number
}

/**
 * Net return over the probability threshold: a point at 0, where all are taken, and one at each distinct probability, ascending; between two points
 * nothing changes until the next is passed. Read on test events the best threshold is hindsight. Empty for no rows; throws on NaN.
 */
export function thresholdCurve(probability: Float64Array, netReturn: Float64Array): readonly ThresholdPoint[] {
  const offered = probability.length
  if (netReturn.length !== offered) throw new Error(`${offered} probabilities, ${netReturn.length} net returns`)
  if (probability.some(Number.isNaN) || netReturn.some(Number.isNaN))
    throw new Error('A probability or net return is NaN')
  if (offered === 0) return []
  const order = Int32Array.from(probability, (_, row) => row).sort((a, b) => probability[b]! - probability[a]!)
  const points: ThresholdPoint[] = []
  let totalNet = 0
  order.forEach((row, at) => {
    totalNet += netReturn[row]!
    const threshold = probability[row]!
    if (at < offered - 1 && probability[order[at + 1]!] === threshold) return
    const taken = at + 1
    points.push({ threshold, taken, shareTaken: taken / offered, totalNet, meanNet: totalNet / taken })
  })
  const all = points.at(-1)!
  return [...(all.threshold > 0 ? [{ ...all, threshold: 0 }] : []), ...points.reverse()]
}
