/** Below this share of the sum of squares a variance by sums is rounding noise of equal values. */
const NOISE = 1e-12

/**
 * Pearson correlation of the simple bar returns of two closes over the last `bars` returns up to and with bar `at`, of the bars where both have a number.
 * NaN for fewer than 3 such returns or no spread: what cannot be measured is no reason to think it small.
 */
export function correlationOfReturns(first: Float64Array, second: Float64Array, at: number, bars: number): number {
  let n = 0
  let sumA = 0
  let sumB = 0
  let sumAA = 0
  let sumBB = 0
  let sumAB = 0
  for (let bar = Math.max(1, at - bars + 1); bar <= at; bar++) {
    const a = first[bar]! / first[bar - 1]! - 1
    const b = second[bar]! / second[bar - 1]! - 1
    const both = a + b
    if (both - both !== 0) continue
    n++
    sumA += a
    sumB += b
    sumAA += a * a
    sumBB += b * b
    sumAB += a * b
  }
  if (n < 3) return Number.NaN
  const varianceA = sumAA - (sumA * sumA) / n
  const varianceB = sumBB - (sumB * sumB) / n
  const isSpread = varianceA > NOISE * sumAA && varianceB > NOISE * sumBB
  return isSpread ? (sumAB - (sumA * sumB) / n) / Math.sqrt(varianceA * varianceB) : Number.NaN
}
