import { plannedTestCount } from './plannedTestCount.ts'

/** Family-wise adjusted p-values m p, at most 1. Input order; NaN stays NaN. m = `plannedTests`, else the number given. */
export function bonferroni(pValues: Float64Array, plannedTests?: number): Float64Array {
  const tests = plannedTestCount(pValues, plannedTests)
  return pValues.map((p) => Math.min(1, tests * p))
}
