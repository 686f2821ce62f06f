/** Placebo values above the observed one that are enough to count; with fewer the tail is extended. */
const ENOUGH_ABOVE = 25
/** Share of the placebo values that the extended tail is fitted to. */
const TAIL_SHARE = 0.01
const FEWEST_IN_TAIL = 50

/**
 * How rare `observed` is among placebo values: (1 + #{placebo >= observed}) / (m + 1). Where fewer than 25 lie at or above it, that count says little, and the share is
 * read from an exponential tail fitted to the largest 1 % (at least 50): N_u/(m + 1) exp(-(x - u)/mean excess over u). The tail of a studentised sum
 * falls faster than an exponential, so this errs to the safe side; it is never below a hundredth of 1/(m + 1). Idea: Knijnenburg et al. 2009, Bioinformatics 25.
 * NaN placebo values count as above. 1 where `observed` is NaN.
 */
export function tailShare(observed: number, placebo: Float64Array): number {
  const m = placebo.length
  if (Number.isNaN(observed) || m === 0) return 1
  let above = 0
  for (const value of placebo) if (!(value < observed)) above += 1
  const counted = (1 + above) / (m + 1)
  if (above >= ENOUGH_ABOVE || m < FEWEST_IN_TAIL * 2) return counted
  return Math.min(counted, extendedShare(observed, placebo))
}

function extendedShare(observed: number, placebo: Float64Array): number {
  const m = placebo.length
  const sorted = placebo.slice().sort()
  const inTail = Math.max(FEWEST_IN_TAIL, Math.ceil(TAIL_SHARE * m))
  const threshold = sorted[m - inTail - 1]!
  let excess = 0
  for (let i = m - inTail; i < m; i += 1) excess += sorted[i]! - threshold
  const scale = excess / inTail
  if (!(scale > 0)) return 1
  const share = ((1 + inTail) / (m + 1)) * Math.exp(-(observed - threshold) / scale)
  return Math.max(share, 0.01 / (m + 1))
}
