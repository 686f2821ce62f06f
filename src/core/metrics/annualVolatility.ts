import { standardDeviation } from '../stats/standardDeviation.ts'

/** Standard deviation (ddof 1) of ALL periods, those without a position included, times sqrt(P). sqrt(P) assumes independent periods. Null for fewer than 2. */
export function annualVolatility(returns: Float64Array, periodsPerYear: number): number | null {
  const value = standardDeviation(returns, 1) * Math.sqrt(periodsPerYear)
  return Number.isFinite(value) ? value : null
}
