import { ascendingOrder } from './ascendingOrder.ts'
import { plannedTestCount } from './plannedTestCount.ts'

/**
 * False-discovery-rate adjusted p-values (q-values) of Benjamini & Hochberg 1995, JRSS-B 57: q_(i) = min_{j>=i} m p_(j) / j, at most 1;
 * for independent or positively dependent tests. Result in input order; NaN stays NaN. m = `plannedTests`, else the number given.
 */
export function benjaminiHochberg(pValues: Float64Array, plannedTests?: number): Float64Array {
  return stepUp(pValues, plannedTestCount(pValues, plannedTests))
}

/** The running minimum from the largest p-value down, of factor p_(j) / j. */
export function stepUp(pValues: Float64Array, factor: number): Float64Array {
  const order = ascendingOrder(pValues)
  const adjusted = new Float64Array(pValues.length).fill(Number.NaN)
  let smallest = 1
  for (let rank = order.length; rank >= 1; rank -= 1) {
    const position = order[rank - 1]!
    smallest = Math.min(smallest, (factor * pValues[position]!) / rank)
    adjusted[position] = smallest
  }
  return adjusted
}
