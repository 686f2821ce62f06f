import { createIndicatorMemo } from '../indicators/indicatorMemo.ts'
import { rollingRank } from '../indicators/rollingRank.ts'
import { rollingStandardDeviation } from '../indicators/rollingStandardDeviation.ts'
import type { FeatureDefinition } from './featureDefinition.ts'
import { ATR_BARS, atrFraction, type LegRole, logPrice, quotient, realisedVolatility } from './logColumns.ts'

const SHORT_BARS = 24
const LONG_BARS = 168
const BAND_BARS = 20

/** How much the leg moves: its volatility now, against the last week, and how tight its band is. */
export function volatilityFeatures(role: LegRole): readonly FeatureDefinition[] {
  return [shortVolatility(role), volatilityRatio(role), rangeFraction(role), bandWidthRank(role)]
}

function shortVolatility(role: LegRole): FeatureDefinition {
  return {
    name: `${role}_realised_volatility_${SHORT_BARS}`,
    version: 1,
    formula: `sqrt(mean of r^2 over ${SHORT_BARS} bars), r = ln(C[t] / C[t-1])`,
    source: 'Realised volatility, Andersen & Bollerslev (1998); per bar, not annualised',
    unit: 'fraction of price per bar',
    warmupBars: SHORT_BARS,
    signed: false,
    compute: (columns, memo = createIndicatorMemo()) => realisedVolatility(columns, memo, role, SHORT_BARS),
  }
}

function volatilityRatio(role: LegRole): FeatureDefinition {
  return {
    name: `${role}_volatility_ratio_${SHORT_BARS}_${LONG_BARS}`,
    version: 1,
    formula: `realised volatility over ${SHORT_BARS} bars / realised volatility over ${LONG_BARS} bars`,
    source: 'Realised volatility, Andersen & Bollerslev (1998)',
    unit: 'ratio',
    warmupBars: LONG_BARS,
    signed: false,
    compute: (columns, memo = createIndicatorMemo()) =>
      quotient(realisedVolatility(columns, memo, role, SHORT_BARS), realisedVolatility(columns, memo, role, LONG_BARS)),
  }
}

function rangeFraction(role: LegRole): FeatureDefinition {
  return {
    name: `${role}_atr_${ATR_BARS}`,
    version: 1,
    formula: 'ATR14 of ln H, ln L, ln C',
    source: 'Wilder (1978), smoothing 1/14 seeded with the mean; of log prices, so a fraction of price',
    unit: 'fraction of price per bar',
    warmupBars: ATR_BARS,
    signed: false,
    compute: (columns, memo = createIndicatorMemo()) => atrFraction(columns, memo, role),
  }
}

function bandWidthRank(role: LegRole): FeatureDefinition {
  return {
    name: `${role}_band_width_rank_${LONG_BARS}`,
    version: 1,
    formula: `percent rank over ${LONG_BARS} bars of the Bollinger width 4 x population deviation of ln C over ${BAND_BARS} bars`,
    source: 'Bollinger (2001), band width on log closes; ties count half',
    unit: '0 to 1',
    warmupBars: BAND_BARS + LONG_BARS - 2,
    signed: false,
    compute: (columns, memo = createIndicatorMemo()) =>
      rollingRank(rollingStandardDeviation(logPrice(columns, memo, role, 'close'), BAND_BARS, 'population'), LONG_BARS),
  }
}
