import { ascendingOrder } from './ascendingOrder.ts'
import { plannedTestCount } from './plannedTestCount.ts'
import { anyOf } from './sidak.ts'

/**
 * Family-wise adjusted p-values by Sidak's inequality, step-down (Holland & Copenhaver 1987, Biometrics 43): max_{j<=i} 1 - (1 - p_(j))^(m-j+1);
 * for independent tests. Result in input order; NaN stays NaN. m = `plannedTests`, else the number given.
 */
export function sidakStepDown(pValues: Float64Array, plannedTests?: number): Float64Array {
  const tests = plannedTestCount(pValues, plannedTests)
  const order = ascendingOrder(pValues)
  const adjusted = new Float64Array(pValues.length).fill(Number.NaN)
  let largest = 0
  for (let index = 0; index < order.length; index += 1) {
    const position = order[index]!
    largest = Math.max(largest, anyOf(pValues[position]!, tests - index))
    adjusted[position] = largest
  }
  return adjusted
}
