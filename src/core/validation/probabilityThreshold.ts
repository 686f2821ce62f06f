export type ThresholdRequest = {
  /** One a row offered, from a model that was not fitted on these rows. */
  readonly probability: Float64Array
  /** Net return, after costs, of taking the row's event. */
  readonly netReturn: Float64Array
  readonly candidates: readonly number[]
  /** A candidate that takes fewer events is not considered; 0, taking all, always is. Default 0: taking none may win. */
  readonly minimumTaken?: number
}

export type ThresholdChoice = {
  readonly threshold: number
  readonly taken: number
  readonly offered: number
  /** Total net return divided by the events OFFERED, so that an empty or tiny selection does not look good; null where none is offered. */
  readonly netReturnPerOffered: number | null
}

/**
 * The threshold of greatest total net return, an event being taken where `probability >= threshold` and counting 0 where it is skipped.
 * 0 (take all) is always a candidate; ties go to the lower threshold. Choose on validation rows, never on test rows.
 */
export function chooseThreshold(request: ThresholdRequest): ThresholdChoice {
  const { probability, netReturn, candidates, minimumTaken = 0 } = request
  const offered = probability.length
  if (netReturn.length !== offered) throw new Error(`${offered} probabilities, ${netReturn.length} net returns`)
  if (probability.some(Number.isNaN) || netReturn.some(Number.isNaN))
    throw new Error('A probability or net return is NaN')
  const ascending = [0, ...candidates.filter((candidate) => candidate > 0)].sort((a, b) => a - b)
  let best: { readonly threshold: number; readonly taken: number; readonly total: number } | null = null
  for (const threshold of ascending) {
    const { taken, total } = takeAbove(probability, netReturn, threshold)
    const isAllowed = threshold === 0 || taken >= minimumTaken
    if (isAllowed && (best === null || total > best.total)) best = { threshold, taken, total }
  }
  const { threshold, taken, total } = best ?? { threshold: 0, taken: offered, total: 0 }
  return { threshold, taken, offered, netReturnPerOffered: offered > 0 ? total / offered : null }
}

function takeAbove(probability: Float64Array, netReturn: Float64Array, threshold: number) {
  let taken = 0
  let total = 0
  for (let row = 0; row < probability.length; row++) {
    if (probability[row]! < threshold) continue
    taken++
    total += netReturn[row]!
  }
  return { taken, total }
}
