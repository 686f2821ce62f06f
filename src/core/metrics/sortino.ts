import { mean } from '../stats/mean.ts'
import { riskFreePerPeriod } from './riskFreePerPeriod.ts'

/**
 * Annual Sortino ratio: mean(e) P / (sqrt(mean(min(e, 0)^2)) sqrt(P)), the downside averaged over ALL n periods, target = the risk-free
 * rate (Sortino & van der Meer 1991). Null for no periods or no downside.
 */
export function sortino(returns: Float64Array, periodsPerYear: number, riskFreePerYear = 0): number | null {
  const rate = riskFreePerPeriod(riskFreePerYear, periodsPerYear)
  let squares = 0
  for (let i = 0; i < returns.length; i += 1) {
    const shortfall = Math.min(returns[i]! - rate, 0)
    squares += shortfall * shortfall
  }
  const downside = Math.sqrt(squares / returns.length)
  if (!(downside > 0)) return null
  const ratio = ((mean(returns) - rate) / downside) * Math.sqrt(periodsPerYear)
  return Number.isFinite(ratio) ? ratio : null
}
