import type { LegColumns } from '../../market/pairColumns.ts'
import { median } from '../../stats/median.ts'
import type { Capacity } from './candidateStudy.ts'

const IMPACT_COEFFICIENT = 1
/** Average cost of an order over the impact at its end, under the square-root law. */
const AVERAGE_SHARE = 2 / 3
const SIDES = 2
const VOLATILITY_BARS = 24
/** Beyond this share of a bar's volume the law was not measured. */
const MOST_SHARE = 0.1

/**
 * Size of a trade whose impact eats the net mean return: an order of value Q in bars of value V (price x volume) and volatility s pays (2/3) s sqrt(Q/V) on
 * each side (Toth et al. 2011, coefficient 1), so Q = V (net / ((4/3) s))^2, and a quarter of it for half of the net mean. V is the median over the events' bars, s the
 * root mean square of one-bar returns in the 24 bars up to each. Never more than a tenth of V. Null where there is no volume; 0 where nothing is left after costs.
 */
export function capacityOf(leg: LegColumns, bars: Int32Array, netMean: number): Capacity {
  const values = Float64Array.from(bars, (bar) => leg.close[bar]! * leg.volume[bar]!).filter((value) => value > 0)
  const volatility = trailingVolatility(leg.close, bars)
  if (values.length === 0 || !(volatility > 0)) {
    return {
      medianBarValue: null,
      barVolatility: volatility > 0 ? volatility : null,
      halfNetValue: null,
      allNetValue: null,
    }
  }
  const barValue = median(values)
  const ratio = Math.max(0, netMean) / (SIDES * AVERAGE_SHARE * IMPACT_COEFFICIENT * volatility)
  const all = barValue * ratio * ratio
  const most = MOST_SHARE * barValue
  return {
    medianBarValue: barValue,
    barVolatility: volatility,
    halfNetValue: Math.min(most, all / 4),
    allNetValue: Math.min(most, all),
  }
}

function trailingVolatility(close: Float64Array, bars: Int32Array): number {
  let squares = 0
  let count = 0
  for (const bar of bars) {
    for (let t = Math.max(1, bar - VOLATILITY_BARS + 1); t <= bar; t += 1) {
      const change = close[t]! / close[t - 1]! - 1
      if (Number.isNaN(change)) continue
      squares += change * change
      count += 1
    }
  }
  return count === 0 ? Number.NaN : Math.sqrt(squares / count)
}
