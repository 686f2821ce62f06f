import { mean } from '../stats/mean.ts'
import { standardDeviation } from '../stats/standardDeviation.ts'

/**
 * sqrt(n) mean / standard deviation (ddof 1) of the results of trades in units of their risk (Tharp 2008), n not capped at 100. The risk is taken as the same share of
 * the account in every trade, so that the unit cancels. Null for fewer than 2 trades or no spread.
 */
export function systemQualityNumber(tradeResults: Float64Array): number | null {
  const centre = mean(tradeResults)
  const spread = standardDeviation(tradeResults, 1)
  if (!(spread > 1e-12 * Math.abs(centre))) return null
  const value = (Math.sqrt(tradeResults.length) * centre) / spread
  return Number.isFinite(value) ? value : null
}
