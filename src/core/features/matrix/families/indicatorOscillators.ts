import { blendColumns, placeInRange, ratioOfColumns, zipColumns } from '../../../indicators/columnArithmetic.ts'
import { commodityChannelIndex } from '../../../indicators/commodityChannelIndex.ts'
import { exponentialMovingAverage } from '../../../indicators/exponentialMovingAverage.ts'
import { fisherTransform } from '../../../indicators/fisherTransform.ts'
import { rollingMaximum } from '../../../indicators/rollingMaximum.ts'
import { rollingMinimum } from '../../../indicators/rollingMinimum.ts'
import { rollingSum } from '../../../indicators/rollingSum.ts'
import { simpleMovingAverage } from '../../../indicators/simpleMovingAverage.ts'
import { exponential, lastOf, mean, newest, over, spread, sum, trueRanges, typicals } from './indicatorDefinitions.ts'
import type { Indicator, IndicatorBars, PastBars } from './indicatorFamily.ts'
import { bars, oneColumn } from './indicatorFamily.ts'
import { fisher } from './indicatorRecursions.ts'
import { emaOf, medianPriceOf, trueRangeOf, typicalOf } from './indicatorSources.ts'

const CLOSE = { kind: 'momentum', reads: ['close'] } as const
const RANGES = { kind: 'momentum', reads: ['high', 'low', 'close'] } as const
const SPEEDS = [bars(12, 'fast average', 1), bars(26, 'slow average', 1)]

/** Differences of averages, and prices against their own recent past. */
export const OSCILLATORS: readonly Indicator[] = [
  {
    name: 'MACD',
    title: 'Moving average convergence divergence',
    kind: 'momentum',
    source: 'Appel (1979); seeded as TA-Lib MACD',
    parameters: [...SPEEDS, bars(9, 'signal', 1)],
    columns: [
      {
        ...CLOSE,
        unit: 'price',
        formula:
          'fast EMA - slow EMA of C; the fast one begins with the window that ends where the first slow window ends',
        warmup: (fast, slow) => Math.max(fast, slow) - 1,
        compute: macdOf,
        slowly: ({ close }, fast, slow) => newest(slowMacd(close, fast, slow)),
      },
      {
        ...CLOSE,
        suffix: '_signal',
        unit: 'price',
        formula: 'EMA of MACD',
        warmup: (fast, slow, signal) => Math.max(fast, slow) + signal - 2,
        compute: macdSignalOf,
        slowly: ({ close }, fast, slow, signal) => newest(exponential(slowMacd(close, fast, slow), signal)),
      },
      {
        ...CLOSE,
        suffix: '_histogram',
        unit: 'price',
        formula: 'MACD - its signal',
        warmup: (fast, slow, signal) => Math.max(fast, slow) + signal - 2,
        compute: (columns, fast, slow, signal) =>
          blendColumns(macdOf(columns, fast, slow), 1, macdSignalOf(columns, fast, slow, signal), -1),
        slowly: ({ close }, fast, slow, signal) => {
          const line = slowMacd(close, fast, slow)
          return newest(line) - newest(exponential(line, signal))
        },
      },
    ],
  },
  oneColumn({
    ...CLOSE,
    name: 'APO',
    title: 'Absolute price oscillator',
    source: 'TA-Lib APO of exponential averages, each seeded at its own first window',
    unit: 'price',
    parameters: SPEEDS,
    formula: 'fast EMA - slow EMA of C',
    warmup: (fast, slow) => Math.max(fast, slow) - 1,
    compute: (columns, fast, slow) => blendColumns(emaOf(columns, fast), 1, emaOf(columns, slow), -1),
    slowly: ({ close }, fast, slow) => newest(exponential(close, fast)) - newest(exponential(close, slow)),
  }),
  {
    name: 'PPO',
    title: 'Percentage price oscillator',
    kind: 'momentum',
    source: 'Appel; TA-Lib PPO of exponential averages',
    parameters: [...SPEEDS, bars(9, 'signal', 1)],
    columns: [
      {
        ...CLOSE,
        unit: 'percent',
        formula: '100 (fast EMA - slow EMA) / slow EMA of C',
        warmup: (fast, slow) => Math.max(fast, slow) - 1,
        compute: percentOscillator,
        slowly: ({ close }, fast, slow) => newest(slowPercentOscillator(close, fast, slow)),
      },
      {
        ...CLOSE,
        suffix: '_signal',
        unit: 'percent',
        formula: 'EMA of PPO',
        warmup: (fast, slow, signal) => Math.max(fast, slow) + signal - 2,
        compute: (columns, fast, slow, signal) =>
          exponentialMovingAverage(percentOscillator(columns, fast, slow), signal),
        slowly: ({ close }, fast, slow, signal) =>
          newest(exponential(slowPercentOscillator(close, fast, slow), signal)),
      },
    ],
  },
  oneColumn({
    ...RANGES,
    name: 'CCI',
    title: 'Commodity channel index',
    source: 'Lambert (1980); TA-Lib CCI, but missing instead of 0 where nothing deviates',
    unit: 'ratio',
    parameters: [bars(20)],
    formula: '(T - mean of T) / (0.015 x mean |T - that mean|), T = (H + L + C) / 3',
    warmup: (window) => window - 1,
    compute: channelIndex,
    slowly: (past, window) => {
      const recent = lastOf(typicals(past), window)
      return over(newest(recent) - mean(recent), 0.015 * spread(recent, Math.abs))
    },
  }),
  oneColumn({
    kind: 'momentum',
    name: 'BOP',
    title: 'Balance of power',
    source: 'Livshin (2001); TA-Lib BOP, but missing instead of 0 where H = L',
    unit: '-1 to 1',
    reads: ['open', 'high', 'low', 'close'],
    formula: '(C - O) / (H - L)',
    warmup: () => 0,
    compute: ({ open, high, low, close }) =>
      ratioOfColumns(blendColumns(close, 1, open, -1), blendColumns(high, 1, low, -1)),
    slowly: ({ open, high, low, close }) => over(newest(close) - newest(open), newest(high) - newest(low)),
  }),
  oneColumn({
    ...RANGES,
    name: 'ULTOSC',
    title: 'Ultimate oscillator',
    source: 'Williams (1985); TA-Lib ULTOSC',
    unit: '0 to 100',
    parameters: [bars(7, 'short window', 1), bars(14, 'middle window', 1), bars(28, 'long window', 1)],
    formula:
      '100 (4 a + 2 b + c) / 7, each the sum of C - min(L, C before) over the sum of the true range in its window',
    warmup: (short, middle, long) => Math.max(short, middle, long),
    compute: ultimate,
    slowly: (past, ...windows) => {
      const pressure = Array.from(past.close, (price, row) => price - trueLow(past, row))
      const shares = windows.map((window) => over(sum(lastOf(pressure, window)), sum(lastOf(trueRanges(past), window))))
      return (100 * (4 * shares[0]! + 2 * shares[1]! + shares[2]!)) / 7
    },
  }),
  oneColumn({
    kind: 'momentum',
    name: 'AO',
    title: 'Awesome oscillator',
    source: 'Williams (1998)',
    unit: 'price',
    reads: ['high', 'low'],
    parameters: [bars(5, 'fast average', 1), bars(34, 'slow average', 1)],
    formula: 'fast SMA - slow SMA of (H + L) / 2',
    warmup: (fast, slow) => Math.max(fast, slow) - 1,
    compute: (columns, fast, slow) => {
      const middle = medianPriceOf(columns)
      return blendColumns(simpleMovingAverage(middle, fast), 1, simpleMovingAverage(middle, slow), -1)
    },
    slowly: ({ high, low }, fast, slow) => {
      const middles = Array.from(high, (top, row) => (top + low[row]!) / 2)
      return mean(lastOf(middles, fast)) - mean(lastOf(middles, slow))
    },
  }),
  oneColumn({
    kind: 'momentum',
    name: 'FISHER',
    title: 'Fisher transform',
    source: 'Ehlers (2002)',
    unit: 'ratio',
    reads: ['high', 'low'],
    parameters: [bars(10)],
    formula:
      'F = atanh(v) + F / 2, v = 0.66 (place of (H + L) / 2 in its window - 0.5) + 0.67 v, within +-0.999; both begin at 0',
    warmup: (window) => window - 1,
    compute: (columns, window) => {
      const middle = medianPriceOf(columns)
      return fisherTransform(placeInRange(middle, rollingMinimum(middle, window), rollingMaximum(middle, window)))
    },
    slowly: fisher,
  }),
  {
    name: 'ELDER_RAY',
    title: 'Elder ray: bull and bear power',
    kind: 'momentum',
    source: 'Elder (1993)',
    parameters: [bars(13, 'average', 1)],
    columns: [
      {
        suffix: '_bull',
        unit: 'price',
        reads: ['high', 'close'],
        formula: 'H - EMA(C)',
        warmup: (window) => window - 1,
        compute: (columns, window) => blendColumns(columns.high, 1, emaOf(columns, window), -1),
        slowly: ({ high, close }, window) => newest(high) - newest(exponential(close, window)),
      },
      {
        suffix: '_bear',
        unit: 'price',
        reads: ['low', 'close'],
        formula: 'L - EMA(C)',
        warmup: (window) => window - 1,
        compute: (columns, window) => blendColumns(columns.low, 1, emaOf(columns, window), -1),
        slowly: ({ low, close }, window) => newest(low) - newest(exponential(close, window)),
      },
    ],
  },
]

function macdOf(columns: IndicatorBars, fast: number, slow: number): Float64Array {
  return columns.column(`source.macd.${fast}.${slow}`, () => {
    const late = slow > fast ? exponentialMovingAverage(columns.close, fast, slow - fast) : emaOf(columns, fast)
    return blendColumns(late, 1, emaOf(columns, slow), -1)
  })
}

function macdSignalOf(columns: IndicatorBars, fast: number, slow: number, signal: number): Float64Array {
  return columns.column(`source.macdSignal.${fast}.${slow}.${signal}`, () =>
    exponentialMovingAverage(macdOf(columns, fast, slow), signal),
  )
}

function slowMacd(close: Float64Array, fast: number, slow: number): number[] {
  const slowLine = exponential(close, slow)
  return exponential(close, fast, Math.max(0, slow - fast)).map((value, row) => value - slowLine[row]!)
}

function percentOscillator(columns: IndicatorBars, fast: number, slow: number): Float64Array {
  const below = emaOf(columns, slow)
  return ratioOfColumns(blendColumns(emaOf(columns, fast), 1, below, -1), below, 100)
}

function slowPercentOscillator(close: Float64Array, fast: number, slow: number): number[] {
  const below = exponential(close, slow)
  return exponential(close, fast).map((value, row) => 100 * (value / below[row]! - 1))
}

function channelIndex(columns: IndicatorBars, window: number): Float64Array {
  const typical = typicalOf(columns)
  return commodityChannelIndex(typical, simpleMovingAverage(typical, window), window)
}

function ultimate(columns: IndicatorBars, short: number, middle: number, long: number): Float64Array {
  const pressure = new Float64Array(columns.close.length)
  for (let row = 0; row < pressure.length; row++) pressure[row] = columns.close[row]! - trueLow(columns, row)
  const ranges = trueRangeOf(columns)
  const share = (window: number) => ratioOfColumns(rollingSum(pressure, window), rollingSum(ranges, window))
  const quick = blendColumns(share(short), 400 / 7, share(middle), 200 / 7)
  return zipColumns(quick, share(long), (two, last) => two + (100 / 7) * last)
}

function trueLow({ low, close }: PastBars, row: number): number {
  return row === 0 ? Number.NaN : Math.min(low[row]!, close[row - 1]!)
}
