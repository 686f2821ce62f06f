import { cagr } from './cagr.ts'
import { maxDrawdown } from './maxDrawdown.ts'

/** CAGR / max drawdown over the same window, here the whole of it (Young 1991 used 36 months). Null where there is no drawdown. */
export function calmar(returns: Float64Array, periodsPerYear: number): number | null {
  const growth = cagr(returns, periodsPerYear)
  const drawdown = maxDrawdown(returns)
  if (growth === null || drawdown === null || drawdown === 0) return null
  return growth / drawdown
}
