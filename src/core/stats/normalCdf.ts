import { normalDensity } from './normalDensity.ts'

const SERIES_UP_TO = 2.5
const FRACTION_TERMS = 90

/** Phi(x) - 1/2 = phi(x) (x + x^3/3 + x^5/(3 5) + ...), Abramowitz & Stegun 26.2.11. */
function centralPart(x: number): number {
  const square = x * x
  let term = x
  let sum = x
  for (let divisor = 3; Math.abs(term) > 1e-18 * Math.abs(sum); divisor += 2) {
    term *= square / divisor
    sum += term
  }
  return normalDensity(x) * sum
}

/** Q(x) = phi(x) / (x + 1/(x + 2/(x + 3/(x + ...)))), x > 0, Abramowitz & Stegun 26.2.14, evaluated from the inside out. */
function upperTail(x: number): number {
  let denominator = x
  for (let k = FRACTION_TERMS; k >= 1; k -= 1) denominator = x + k / denominator
  return normalDensity(x) / denominator
}

/**
 * Standard normal distribution function Phi(x). Absolute error under 5e-16; relative error under 1e-13 in the lower tail, so
 * Phi(-x) is the accurate way to an upper tail.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  if (x === Number.NEGATIVE_INFINITY) return 0
  if (x === Number.POSITIVE_INFINITY) return 1
  if (Math.abs(x) <= SERIES_UP_TO) return 0.5 + centralPart(x)
  return x < 0 ? upperTail(-x) : 1 - upperTail(x)
}
