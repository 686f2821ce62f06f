import { stepUp } from './benjaminiHochberg.ts'
import { plannedTestCount } from './plannedTestCount.ts'

/**
 * q-values of Benjamini & Yekutieli 2001, Ann. Stat. 29: those of Benjamini and Hochberg times sum_{k=1..m} 1/k; for any dependence,
 * as where long and short variants are mixed. Result in input order; NaN stays NaN. m = `plannedTests`, else the number given.
 */
export function benjaminiYekutieli(pValues: Float64Array, plannedTests?: number): Float64Array {
  const tests = plannedTestCount(pValues, plannedTests)
  let harmonic = 0
  for (let k = tests; k >= 1; k -= 1) harmonic += 1 / k
  return stepUp(pValues, tests * harmonic)
}
