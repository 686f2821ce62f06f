import type { Beat } from '../../job/beat.ts'

/** `x` minimises `1/2 x'Qx - c'x + sum_j penalty_j |x_j|`; `violation` is the largest breach of the conditions of its minimum. */
export type Minimum = { readonly x: Float64Array; readonly violation: number; readonly sweeps: number }

const MOST_SWEEPS = 20_000

/**
 * Coordinate descent with soft thresholds (Friedman, Hastie & Tibshirani 2010): coefficients that do not pay are exactly 0.
 * `quadratic` is size x size, positive on its diagonal. Ends where no condition of the minimum (Karush, Kuhn & Tucker) is broken by more than `tolerance`.
 */
export function coordinateDescent(
  quadratic: Float64Array,
  linear: Float64Array,
  penalty: Float64Array,
  start: Float64Array,
  tolerance: number,
  beat: Beat,
): Minimum {
  const size = linear.length
  const x = start.slice()
  const slope = gradientOf(quadratic, linear, x)
  let sweeps = 0
  let violation = violationOf(x, slope, penalty)
  while (violation > tolerance && sweeps < MOST_SWEEPS) {
    beat(0, 1, 'coordinate descent')
    for (let j = 0; j < size; j++) {
      const own = quadratic[j * size + j]!
      const wanted = soft(own * x[j]! - slope[j]!, penalty[j]!) / own
      const change = wanted - x[j]!
      if (change === 0) continue
      x[j] = wanted
      for (let k = 0; k < size; k++) slope[k]! += change * quadratic[j * size + k]!
    }
    sweeps++
    if (sweeps % 50 === 0) slope.set(gradientOf(quadratic, linear, x))
    violation = violationOf(x, slope, penalty)
  }
  return { x, violation: violationOf(x, gradientOf(quadratic, linear, x), penalty), sweeps }
}

function gradientOf(quadratic: Float64Array, linear: Float64Array, x: Float64Array): Float64Array {
  const size = x.length
  const slope = new Float64Array(size)
  for (let j = 0; j < size; j++) {
    let sum = -linear[j]!
    for (let k = 0; k < size; k++) sum += quadratic[j * size + k]! * x[k]!
    slope[j] = sum
  }
  return slope
}

/** How far the subgradient is from holding 0. */
function violationOf(x: Float64Array, slope: Float64Array, penalty: Float64Array): number {
  let worst = 0
  for (let j = 0; j < x.length; j++) {
    const breach =
      x[j] === 0 ? Math.max(0, Math.abs(slope[j]!) - penalty[j]!) : Math.abs(slope[j]! + Math.sign(x[j]!) * penalty[j]!)
    if (breach > worst) worst = breach
  }
  return worst
}

function soft(value: number, threshold: number): number {
  if (value > threshold) return value - threshold
  return value < -threshold ? value + threshold : 0
}
