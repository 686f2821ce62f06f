import {
  blendColumns,
  mapColumn,
  placeInRange,
  ratioOfColumns,
  zipColumns,
} from '../../../indicators/columnArithmetic.ts'
import { exponentialAverageFromFirst } from '../../../indicators/exponentialAverageFromFirst.ts'
import { exponentialMovingAverage } from '../../../indicators/exponentialMovingAverage.ts'
import { rateOfChange } from '../../../indicators/rateOfChange.ts'
import { rollingMaximum } from '../../../indicators/rollingMaximum.ts'
import { rollingSum } from '../../../indicators/rollingSum.ts'
import { rollingVariance } from '../../../indicators/rollingVariance.ts'
import {
  averageRange,
  changes,
  deviation,
  exponential,
  exponentialFromFirst,
  greatest,
  lastOf,
  lately,
  least,
  mean,
  newest,
  over,
  sum,
  trueRanges,
  variance,
} from './indicatorDefinitions.ts'
import type { Indicator, IndicatorBars, IndicatorColumn } from './indicatorFamily.ts'
import { bars, factor, oneColumn } from './indicatorFamily.ts'
import {
  atrOf,
  deviationOf,
  emaOf,
  highestOf,
  lowestOf,
  meanOfColumn,
  midOf,
  returnOf,
  smaOf,
  trueRangeOf,
  varianceOf,
} from './indicatorSources.ts'

const RANGES = { kind: 'volatility', reads: ['high', 'low', 'close'] } as const
const CLOSE = { kind: 'volatility', reads: ['close'] } as const
const BAND_WIDTH = factor('deviations', 'half the width of the band in deviations', 2, 0.01, 100)
const band = (column: Omit<IndicatorColumn, 'reads' | 'warmup'>): IndicatorColumn => ({
  reads: ['close'],
  warmup: (window) => window - 1,
  ...column,
})

/** How far prices move, and bands of it around them. */
export const VOLATILITY: readonly Indicator[] = [
  oneColumn({
    ...RANGES,
    name: 'TRANGE',
    title: 'True range',
    source: 'Wilder (1978); TA-Lib TRANGE',
    unit: 'price',
    formula: 'max(H, C before) - min(L, C before)',
    warmup: () => 1,
    compute: trueRangeOf,
    slowly: (past) => newest(trueRanges(past)),
  }),
  oneColumn({
    ...RANGES,
    name: 'ATR',
    title: 'Average true range',
    source: 'Wilder (1978); TA-Lib ATR',
    unit: 'price',
    parameters: [bars(14, 'window', 1)],
    formula: "Wilder's average of the true range, begun at the mean of its first window",
    warmup: (window) => window,
    compute: atrOf,
    slowly: averageRange,
  }),
  oneColumn({
    ...RANGES,
    name: 'NATR',
    title: 'Normalised average true range',
    source: 'TA-Lib NATR',
    unit: 'percent',
    parameters: [bars(14, 'window', 1)],
    formula: '100 ATR / C',
    warmup: (window) => window,
    compute: (columns, window) => ratioOfColumns(atrOf(columns, window), columns.close, 100),
    slowly: (past, window) => 100 * over(averageRange(past, window), newest(past.close)),
  }),
  oneColumn({
    ...CLOSE,
    name: 'STDDEV',
    title: 'Standard deviation',
    source: 'TA-Lib STDDEV: population, divided by n',
    unit: 'price',
    parameters: [bars(20)],
    formula: 'sqrt(mean of (C - mean of C)^2) over the window',
    warmup: (window) => window - 1,
    compute: deviationOf,
    slowly: ({ close }, window) => deviation(lastOf(close, window)),
  }),
  oneColumn({
    ...CLOSE,
    name: 'VAR',
    title: 'Variance',
    source: 'TA-Lib VAR: population, divided by n',
    unit: 'price squared',
    parameters: [bars(20)],
    formula: 'mean of (C - mean of C)^2 over the window',
    warmup: (window) => window - 1,
    compute: varianceOf,
    slowly: ({ close }, window) => variance(lastOf(close, window)),
  }),
  {
    name: 'BB',
    aliases: ['BBANDS', 'BOLLINGER'],
    title: 'Bollinger bands',
    kind: 'volatility',
    source: 'Bollinger (2001); TA-Lib BBANDS, population deviation',
    parameters: [bars(20), BAND_WIDTH],
    columns: [
      band({
        suffix: '_upper',
        unit: 'price',
        formula: 'SMA(C) + deviations x population deviation of C',
        compute: (columns, window, width) =>
          blendColumns(smaOf(columns, window), 1, deviationOf(columns, window), width),
        slowly: ({ close }, window, width) => mean(lastOf(close, window)) + width * deviation(lastOf(close, window)),
      }),
      band({
        suffix: '_middle',
        unit: 'price',
        formula: 'SMA(C)',
        compute: smaOf,
        slowly: ({ close }, window) => mean(lastOf(close, window)),
      }),
      band({
        suffix: '_lower',
        unit: 'price',
        formula: 'SMA(C) - deviations x population deviation of C',
        compute: (columns, window, width) =>
          blendColumns(smaOf(columns, window), 1, deviationOf(columns, window), -width),
        slowly: ({ close }, window, width) => mean(lastOf(close, window)) - width * deviation(lastOf(close, window)),
      }),
      band({
        suffix: '_width',
        unit: 'ratio',
        formula: '(upper - lower) / middle',
        compute: (columns, window, width) =>
          ratioOfColumns(deviationOf(columns, window), smaOf(columns, window), 2 * width),
        slowly: ({ close }, window, width) =>
          2 * width * over(deviation(lastOf(close, window)), mean(lastOf(close, window))),
      }),
      band({
        suffix: '_percent',
        unit: 'ratio',
        formula: '(C - lower) / (upper - lower); missing where the window is constant',
        compute: bandPlace,
        slowly: ({ close }, window, width) => {
          const recent = lastOf(close, window)
          return 0.5 + over(newest(close) - mean(recent), 2 * width * deviation(recent))
        },
      }),
    ],
  },
  {
    name: 'KELTNER',
    aliases: ['KC'],
    title: 'Keltner channel',
    kind: 'volatility',
    source: 'Keltner (1960) in the form of Raschke: EMA and average true range',
    parameters: [
      bars(20, 'average', 1),
      bars(10, 'range', 1),
      factor('factor', 'average true ranges to each side', 2, 0.01, 100),
    ],
    columns: [
      keltner('_upper', 'EMA(C) + factor x ATR', 1),
      keltner('_middle', 'EMA(C)', 0),
      keltner('_lower', 'EMA(C) - factor x ATR', -1),
    ],
  },
  {
    name: 'DONCHIAN',
    aliases: ['DC'],
    title: 'Donchian channel',
    kind: 'volatility',
    source: 'Donchian (1960); the current bar is in the window',
    parameters: [bars(20)],
    columns: [
      {
        ...channel('_upper', 'highest H of the window'),
        compute: highestOf,
        slowly: ({ high }, window) => greatest(lastOf(high, window)),
      },
      {
        ...channel('_middle', '(highest H + lowest L) / 2 of the window'),
        compute: midOf,
        slowly: ({ high, low }, window) => (greatest(lastOf(high, window)) + least(lastOf(low, window))) / 2,
      },
      {
        ...channel('_lower', 'lowest L of the window'),
        compute: lowestOf,
        slowly: ({ low }, window) => least(lastOf(low, window)),
      },
    ],
  },
  oneColumn({
    ...CLOSE,
    name: 'HISTVOL',
    aliases: ['VOLATILITY'],
    title: 'Historical volatility',
    source: 'Sample deviation (ddof 1) of log returns; a bar, not annualised',
    unit: 'fraction',
    parameters: [bars(21)],
    formula: 'sqrt(sum of (r - mean r)^2 / (window - 1)), r = ln(C / C before)',
    warmup: (window) => window,
    compute: (columns, window) =>
      mapColumn(rollingVariance(returnOf(columns), window), (square) => Math.sqrt((square * window) / (window - 1))),
    slowly: ({ close }, window) => {
      const returns = lastOf(changes(close.map(Math.log)), window)
      return Math.sqrt((variance(returns) * window) / (window - 1))
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'EWMA_VOLATILITY',
    title: 'Exponentially weighted volatility',
    source: 'RiskMetrics (1996), begun at the first squared return; a bar, not annualised',
    unit: 'fraction',
    parameters: [factor('decay', 'weight of the past', 0.94, 0.01, 0.9999)],
    formula: 'sqrt(v), v = decay v + (1 - decay) r^2, r = ln(C / C before)',
    warmup: () => 1,
    compute: (columns, decay) =>
      mapColumn(exponentialAverageFromFirst(mapColumn(returnOf(columns), square), 1 - decay), Math.sqrt),
    slowly: ({ close }, decay) =>
      Math.sqrt(newest(exponentialFromFirst(changes(close.map(Math.log)).map(square), 1 - decay))),
  }),
  oneColumn({
    ...RANGES,
    name: 'CHAIKIN_VOLATILITY',
    title: 'Chaikin volatility',
    source: 'Chaikin',
    unit: 'percent',
    reads: ['high', 'low'],
    parameters: [bars(10, 'average', 1), bars(10, 'look-back', 1)],
    formula: 'rate of change of EMA(H - L)',
    warmup: (window, lag) => window - 1 + lag,
    compute: ({ high, low }, window, lag) =>
      rateOfChange(exponentialMovingAverage(blendColumns(high, 1, low, -1), window), lag),
    slowly: ({ high, low }, window, lag) => {
      const widths = exponential(
        high.map((top, row) => top - low[row]!),
        window,
      )
      return 100 * over(newest(widths) - newest(widths, lag), newest(widths, lag))
    },
  }),
  oneColumn({
    ...RANGES,
    name: 'MASS',
    title: 'Mass index',
    source: 'Dorsey (1992)',
    unit: 'ratio',
    reads: ['high', 'low'],
    parameters: [bars(9, 'average', 1), bars(25)],
    formula: 'sum over the window of EMA(H - L) / EMA(EMA(H - L))',
    warmup: (average, window) => 2 * (average - 1) + window - 1,
    compute: ({ high, low }, average, window) => {
      const once = exponentialMovingAverage(blendColumns(high, 1, low, -1), average)
      return rollingSum(ratioOfColumns(once, exponentialMovingAverage(once, average)), window)
    },
    slowly: ({ high, low }, average, window) => {
      const once = exponential(
        high.map((top, row) => top - low[row]!),
        average,
      )
      const twice = exponential(once, average)
      return sum(
        lastOf(
          once.map((width, row) => over(width, twice[row]!)),
          window,
        ),
      )
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'ULCER',
    title: 'Ulcer index',
    source: 'Martin & McCann (1989)',
    unit: 'percent',
    parameters: [bars(14)],
    formula: 'sqrt(mean of d^2 over the window), d = 100 (C / highest C of the window before it - 1)',
    warmup: (window) => 2 * (window - 1),
    compute: ({ close }, window) => {
      const falls = zipColumns(close, rollingMaximum(close, window), (price, top) => square(100 * (price / top - 1)))
      return mapColumn(meanOfColumn(falls, window), Math.sqrt)
    },
    slowly: (past, window) =>
      Math.sqrt(
        mean(lately(past, window, ({ close }) => square(100 * (newest(close) / greatest(lastOf(close, window)) - 1)))),
      ),
  }),
  oneColumn({
    ...RANGES,
    name: 'CHOP',
    title: 'Choppiness index',
    source: 'Dreiss (1993)',
    unit: '0 to 100',
    parameters: [bars(14)],
    formula: '100 log10(sum of true range / (highest H - lowest L)) / log10(window)',
    warmup: (window) => window,
    compute: choppiness,
    slowly: (past, window) => {
      const way = sum(lastOf(trueRanges(past), window))
      const range = greatest(lastOf(past.high, window)) - least(lastOf(past.low, window))
      return (100 * Math.log10(over(way, range))) / Math.log10(window)
    },
  }),
]

function bandPlace(columns: IndicatorBars, window: number, width: number): Float64Array {
  const middle = smaOf(columns, window)
  const half = mapColumn(deviationOf(columns, window), (value) => width * value)
  return placeInRange(columns.close, blendColumns(middle, 1, half, -1), blendColumns(middle, 1, half, 1))
}

function keltner(suffix: string, formula: string, side: -1 | 0 | 1): IndicatorColumn {
  return {
    suffix,
    unit: 'price',
    reads: side === 0 ? ['close'] : RANGES.reads,
    formula,
    warmup: (average, range) => (side === 0 ? average - 1 : Math.max(average - 1, range)),
    compute: (columns, average, range, times) =>
      side === 0
        ? emaOf(columns, average)
        : blendColumns(emaOf(columns, average), 1, atrOf(columns, range), side * times),
    slowly: (past, average, range, times) => {
      const middle = newest(exponential(past.close, average))
      return side === 0 ? middle : middle + side * times * averageRange(past, range)
    },
  }
}

function channel(suffix: string, formula: string): Omit<IndicatorColumn, 'compute' | 'slowly'> {
  return { suffix, unit: 'price', reads: ['high', 'low'], formula, warmup: (window) => window - 1 }
}

function choppiness(columns: IndicatorBars, window: number): Float64Array {
  const range = blendColumns(highestOf(columns, window), 1, lowestOf(columns, window), -1)
  const share = ratioOfColumns(rollingSum(trueRangeOf(columns), window), range)
  return mapColumn(share, (value) => (100 * Math.log10(value)) / Math.log10(window))
}

function square(value: number): number {
  return value * value
}
