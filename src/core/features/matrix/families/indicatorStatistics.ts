import { lagColumn, mapColumn, ratioOfColumns, zipColumns } from '../../../indicators/columnArithmetic.ts'
import { rollingCorrelation } from '../../../indicators/rollingCorrelation.ts'
import { rollingMaximum } from '../../../indicators/rollingMaximum.ts'
import { rollingRank } from '../../../indicators/rollingRank.ts'
import { rollingShape } from '../../../indicators/rollingShape.ts'
import { rollingVariance } from '../../../indicators/rollingVariance.ts'
import { rollingZScore } from '../../../indicators/rollingZScore.ts'
import {
  changes,
  deviation,
  greatest,
  lastOf,
  lineThrough,
  mean,
  newest,
  over,
  spread,
  sum,
  variance,
} from './indicatorDefinitions.ts'
import type { Indicator, IndicatorBars } from './indicatorFamily.ts'
import { bars, oneColumn } from './indicatorFamily.ts'
import { meanOfColumn, returnOf, slopeOf, varianceOf } from './indicatorSources.ts'

const CLOSE = { kind: 'statistical', reads: ['close'] } as const

/** The shape of recent prices and returns. r = ln(C / C before). */
export const STATISTICS: readonly Indicator[] = [
  oneColumn({
    ...CLOSE,
    name: 'ZSCORE',
    title: 'z-score of the close',
    source: 'Sample deviation (ddof 1); missing in a constant window',
    unit: 'ratio',
    parameters: [bars(20)],
    formula: '(C - mean of C) / sample deviation of C, over the window',
    warmup: (window) => window - 1,
    compute: ({ close }, window) => rollingZScore(close, window),
    slowly: ({ close }, window) => {
      const recent = lastOf(close, window)
      return over(newest(recent) - mean(recent), deviation(recent) * Math.sqrt(window / (window - 1)))
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'PERCENT_RANK',
    title: 'Percent rank of the close',
    source: 'Ties count half',
    unit: '0 to 1',
    parameters: [bars(100)],
    formula: '(closes of the window below C + half of the others equal to it) / (window - 1)',
    warmup: (window) => window - 1,
    compute: ({ close }, window) => rollingRank(close, window),
    slowly: ({ close }, window) => {
      const recent = lastOf(close, window)
      if (recent.some(Number.isNaN)) return Number.NaN
      return (sum(recent.map((value) => (Math.sign(newest(recent) - value) + 1) / 2)) - 0.5) / (window - 1)
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'SKEW',
    title: 'Skewness of returns',
    source: 'Joanes & Gill (1998), G1: as pandas',
    unit: 'ratio',
    parameters: [bars(63, 'window', 4)],
    formula: 'sqrt(n (n - 1)) / (n - 2) x m3 / m2^1.5 of r over the window',
    warmup: (window) => window,
    compute: (columns, window) => rollingShape(returnOf(columns), window, 3),
    slowly: ({ close }, n) => {
      const returns = lastOf(changes(close.map(Math.log)), n)
      const shape = over(
        spread(returns, (distance) => distance ** 3),
        deviation(returns) ** 3,
      )
      return (Math.sqrt(n * (n - 1)) / (n - 2)) * shape
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'KURT',
    title: 'Excess kurtosis of returns',
    source: 'Joanes & Gill (1998), G2: as pandas',
    unit: 'ratio',
    parameters: [bars(63, 'window', 4)],
    formula: '(n - 1) / ((n - 2)(n - 3)) x ((n + 1)(m4 / m2^2 - 3) + 6) of r over the window',
    warmup: (window) => window,
    compute: (columns, window) => rollingShape(returnOf(columns), window, 4),
    slowly: ({ close }, n) => {
      const returns = lastOf(changes(close.map(Math.log)), n)
      const shape =
        over(
          spread(returns, (distance) => distance ** 4),
          variance(returns) ** 2,
        ) - 3
      return ((n - 1) * ((n + 1) * shape + 6)) / ((n - 2) * (n - 3))
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'AUTOCORR',
    title: 'Autocorrelation of returns',
    source: 'Pearson correlation of pairs, each side about its own mean',
    unit: '-1 to 1',
    parameters: [bars(63, 'window', 3), bars(1, 'lag', 1)],
    formula: 'correlation of r[t] and r[t - lag] over the window',
    warmup: (window, lag) => window + lag,
    compute: (columns, window, lag) => rollingCorrelation(returnOf(columns), lagColumn(returnOf(columns), lag), window),
    slowly: ({ close }, window, lag) => {
      const returns = changes(close.map(Math.log))
      return correlation(lastOf(returns, window), lastOf(returns.slice(0, returns.length - lag), window))
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'PRICE_VOLUME_CORR',
    title: 'Correlation of close and volume',
    source: 'Pearson (1895); TA-Lib CORREL',
    unit: '-1 to 1',
    reads: ['close', 'volume'],
    parameters: [bars(30, 'window', 3)],
    formula: 'correlation of C and V over the window',
    warmup: (window) => window - 1,
    compute: ({ close, volume }, window) => rollingCorrelation(close, volume, window),
    slowly: ({ close, volume }, window) => correlation(lastOf(close, window), lastOf(volume, window)),
  }),
  oneColumn({
    ...CLOSE,
    name: 'VARIANCE_RATIO',
    title: 'Variance ratio',
    source: 'Lo & MacKinlay (1988), overlapping, without their correction for bias',
    unit: 'ratio',
    parameters: [bars(126, 'window', 3), bars(5, 'long return')],
    formula: 'var of q-bar returns / (q x var of r), each over the window; 1 for a random walk, above it for trends',
    warmup: (window, long) => window + long - 1,
    compute: (columns, window, long) =>
      ratioOfColumns(
        rollingVariance(returnOf(columns, long), window),
        rollingVariance(returnOf(columns), window),
        1 / long,
      ),
    slowly: ({ close }, window, long) => {
      const logs = close.map(Math.log)
      return over(variance(lastOf(changes(logs, long), window)), long * variance(lastOf(changes(logs), window)))
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'LINREG_R2',
    title: 'Share of the variance on a straight line',
    source: 'Coefficient of determination of least squares on time; missing in a constant window',
    unit: '0 to 1',
    parameters: [bars(14, 'window', 3)],
    formula: 'slope^2 (n^2 - 1) / 12 / variance of C over the window',
    warmup: (window) => window - 1,
    compute: straightness,
    slowly: ({ close }, window) => {
      const recent = lastOf(close, window)
      const line = lineThrough(recent)
      const left = mean(recent.map((value, place) => (value - line.at(place)) ** 2))
      return 1 - over(left, variance(recent))
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'DOWNSIDE_DEVIATION',
    title: 'Downside deviation of returns',
    source: 'Sortino & van der Meer (1991), target 0, over all bars of the window; not annualised',
    unit: 'fraction',
    parameters: [bars(63)],
    formula: 'sqrt(mean of min(r, 0)^2 over the window)',
    warmup: (window) => window,
    compute: (columns, window) => {
      const falls = mapColumn(returnOf(columns), (value) => (value < 0 ? value * value : 0 * value))
      return mapColumn(meanOfColumn(falls, window), Math.sqrt)
    },
    slowly: ({ close }, window) => {
      const returns = lastOf(changes(close.map(Math.log)), window)
      return Math.sqrt(mean(returns.map((value) => Math.min(value, 0) ** 2)))
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'DRAWDOWN',
    title: 'Fall from the highest close',
    source: 'Of the window, not of all history',
    unit: 'fraction',
    parameters: [bars(252)],
    formula: 'C / highest C of the window - 1',
    warmup: (window) => window - 1,
    compute: ({ close }, window) => zipColumns(close, rollingMaximum(close, window), (price, top) => price / top - 1),
    slowly: ({ close }, window) => newest(close) / greatest(lastOf(close, window)) - 1,
  }),
]

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  const both = mean(a.map((value, place) => (value - meanA) * (b[place]! - meanB)))
  return over(both, deviation(a) * deviation(b))
}

function straightness(columns: IndicatorBars, window: number): Float64Array {
  const scale = (window * window - 1) / 12
  return zipColumns(slopeOf(columns, window), varianceOf(columns, window), (slope, total) =>
    total === 0 ? Number.NaN : Math.min(1, (scale * slope * slope) / total),
  )
}
