import { quantile } from '../stats/quantile.ts'

/** 95th percentile over the 5th of all periods, without signs, quantiles of type 7. Null where the 5th is 0 or there are no periods. */
export function tailRatio(returns: Float64Array): number | null {
  const ratio = Math.abs(quantile(returns, 0.95)) / Math.abs(quantile(returns, 0.05))
  return Number.isFinite(ratio) ? ratio : null
}
