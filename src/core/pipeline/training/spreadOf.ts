import type { ValidationReport } from '../../contract/modelRecord.ts'
import { mean } from '../../stats/mean.ts'
import { standardDeviation } from '../../stats/standardDeviation.ts'

export type Spread = ValidationReport['learningCurve'][number]['train']

/** Mean and sample deviation of those that have a value. */
export function spreadOf(values: readonly (number | null)[]): Spread {
  const there = Float64Array.from(values.filter((value) => value !== null))
  return {
    mean: there.length > 0 ? mean(there) : null,
    deviation: there.length > 1 ? standardDeviation(there) : null,
    count: there.length,
  }
}
