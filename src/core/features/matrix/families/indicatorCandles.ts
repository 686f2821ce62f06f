import type { CandlePattern } from '../../../indicators/candlePatterns.ts'
import { CANDLE_PATTERNS } from '../../../indicators/candlePatterns.ts'
import type { Candles } from '../../../indicators/candles.ts'
import { candleAt } from '../../../indicators/candles.ts'
import { blendColumns, lagColumn, mapColumn, zipColumns } from '../../../indicators/columnArithmetic.ts'
import { nanColumn } from '../../../indicators/nanColumn.ts'
import { rollingMinimum } from '../../../indicators/rollingMinimum.ts'
import { lastOf, least, mean, newest } from './indicatorDefinitions.ts'
import type { Indicator, IndicatorBars, PastBars } from './indicatorFamily.ts'
import { bars, oneColumn } from './indicatorFamily.ts'
import { meanOfColumn } from './indicatorSources.ts'

const PRESENT = { kind: 'pattern', unit: '0 or 1' } as const

/** Shapes of one to four bars. */
export const CANDLE_SHAPES: readonly Indicator[] = [
  ...CANDLE_PATTERNS.map(patternIndicator),
  oneColumn({
    ...PRESENT,
    name: 'INSIDE_BAR',
    title: 'Inside bar',
    source: 'Range inside that of the bar before',
    reads: ['high', 'low'],
    formula: '1 where H <= H before and L >= L before',
    warmup: () => 1,
    compute: ({ high, low }) => compared(high, low, (top, bottom) => top <= 0 && bottom >= 0),
    slowly: ({ high, low }) =>
      flag(newest(high) - newest(high, 1) <= 0 && newest(low) - newest(low, 1) >= 0, lastOf(high, 2), lastOf(low, 2)),
  }),
  oneColumn({
    ...PRESENT,
    name: 'OUTSIDE_BAR',
    title: 'Outside bar',
    source: 'Range beyond that of the bar before on both sides',
    reads: ['high', 'low'],
    formula: '1 where H > H before and L < L before',
    warmup: () => 1,
    compute: ({ high, low }) => compared(high, low, (top, bottom) => top > 0 && bottom < 0),
    slowly: ({ high, low }) =>
      flag(newest(high) > newest(high, 1) && newest(low) < newest(low, 1), lastOf(high, 2), lastOf(low, 2)),
  }),
  oneColumn({
    ...PRESENT,
    name: 'NARROW_RANGE',
    aliases: ['NR'],
    title: 'Narrowest range',
    source: 'Crabel (1990): NR4 and NR7',
    reads: ['high', 'low'],
    parameters: [bars(7)],
    formula: '1 where H - L is the smallest of the window; equal ones count',
    warmup: (window) => window - 1,
    compute: ({ high, low }, window) => {
      const ranges = blendColumns(high, 1, low, -1)
      return zipColumns(ranges, rollingMinimum(ranges, window), (range, narrowest) =>
        Number.isNaN(narrowest) ? Number.NaN : Number(range <= narrowest),
      )
    },
    slowly: ({ high, low }, window) => {
      const ranges = lastOf(
        Array.from(high, (top, row) => top - low[row]!),
        window,
      )
      return flag(newest(ranges) === least(ranges), ranges, ranges)
    },
  }),
]

function patternIndicator(pattern: CandlePattern): Indicator {
  const { name, aliases, title, source, formula, span, needsUsual } = pattern
  return oneColumn({
    name,
    aliases,
    title,
    kind: 'pattern',
    source,
    unit: '-1, 0 or 1',
    reads: ['open', 'high', 'low', 'close'],
    formula,
    warmup: () => span - 1 + (needsUsual ? 10 : 0),
    compute: (columns) => patternColumn(candlesOf(columns), pattern),
    // The rule itself is a definition; what was usual is counted anew.
    slowly: (past) => patternAt(slowCandles(past, span), span - 1, pattern),
  })
}

function patternColumn(candles: Candles, pattern: CandlePattern): Float64Array {
  const result = nanColumn(candles.close.length)
  for (let row = pattern.span - 1; row < result.length; row++) result[row] = patternAt(candles, row, pattern)
  return result
}

function patternAt(candles: Candles, row: number, { span, needsUsual, of }: CandlePattern): number {
  const recent = Array.from({ length: span }, (_, back) => candleAt(candles, row - back))
  const isKnown = recent.every(
    ({ open, high, low, close, usualBody, usualRange, usualRangeOfFive }) =>
      !Number.isNaN(open + high + low + close + (needsUsual ? usualBody + usualRange + usualRangeOfFive : 0)),
  )
  return isKnown ? of(recent) : Number.NaN
}

function candlesOf(columns: IndicatorBars): Candles {
  const { open, high, low, close, column } = columns
  const usual = (name: string, values: () => Float64Array, window: number) =>
    column(`source.usual.${name}.${window}`, () => lagColumn(meanOfColumn(values(), window), 1))
  const ranges = () => blendColumns(high, 1, low, -1)
  return {
    open,
    high,
    low,
    close,
    usualBody: usual('body', () => mapColumn(blendColumns(close, 1, open, -1), Math.abs), 10),
    usualRange: usual('range', ranges, 10),
    usualRangeOfFive: usual('range', ranges, 5),
  }
}

/** The last `count` bars, with the means of what came before each written out. */
function slowCandles({ open, high, low, close }: PastBars, count: number): Candles {
  const cut = (column: Float64Array) => Float64Array.from(lastOf(column, count))
  const bodies = Array.from(close, (price, row) => Math.abs(price - open[row]!))
  const ranges = Array.from(high, (top, row) => top - low[row]!)
  const usual = (values: readonly number[], window: number) =>
    Float64Array.from({ length: count }, (_, place) =>
      mean(lastOf(values.slice(0, Math.max(0, values.length - count + place)), window)),
    )
  return {
    open: cut(open),
    high: cut(high),
    low: cut(low),
    close: cut(close),
    usualBody: usual(bodies, 10),
    usualRange: usual(ranges, 10),
    usualRangeOfFive: usual(ranges, 5),
  }
}

/** Which of the changes of high and low are there, in each row but the first. */
function compared(high: Float64Array, low: Float64Array, is: (top: number, bottom: number) => boolean): Float64Array {
  const result = nanColumn(high.length)
  for (let row = 1; row < high.length; row++) {
    const top = high[row]! - high[row - 1]!
    const bottom = low[row]! - low[row - 1]!
    if (!Number.isNaN(top + bottom)) result[row] = Number(is(top, bottom))
  }
  return result
}

function flag(isThere: boolean, ...read: readonly (readonly number[])[]): number {
  return read.flat().some(Number.isNaN) ? Number.NaN : Number(isThere)
}
