import { normalCdf } from './normalCdf.ts'

const MOST_TERMS = 10_000
const EXACT_BELOW = 1000

/**
 * P(X >= x) of the chi-square distribution with a whole number of degrees of freedom: finite sums (Abramowitz & Stegun 26.4.4 and 26.4.5). From 1,000 degrees on the
 * cube-root approximation (Wilson & Hilferty 1931), whose error is below 1e-4 there. RangeError for fewer than 1 degree.
 */
export function upperChiSquare(x: number, degrees: number): number {
  if (!Number.isInteger(degrees) || degrees < 1)
    throw new RangeError(`Degrees of freedom are at least 1, got ${degrees}`)
  if (!(x > 0)) return Number.isNaN(x) ? Number.NaN : 1
  if (degrees >= EXACT_BELOW) {
    const spread = 2 / (9 * degrees)
    return normalCdf(-(Math.cbrt(x / degrees) - (1 - spread)) / Math.sqrt(spread))
  }
  // In logarithms term by term: e^(-x/2) alone would vanish long before the sum does.
  const half = x / 2
  const isOdd = degrees % 2 === 1
  let log = isOdd ? 0.5 * Math.log(half) - half - Math.log(Math.sqrt(Math.PI) / 2) : -half
  let sum = isOdd ? 2 * normalCdf(-Math.sqrt(x)) : 0
  const terms = Math.min(MOST_TERMS, isOdd ? (degrees - 1) / 2 : degrees / 2)
  for (let k = 0; k < terms; k++) {
    sum += Math.exp(log)
    log += Math.log(half / (isOdd ? k + 1.5 : k + 1))
  }
  return Math.min(1, sum)
}
