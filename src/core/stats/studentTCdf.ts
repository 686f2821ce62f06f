import { gammaHalfRatio } from './gammaHalfRatio.ts'

const SMALLEST = 1e-300
const MOST_TERMS = 100_000

function awayFromZero(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value
}

/** Continued fraction of the incomplete beta function (DLMF 8.17.22) by the modified Lentz method. */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m <= MOST_TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / awayFromZero(1 + even * d)
    c = awayFromZero(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / awayFromZero(1 + odd * d)
    c = awayFromZero(1 + odd / c)
    const step = d * c
    value *= step
    if (Math.abs(step - 1) < 1e-16) return value
  }
  return value
}

/** P(T > t) for t >= 0: half the regularised incomplete beta I_{v/(v+t^2)}(v/2, 1/2). */
function upperTail(t: number, degrees: number): number {
  const a = degrees / 2
  const square = t * t
  const oneOverBeta = gammaHalfRatio(a) / Math.sqrt(Math.PI)
  const front = oneOverBeta * Math.exp(-a * Math.log1p(square / degrees)) * Math.sqrt(square / (degrees + square))
  if (square * (a + 1) > 1.5 * degrees) return (0.5 * front * betaFraction(a, 0.5, degrees / (degrees + square))) / a
  return 0.5 - front * betaFraction(0.5, a, square / (degrees + square))
}

/**
 * Distribution function of Student's t with `degrees` > 0 degrees of freedom (not necessarily whole). Absolute error under 1e-12.
 * Source: Abramowitz & Stegun 26.7.1. RangeError where `degrees` is not positive.
 */
export function studentTCdf(t: number, degrees: number): number {
  if (!(degrees > 0)) throw new RangeError(`Degrees of freedom are positive, got ${degrees}`)
  if (Number.isNaN(t)) return Number.NaN
  if (t === 0) return 0.5
  if (!Number.isFinite(t)) return t > 0 ? 1 : 0
  return t > 0 ? 1 - upperTail(t, degrees) : upperTail(-t, degrees)
}
