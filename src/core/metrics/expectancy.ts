import { mean } from '../stats/mean.ts'

/** Mean result of a TRADE, net of costs, in the unit of its input (money or fraction). Null without trades. */
export function expectancy(tradeResults: Float64Array): number | null {
  const value = mean(tradeResults)
  return Number.isFinite(value) ? value : null
}
