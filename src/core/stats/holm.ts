import { ascendingOrder } from './ascendingOrder.ts'
import { plannedTestCount } from './plannedTestCount.ts'

/**
 * Family-wise adjusted p-values of Holm 1979, Scand. J. Stat. 6: max_{j<=i} (m - j + 1) p_(j), at most 1; any dependence.
 * Result in input order; NaN stays NaN. m = `plannedTests`, else the number given.
 */
export function holm(pValues: Float64Array, plannedTests?: number): Float64Array {
  const tests = plannedTestCount(pValues, plannedTests)
  const order = ascendingOrder(pValues)
  const adjusted = new Float64Array(pValues.length).fill(Number.NaN)
  let largest = 0
  for (let index = 0; index < order.length; index += 1) {
    const position = order[index]!
    largest = Math.max(largest, Math.min(1, (tests - index) * pValues[position]!))
    adjusted[position] = largest
  }
  return adjusted
}
