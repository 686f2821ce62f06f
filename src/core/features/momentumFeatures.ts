import { createIndicatorMemo } from '../indicators/indicatorMemo.ts'
import { relativeStrengthIndex } from '../indicators/relativeStrengthIndex.ts'
import type { FeatureDefinition } from './featureDefinition.ts'
import {
  ATR_BARS,
  atrFraction,
  highestHigh,
  type LegRole,
  legReturn,
  logPrice,
  lowestLow,
  quotient,
} from './logColumns.ts'

const RETURN_BARS = [1, 6, 24, 72]
const RSI_BARS = 14

/** Where the leg has come from: returns in ranges, RSI, and its place between recent extremes. */
export function momentumFeatures(role: LegRole): readonly FeatureDefinition[] {
  return [
    ...RETURN_BARS.map((bars) => scaledReturn(role, bars)),
    centredRsi(role),
    channelPosition(role, 24),
    channelPosition(role, 168),
    channelWidth(role, 168),
  ]
}

function scaledReturn(role: LegRole, bars: number): FeatureDefinition {
  return {
    name: `${role}_return_${bars}`,
    version: 1,
    formula: `ln(C[t] / C[t-${bars}]) / (ATR14[t] x sqrt(${bars}))`,
    source: 'Log return over the range expected of a random walk; ATR: Wilder (1978), of log prices',
    unit: 'ranges',
    warmupBars: Math.max(bars, ATR_BARS),
    signed: true,
    compute: (columns, memo = createIndicatorMemo()) =>
      quotient(legReturn(columns, memo, role, bars), atrFraction(columns, memo, role), Math.sqrt(bars)),
  }
}

function centredRsi(role: LegRole): FeatureDefinition {
  return {
    name: `${role}_rsi_${RSI_BARS}`,
    version: 1,
    formula: '(RSI14 of ln C - 50) / 50; 0 where nothing has moved',
    source: 'Wilder (1978), smoothing 1/14 seeded with the mean; on log closes so that up and down mirror',
    unit: '-1 to 1',
    warmupBars: RSI_BARS,
    signed: true,
    compute: (columns, memo = createIndicatorMemo()) =>
      relativeStrengthIndex(logPrice(columns, memo, role, 'close'), RSI_BARS, 50).map((value) => (value - 50) / 50),
  }
}

function channelPosition(role: LegRole, bars: number): FeatureDefinition {
  return {
    name: `${role}_channel_position_${bars}`,
    version: 1,
    formula: `((ln C - lowest ln L) - (highest ln H - ln C)) / ATR14, extremes of the last ${bars} bars, t included`,
    source: 'Distance to the Donchian low less distance to the Donchian high, in ATR of log prices',
    unit: 'ranges',
    warmupBars: Math.max(bars - 1, ATR_BARS),
    signed: true,
    compute: (columns, memo = createIndicatorMemo()) => {
      const close = logPrice(columns, memo, role, 'close')
      const high = highestHigh(columns, memo, role, bars)
      const low = lowestLow(columns, memo, role, bars)
      const position = close.map((value, row) => value - low[row]! - (high[row]! - value))
      return quotient(position, atrFraction(columns, memo, role))
    },
  }
}

function channelWidth(role: LegRole, bars: number): FeatureDefinition {
  return {
    name: `${role}_channel_width_${bars}`,
    version: 1,
    formula: `(highest ln H - lowest ln L) / (ATR14 x sqrt(${bars})), extremes of the last ${bars} bars, t included`,
    source: 'Donchian channel width over the range expected of a random walk; large after a trend, small in a range',
    unit: 'ranges',
    warmupBars: Math.max(bars - 1, ATR_BARS),
    signed: false,
    compute: (columns, memo = createIndicatorMemo()) => {
      const high = highestHigh(columns, memo, role, bars)
      const low = lowestLow(columns, memo, role, bars)
      const width = high.map((value, row) => value - low[row]!)
      return quotient(width, atrFraction(columns, memo, role), Math.sqrt(bars))
    },
  }
}
