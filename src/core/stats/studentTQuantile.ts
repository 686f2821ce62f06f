import { normalQuantile } from './normalQuantile.ts'
import { studentTCdf } from './studentTCdf.ts'

const MOST_STEPS = 400

/**
 * Quantile of Student's t with `degrees` > 0 degrees of freedom, by halving `studentTCdf` to the last bit. Relative error under 1e-9.
 * NaN outside [0, 1]; infinite at 0 and 1. Small tail probabilities are most accurate as lower ones (use -q(p) for q(1 - p)).
 */
export function studentTQuantile(probability: number, degrees: number): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN
  if (probability === 0.5) return 0
  if (probability > 0.5) return -studentTQuantile(1 - probability, degrees)
  if (probability === 0) return Number.NEGATIVE_INFINITY
  let below = Math.min(-1, normalQuantile(probability))
  while (studentTCdf(below, degrees) > probability) below *= 2
  let above = 0
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const middle = (below + above) / 2
    if (middle === below || middle === above) break
    if (studentTCdf(middle, degrees) > probability) above = middle
    else below = middle
  }
  return (below + above) / 2
}
