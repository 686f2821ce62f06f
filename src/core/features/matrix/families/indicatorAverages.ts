import { blendColumns, zipColumns } from '../../../indicators/columnArithmetic.ts'
import { exponentialMovingAverage } from '../../../indicators/exponentialMovingAverage.ts'
import { kaufmanAverage } from '../../../indicators/kaufmanAverage.ts'
import { rollingMaximum } from '../../../indicators/rollingMaximum.ts'
import { rollingMedian } from '../../../indicators/rollingMedian.ts'
import { rollingMinimum } from '../../../indicators/rollingMinimum.ts'
import { rollingSum } from '../../../indicators/rollingSum.ts'
import { simpleMovingAverage } from '../../../indicators/simpleMovingAverage.ts'
import {
  exponential,
  greatest,
  lastOf,
  lately,
  least,
  lineThrough,
  mean,
  newest,
  over,
  sum,
  weightedMean,
  wilder,
} from './indicatorDefinitions.ts'
import type { Indicator, IndicatorBars } from './indicatorFamily.ts'
import { bars, factor, oneColumn } from './indicatorFamily.ts'
import { adaptiveAverage } from './indicatorRecursions.ts'
import { emaOf, midOf, secondEmaOf, slopeOf, smaOf, thirdEmaOf, weightedMeanOf, wilderOf } from './indicatorSources.ts'

const CLOSE = { kind: 'trend', unit: 'price', reads: ['close'] } as const

/** Averages and lines through the closes, in price. */
export const AVERAGES: readonly Indicator[] = [
  oneColumn({
    ...CLOSE,
    name: 'SMA',
    title: 'Simple moving average',
    source: 'TA-Lib SMA',
    parameters: [bars(20, 'window', 1)],
    formula: 'mean of C over the window',
    warmup: (window) => window - 1,
    compute: smaOf,
    slowly: ({ close }, window) => mean(lastOf(close, window)),
  }),
  oneColumn({
    ...CLOSE,
    name: 'EMA',
    title: 'Exponential moving average',
    source: 'TA-Lib EMA',
    parameters: [bars(20, 'window', 1)],
    formula: 'E + a (C - E), a = 2 / (window + 1), begun at the mean of the first window',
    warmup: (window) => window - 1,
    compute: emaOf,
    slowly: ({ close }, window) => newest(exponential(close, window)),
  }),
  oneColumn({
    ...CLOSE,
    name: 'WMA',
    title: 'Weighted moving average',
    source: 'TA-Lib WMA',
    parameters: [bars(20)],
    formula: 'sum of k C over sum of k, k = 1 for the oldest close of the window, window for the newest',
    warmup: (window) => window - 1,
    compute: (columns, window) => weightedMeanOf(columns.close, window, smaOf(columns, window)),
    slowly: ({ close }, window) => weightedMean(lastOf(close, window)),
  }),
  oneColumn({
    ...CLOSE,
    name: 'DEMA',
    title: 'Double exponential moving average',
    source: 'Mulloy (1994); TA-Lib DEMA',
    parameters: [bars(20)],
    formula: '2 EMA(C) - EMA(EMA(C))',
    warmup: (window) => 2 * (window - 1),
    compute: (columns, window) => blendColumns(emaOf(columns, window), 2, secondEmaOf(columns, window), -1),
    slowly: ({ close }, window) => {
      const once = exponential(close, window)
      return 2 * newest(once) - newest(exponential(once, window))
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'TEMA',
    title: 'Triple exponential moving average',
    source: 'Mulloy (1994); TA-Lib TEMA',
    parameters: [bars(20)],
    formula: '3 EMA(C) - 3 EMA(EMA(C)) + EMA(EMA(EMA(C)))',
    warmup: (window) => 3 * (window - 1),
    compute: tripleAverage,
    slowly: ({ close }, window) => {
      const once = exponential(close, window)
      const twice = exponential(once, window)
      return 3 * newest(once) - 3 * newest(twice) + newest(exponential(twice, window))
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'T3',
    title: 'Tillson T3',
    source: 'Tillson (1998); TA-Lib T3',
    parameters: [bars(5), factor('volume_factor', 'weight of the correction, 0 none', 0.7, 0, 1)],
    formula: '-v^3 E6 + (3v^2 + 3v^3) E5 - (6v^2 + 3v + 3v^3) E4 + (1 + 3v + v^3 + 3v^2) E3, Ek the EMA taken k times',
    warmup: (window) => 6 * (window - 1),
    compute: tillson,
    slowly: ({ close }, window, v) => {
      // GD(x) = (1 + v) EMA(x) - v EMA(EMA(x)), taken three times.
      const averages = [Array.from(close)]
      for (let time = 1; time <= 6; time++) averages.push(exponential(averages[time - 1]!, window))
      const [three, four, five, six] = [3, 4, 5, 6].map((time) => newest(averages[time]!))
      return (1 + v) ** 3 * three! - 3 * (1 + v) ** 2 * v * four! + 3 * (1 + v) * v ** 2 * five! - v ** 3 * six!
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'TRIMA',
    title: 'Triangular moving average',
    source: 'TA-Lib TRIMA',
    parameters: [bars(20)],
    formula: 'mean of the means: windows of (n + 1) / 2 twice for odd n, of n / 2 and n / 2 + 1 for even n',
    warmup: (window) => window - 1,
    compute: (columns, window) =>
      simpleMovingAverage(smaOf(columns, Math.ceil(window / 2)), Math.floor(window / 2) + 1),
    slowly: ({ close }, window) => {
      const weights = Array.from({ length: window }, (_, place) => Math.min(place + 1, window - place))
      return sum(lastOf(close, window).map((price, place) => price * weights[place]!)) / sum(weights)
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'KAMA',
    title: 'Kaufman adaptive moving average',
    source: 'Kaufman (1995); TA-Lib KAMA',
    parameters: [bars(10), bars(2, 'fast average', 1), bars(30, 'slow average', 1)],
    formula:
      'K + (e (f - s) + s)^2 (C - K), e = |change over the window| / sum of |changes| (1 where nothing moved), f and s = 2 / (bars + 1)',
    warmup: (window) => window,
    compute: ({ close }, window, fast, slow) => kaufmanAverage(close, window, fast, slow),
    slowly: adaptiveAverage,
  }),
  oneColumn({
    ...CLOSE,
    name: 'HMA',
    title: 'Hull moving average',
    source: 'Hull (2005)',
    parameters: [bars(16, 'window', 4)],
    formula: 'WMA over round(sqrt n) of 2 WMA(n / 2 rounded down) - WMA(n)',
    warmup: (window) => window + Math.round(Math.sqrt(window)) - 2,
    compute: hullAverage,
    slowly: (past, window) =>
      weightedMean(
        lately(past, Math.round(Math.sqrt(window)), ({ close }) => {
          const half = weightedMean(lastOf(close, Math.floor(window / 2)))
          return 2 * half - weightedMean(lastOf(close, window))
        }),
      ),
  }),
  oneColumn({
    ...CLOSE,
    name: 'RMA',
    aliases: ['SMMA'],
    title: "Wilder's moving average",
    source: 'Wilder (1978)',
    parameters: [bars(14, 'window', 1)],
    formula: '(R (n - 1) + C) / n, begun at the mean of the first window',
    warmup: (window) => window - 1,
    compute: wilderOf,
    slowly: ({ close }, window) => newest(wilder(close, window)),
  }),
  oneColumn({
    ...CLOSE,
    name: 'VWMA',
    aliases: ['VWAP_ROLLING'],
    title: 'Volume-weighted moving average',
    source: 'Mean of the closes weighted by volume; not the VWAP of a session',
    reads: ['close', 'volume'],
    parameters: [bars(20, 'window', 1)],
    formula: 'sum of C V over sum of V in the window; missing where nothing traded',
    warmup: (window) => window - 1,
    compute: ({ close, volume }, window) =>
      zipColumns(rollingSum(productOf(close, volume), window), rollingSum(volume, window), (value, amount) =>
        amount > 0 ? value / amount : Number.NaN,
      ),
    slowly: ({ close, volume }, window) => {
      const amounts = lastOf(volume, window)
      return over(sum(lastOf(close, window).map((price, place) => price * amounts[place]!)), sum(amounts))
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'MIDPOINT',
    title: 'Midpoint of the closes',
    source: 'TA-Lib MIDPOINT',
    parameters: [bars(14)],
    formula: '(highest C + lowest C) / 2 over the window',
    warmup: (window) => window - 1,
    compute: ({ close }, window) =>
      blendColumns(rollingMaximum(close, window), 0.5, rollingMinimum(close, window), 0.5),
    slowly: ({ close }, window) => (greatest(lastOf(close, window)) + least(lastOf(close, window))) / 2,
  }),
  oneColumn({
    ...CLOSE,
    name: 'MIDPRICE',
    title: 'Midpoint of the ranges',
    source: 'TA-Lib MIDPRICE',
    reads: ['high', 'low'],
    parameters: [bars(14)],
    formula: '(highest H + lowest L) / 2 over the window',
    warmup: (window) => window - 1,
    compute: midOf,
    slowly: ({ high, low }, window) => (greatest(lastOf(high, window)) + least(lastOf(low, window))) / 2,
  }),
  oneColumn({
    ...CLOSE,
    name: 'MEDIAN',
    title: 'Rolling median',
    source: 'Median; mean of the middle two for an even window',
    parameters: [bars(20, 'window', 1)],
    formula: 'median of C over the window',
    warmup: (window) => window - 1,
    compute: ({ close }, window) => rollingMedian(close, window),
    slowly: ({ close }, window) => {
      const sorted = lastOf(close, window).sort((a, b) => a - b)
      if (sorted.some(Number.isNaN)) return Number.NaN
      return (sorted[Math.ceil(window / 2) - 1]! + sorted[Math.floor(window / 2)]!) / 2
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'LINREG',
    title: 'End of the regression line',
    source: 'Least squares on time; TA-Lib LINEARREG',
    parameters: [bars(14)],
    formula: 'value of the least-squares line through the window at its newest bar',
    warmup: (window) => window - 1,
    compute: (columns, window) => blendColumns(smaOf(columns, window), 1, slopeOf(columns, window), (window - 1) / 2),
    slowly: ({ close }, window) => lineThrough(lastOf(close, window)).at(window - 1),
  }),
  oneColumn({
    ...CLOSE,
    name: 'LINREG_SLOPE',
    title: 'Slope of the regression line',
    source: 'Least squares on time; TA-Lib LINEARREG_SLOPE',
    unit: 'price',
    parameters: [bars(14)],
    formula: 'slope of the least-squares line through the window, a bar',
    warmup: (window) => window - 1,
    compute: slopeOf,
    slowly: ({ close }, window) => lineThrough(lastOf(close, window)).slope,
  }),
  oneColumn({
    ...CLOSE,
    name: 'TSF',
    title: 'Time series forecast',
    source: 'Least squares on time; TA-Lib TSF',
    parameters: [bars(14)],
    formula: 'value of the least-squares line through the window one bar ahead',
    warmup: (window) => window - 1,
    compute: (columns, window) => blendColumns(smaOf(columns, window), 1, slopeOf(columns, window), (window + 1) / 2),
    slowly: ({ close }, window) => lineThrough(lastOf(close, window)).at(window),
  }),
]

function tripleAverage(columns: IndicatorBars, window: number): Float64Array {
  const once = emaOf(columns, window)
  const twice = secondEmaOf(columns, window)
  const thrice = thirdEmaOf(columns, window)
  const result = new Float64Array(once.length)
  for (let row = 0; row < once.length; row++) result[row] = 3 * once[row]! - 3 * twice[row]! + thrice[row]!
  return result
}

function tillson(columns: IndicatorBars, window: number, v: number): Float64Array {
  const three = thirdEmaOf(columns, window)
  const four = exponentialMovingAverage(three, window)
  const five = exponentialMovingAverage(four, window)
  const six = exponentialMovingAverage(five, window)
  const cube = v * v * v
  const older = blendColumns(six, -cube, five, 3 * v * v + 3 * cube)
  const newer = blendColumns(four, -6 * v * v - 3 * v - 3 * cube, three, 1 + 3 * v + cube + 3 * v * v)
  return blendColumns(older, 1, newer, 1)
}

function hullAverage({ close }: IndicatorBars, window: number): Float64Array {
  const half = weightedMeanOf(close, Math.floor(window / 2))
  return weightedMeanOf(blendColumns(half, 2, weightedMeanOf(close, window), -1), Math.round(Math.sqrt(window)))
}

function productOf(a: Float64Array, b: Float64Array): Float64Array {
  return zipColumns(a, b, (x, y) => x * y)
}
