import { ascendingOrder } from './ascendingOrder.ts'
import { plannedTestCount } from './plannedTestCount.ts'

/**
 * Family-wise adjusted p-values of Hochberg 1988, Biometrika 75: min_{j>=i} (m - j + 1) p_(j), at most 1; for independent or positively
 * dependent tests. Result in input order; NaN stays NaN. m = `plannedTests`, else the number given; tests that are planned and not given,
 * or NaN, count as the largest.
 */
export function hochberg(pValues: Float64Array, plannedTests?: number): Float64Array {
  const tests = plannedTestCount(pValues, plannedTests)
  const order = ascendingOrder(pValues)
  const adjusted = new Float64Array(pValues.length).fill(Number.NaN)
  let smallest = 1
  for (let index = order.length - 1; index >= 0; index -= 1) {
    const position = order[index]!
    smallest = Math.min(smallest, (tests - index) * pValues[position]!)
    adjusted[position] = smallest
  }
  return adjusted
}
