import { ascendingOrder } from '../../stats/ascendingOrder.ts'

/**
 * Family-wise adjusted one-sided p-values of the step-down bootstrap of Romano & Wolf 2005 (Econometrica 73), computed as in
 * Romano & Wolf 2016 (Stat. Prob. Letters 113): with the observed statistics sorted from the largest down,
 * p_(s) = max_{j<=s} (1 + #{b : max_{i>=j} t*_b(i) >= t_(j)}) / (B + 1).
 *
 * `observed`: one studentised statistic a hypothesis, large where it holds. `resampled`: B rows of the same statistics under the null,
 * centred (each resample's estimate less the observed one, over the same kind of error), ALL hypotheses from the same resampled indices:
 * else their dependence is lost. Ties count against the claim. Result in input order, in (0, 1].
 * A NaN of `observed` is no hypothesis: it stays NaN and takes no part. A NaN of a row counts against its own hypothesis only.
 * RangeError without a row, or for a row of another length. O(K log K + B K).
 */
export function stepDownPValues(observed: Float64Array, resampled: readonly Float64Array[]): Float64Array {
  requireRows(observed, resampled)
  const ascending = ascendingOrder(observed)
  const exceeding = new Int32Array(ascending.length)
  for (const row of resampled) countExceeding(observed, row, ascending, exceeding)
  const adjusted = new Float64Array(observed.length).fill(Number.NaN)
  let largest = 0
  for (let rank = ascending.length - 1; rank >= 0; rank -= 1) {
    largest = Math.max(largest, (1 + exceeding[rank]!) / (resampled.length + 1))
    adjusted[ascending[rank]!] = largest
  }
  return adjusted
}

/** From the smallest observed statistic up, the running maximum of a row is the maximum over all that are not yet rejected. */
function countExceeding(observed: Float64Array, row: Float64Array, ascending: Int32Array, exceeding: Int32Array): void {
  let largest = Number.NEGATIVE_INFINITY
  for (let rank = 0; rank < ascending.length; rank += 1) {
    const position = ascending[rank]!
    const drawn = row[position]!
    if (drawn > largest) largest = drawn
    if (largest >= observed[position]! || Number.isNaN(drawn)) exceeding[rank] = exceeding[rank]! + 1
  }
}

function requireRows(observed: Float64Array, resampled: readonly Float64Array[]): void {
  if (resampled.length === 0) throw new RangeError('A step-down p-value needs at least one resample')
  for (const { length } of resampled) {
    if (length !== observed.length) throw new RangeError(`A row of ${length} for ${observed.length} hypotheses`)
  }
}
