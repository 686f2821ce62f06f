import { quantile } from '../stats/quantile.ts'

/**
 * Historical value at risk as a RETURN (a loss is negative): the quantile of type 7 at `tail` (0.05 = the worst 5 %).
 * Null for no periods.
 */
export function valueAtRisk(returns: Float64Array, tail: number): number | null {
  const value = quantile(returns, tail)
  return Number.isFinite(value) ? value : null
}
