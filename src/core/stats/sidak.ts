import { plannedTestCount } from './plannedTestCount.ts'

/**
 * Family-wise adjusted p-values of Sidak 1967, JASA 62, single step: 1 - (1 - p)^m; for independent tests.
 * Input order; NaN stays NaN. m = `plannedTests`, else the number given.
 */
export function sidak(pValues: Float64Array, plannedTests?: number): Float64Array {
  const tests = plannedTestCount(pValues, plannedTests)
  return pValues.map((p) => anyOf(p, tests))
}

/** 1 - (1 - p)^m: the chance of a p-value so small among m independent ones, accurate for the smallest p. */
export function anyOf(p: number, tests: number): number {
  return -Math.expm1(tests * Math.log1p(-p))
}
