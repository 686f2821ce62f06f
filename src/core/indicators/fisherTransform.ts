/** The place in the range may come this near to the ends (Ehlers 2002). */
const LIMIT = 0.999

/**
 * Fisher transform (Ehlers 2002): v = 0.33 x 2 (place - 0.5) + 0.67 v before, held within +-0.999; F = 0.5 ln((1 + v) / (1 - v)) + 0.5 F before.
 * `place` is the price's place in its recent range, 0 to 1. Both begin at 0; a missing place is NaN in its row and leaves the state.
 */
export function fisherTransform(place: Float64Array): Float64Array {
  const result = new Float64Array(place.length)
  let value = 0
  let state = 0
  for (let row = 0; row < place.length; row++) {
    result[row] = Number.NaN
    if (!Number.isFinite(place[row]!)) continue
    value = Math.max(-LIMIT, Math.min(LIMIT, 0.66 * (place[row]! - 0.5) + 0.67 * value))
    state = 0.5 * Math.log((1 + value) / (1 - value)) + 0.5 * state
    result[row] = state
  }
  return result
}
