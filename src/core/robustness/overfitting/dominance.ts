/** `first`: nowhere is a value at most x more probable than with the other, and somewhere less; `second`: the same of the area below the distribution. */
export type Dominance = {
  readonly first: boolean
  readonly second: boolean
  /** Largest amount by which the distribution function lies above that of the other; 0 where it never does. */
  readonly largestExcess: number
}

/**
 * Stochastic dominance of one sample over another, from their empirical distribution functions, exact at every value of either. Both have values, none of them NaN.
 * Source: Hadar & Russell 1969; used on what was chosen by Bailey, Borwein, Lopez de Prado & Zhu 2017.
 */
export function dominance(own: Float64Array, other: Float64Array): Dominance {
  const a = Float64Array.from(own).sort()
  const b = Float64Array.from(other).sort()
  let i = 0
  let j = 0
  let area = 0
  let before = Math.min(a[0]!, b[0]!)
  let largestExcess = 0
  let isBetter = false
  let areaExceeds = false
  let areaIsBetter = false
  while (i < a.length || j < b.length) {
    const at = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY)
    area += (i / a.length - j / b.length) * (at - before)
    before = at
    while (i < a.length && a[i] === at) i++
    while (j < b.length && b[j] === at) j++
    const excess = i / a.length - j / b.length
    if (excess > largestExcess) largestExcess = excess
    if (excess < 0) isBetter = true
    if (area > ROUNDING) areaExceeds = true
    if (area < -ROUNDING) areaIsBetter = true
  }
  return { first: isBetter && largestExcess === 0, second: areaIsBetter && !areaExceeds, largestExcess }
}

const ROUNDING = 1e-12
