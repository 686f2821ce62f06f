/** The share of all the spread of the target below which a gain is rounding. */
const ROUNDING = 1e-12

/** Gains below this are rounding: a share of the weighted sum of squares of the target about its mean, so that neither its unit nor that of the weights matters. */
export function leastGainOf(target: Float64Array, weight: Float64Array): number {
  let weights = 0
  let sum = 0
  for (let row = 0; row < target.length; row++) {
    weights += weight[row]!
    sum += weight[row]! * target[row]!
  }
  const mean = sum / weights
  let squares = 0
  for (let row = 0; row < target.length; row++) squares += weight[row]! * (target[row]! - mean) ** 2
  return ROUNDING * squares
}
