import { totalReturn } from './totalReturn.ts'

/**
 * Compound annual growth rate by count of periods: W^(P/n) - 1, W = prod(1 + r). -1 after ruin. Null for no periods.
 * Over less than a year (n < P) it extrapolates: whoever shows it must say so.
 */
export function cagr(returns: Float64Array, periodsPerYear: number): number | null {
  const total = totalReturn(returns)
  if (returns.length === 0 || total === null) return null
  const rate = (1 + total) ** (periodsPerYear / returns.length) - 1
  return Number.isFinite(rate) ? rate : null
}
