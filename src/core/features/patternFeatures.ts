import { createIndicatorMemo, type IndicatorMemo } from '../indicators/indicatorMemo.ts'
import { nanColumn } from '../indicators/nanColumn.ts'
import type { PairColumns } from '../market/pairColumns.ts'
import type { FeatureDefinition } from './featureDefinition.ts'
import { highestHigh, type LegRole, logPrice, lowestLow } from './logColumns.ts'

/** Log prices, so that a bullish pattern on mirrored prices is exactly its bearish twin. */
type Candles = {
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
}

/** 1 (bullish or present), -1 (bearish) or 0, reading rows `row - barsBack` to `row` only. */
type Pattern = {
  readonly name: string
  readonly formula: string
  readonly barsBack: number
  readonly signed: boolean
  readonly at: (candles: Candles, row: number) => number
}

const EXTREME_BARS = 24

const body = (candles: Candles, row: number) => candles.close[row]! - candles.open[row]!
const range = (candles: Candles, row: number) => candles.high[row]! - candles.low[row]!
const lowerWick = (candles: Candles, row: number) =>
  Math.min(candles.open[row]!, candles.close[row]!) - candles.low[row]!
const upperWick = (candles: Candles, row: number) =>
  candles.high[row]! - Math.max(candles.open[row]!, candles.close[row]!)

const engulfing: Pattern = {
  name: 'engulfing',
  formula: 'body against the previous body and covering it from open to close; sign of the body',
  barsBack: 1,
  signed: true,
  at: (candles, row) => {
    const now = Math.sign(body(candles, row))
    const before = Math.sign(body(candles, row - 1))
    if (now * before !== -1) return 0
    const covers =
      now * (candles.open[row]! - candles.close[row - 1]!) <= 0 &&
      now * (candles.close[row]! - candles.open[row - 1]!) >= 0
    return covers ? now : 0
  },
}

const pinBar: Pattern = {
  name: 'pin_bar',
  formula:
    'body <= 0.3 range and one wick >= 0.6 range; +1 for the lower wick (hammer), -1 for the upper (shooting star)',
  barsBack: 0,
  signed: true,
  at: (candles, row) => {
    const whole = range(candles, row)
    if (whole === 0 || Math.abs(body(candles, row)) > 0.3 * whole) return 0
    if (lowerWick(candles, row) >= 0.6 * whole) return 1
    return upperWick(candles, row) >= 0.6 * whole ? -1 : 0
  },
}

const doji: Pattern = {
  name: 'doji',
  formula: '|body| <= 0.1 range, range above 0',
  barsBack: 0,
  signed: false,
  at: (candles, row) => {
    const whole = range(candles, row)
    return whole > 0 && Math.abs(body(candles, row)) <= 0.1 * whole ? 1 : 0
  },
}

const insideBar: Pattern = {
  name: 'inside_bar',
  formula: 'high <= previous high and low >= previous low',
  barsBack: 1,
  signed: false,
  at: (candles, row) =>
    candles.high[row]! <= candles.high[row - 1]! && candles.low[row]! >= candles.low[row - 1]! ? 1 : 0,
}

const outsideBar: Pattern = {
  name: 'outside_bar',
  formula: 'high > previous high and low < previous low; sign of the body',
  barsBack: 1,
  signed: true,
  at: (candles, row) =>
    candles.high[row]! > candles.high[row - 1]! && candles.low[row]! < candles.low[row - 1]!
      ? Math.sign(body(candles, row))
      : 0,
}

const threeBarThrust: Pattern = {
  name: 'three_bar_thrust',
  formula: 'three bodies of one sign, each >= 0.5 range, each close beyond the one before (soldiers or crows)',
  barsBack: 2,
  signed: true,
  at: (candles, row) => {
    const sign = Math.sign(body(candles, row))
    for (let bar = row - 2; bar <= row; bar++) {
      const along = sign * body(candles, bar)
      if (!(along > 0) || along < 0.5 * range(candles, bar)) return 0
      if (bar > row - 2 && sign * (candles.close[bar]! - candles.close[bar - 1]!) <= 0) return 0
    }
    return sign
  },
}

const star: Pattern = {
  name: 'star',
  formula: 'body >= 0.6 range, then a body <= 0.3 of it, then an opposite body closing past the middle of the first',
  barsBack: 2,
  signed: true,
  at: (candles, row) => {
    const first = body(candles, row - 2)
    const sign = -Math.sign(first)
    if (first === 0 || Math.abs(first) < 0.6 * range(candles, row - 2)) return 0
    if (Math.abs(body(candles, row - 1)) > 0.3 * Math.abs(first) || sign * body(candles, row) <= 0) return 0
    const middle = (candles.open[row - 2]! + candles.close[row - 2]!) / 2
    return sign * (candles.close[row]! - middle) > 0 ? sign : 0
  },
}

const PATTERNS: readonly Pattern[] = [engulfing, pinBar, doji, insideBar, outsideBar, threeBarThrust, star]

/** Candle patterns of both legs for `--pattern-aid`: 1 bullish (or present), -1 bearish, 0 none; NaN where a price is missing. */
export const PATTERN_FEATURES: readonly FeatureDefinition[] = [...legPatterns('primary'), ...legPatterns('secondary')]

function legPatterns(role: LegRole): readonly FeatureDefinition[] {
  return [...PATTERNS.map((pattern) => patternFeature(role, pattern)), keyReversal(role)]
}

function patternFeature(role: LegRole, pattern: Pattern): FeatureDefinition {
  return {
    name: `${role}_pattern_${pattern.name}`,
    version: 1,
    formula: pattern.formula,
    source: 'Candlestick pattern, Nison (1991); thresholds stated in the formula, on log prices',
    unit: pattern.signed ? '-1, 0 or 1' : '0 or 1',
    warmupBars: pattern.barsBack,
    signed: pattern.signed,
    compute: (columns, memo = createIndicatorMemo()) => {
      const candles = candlesOf(columns, memo, role)
      const result = nanColumn(columns.timeMs.length)
      let known = 0
      for (let row = 0; row < result.length; row++) {
        known = Number.isNaN(candles.open[row]! + body(candles, row) + range(candles, row)) ? 0 : known + 1
        if (known > pattern.barsBack) result[row] = pattern.at(candles, row)
      }
      return result
    },
  }
}

function candlesOf(columns: PairColumns, memo: IndicatorMemo, role: LegRole): Candles {
  return {
    open: logPrice(columns, memo, role, 'open'),
    high: logPrice(columns, memo, role, 'high'),
    low: logPrice(columns, memo, role, 'low'),
    close: logPrice(columns, memo, role, 'close'),
  }
}

function keyReversal(role: LegRole): FeatureDefinition {
  return {
    name: `${role}_pattern_key_reversal`,
    version: 1,
    formula: `low below the lowest of the ${EXTREME_BARS} bars before and close above the previous close: 1; mirrored: -1`,
    source: 'Key reversal, Edwards & Magee (1948)',
    unit: '-1, 0 or 1',
    warmupBars: EXTREME_BARS,
    signed: true,
    compute: (columns, memo = createIndicatorMemo()) => {
      const { high, low, close } = candlesOf(columns, memo, role)
      const highest = highestHigh(columns, memo, role, EXTREME_BARS)
      const lowest = lowestLow(columns, memo, role, EXTREME_BARS)
      return close.map((price, row) => {
        if (row === 0) return Number.NaN
        const change = price - close[row - 1]!
        if (Number.isNaN(change + high[row]! + low[row]! + highest[row - 1]! + lowest[row - 1]!)) return Number.NaN
        if (low[row]! < lowest[row - 1]! && change > 0) return 1
        return high[row]! > highest[row - 1]! && change < 0 ? -1 : 0
      })
    },
  }
}
