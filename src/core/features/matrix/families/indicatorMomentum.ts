import { closeStreak } from '../../../indicators/closeStreak.ts'
import {
  blendColumns,
  changeColumn,
  mapColumn,
  placeInRange,
  ratioOfColumns,
  zipColumns,
} from '../../../indicators/columnArithmetic.ts'
import { exponentialMovingAverage } from '../../../indicators/exponentialMovingAverage.ts'
import { rateOfChange } from '../../../indicators/rateOfChange.ts'
import { relativeStrengthIndex } from '../../../indicators/relativeStrengthIndex.ts'
import { rollingMaximum } from '../../../indicators/rollingMaximum.ts'
import { rollingMinimum } from '../../../indicators/rollingMinimum.ts'
import { rollingSum } from '../../../indicators/rollingSum.ts'
import {
  changes,
  everyRow,
  exponential,
  lastOf,
  lately,
  mean,
  newest,
  over,
  placeBetween,
  relativeStrength,
  sum,
  weightedMean,
  wilder,
} from './indicatorDefinitions.ts'
import type { Indicator, PastBars } from './indicatorFamily.ts'
import { bars, oneColumn } from './indicatorFamily.ts'
import { fastStochasticOf, meanOfColumn, rsiOf, weightedMeanOf } from './indicatorSources.ts'

const CLOSE = { kind: 'momentum', reads: ['close'] } as const
const RANGES = { unit: '0 to 100', reads: ['high', 'low', 'close'] } as const

/** How fast and how one-sidedly the closes move. */
export const MOMENTUM: readonly Indicator[] = [
  oneColumn({
    ...CLOSE,
    name: 'RSI',
    title: 'Relative strength index',
    source: 'Wilder (1978); TA-Lib RSI, but missing instead of 0 where nothing moved',
    unit: '0 to 100',
    parameters: [bars(14, 'window', 1)],
    formula: "100 g / (g + l), g and l Wilder's averages of rises and of falls of C",
    warmup: (window) => window,
    compute: rsiOf,
    slowly: ({ close }, window) => newest(relativeStrength(close, window)),
  }),
  oneColumn({
    ...CLOSE,
    name: 'CMO',
    title: "Chande momentum oscillator, Wilder's averages",
    source: 'TA-Lib CMO, which smooths; CHANDE_CMO is the original',
    unit: '-100 to 100',
    parameters: [bars(14, 'window', 1)],
    formula: "100 (g - l) / (g + l), g and l Wilder's averages of rises and of falls of C",
    warmup: (window) => window,
    compute: (columns, window) => mapColumn(rsiOf(columns, window), (index) => 2 * index - 100),
    slowly: ({ close }, window) => {
      const moves = changes(close)
      const gain = newest(
        wilder(
          moves.map((move) => Math.max(move, 0)),
          window,
        ),
      )
      const loss = newest(
        wilder(
          moves.map((move) => Math.max(-move, 0)),
          window,
        ),
      )
      return 100 * over(gain - loss, gain + loss)
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'CHANDE_CMO',
    title: 'Chande momentum oscillator',
    source: 'Chande & Kroll (1994)',
    unit: '-100 to 100',
    parameters: [bars(14, 'window', 1)],
    formula: '100 x sum of changes of C over sum of their sizes in the window',
    warmup: (window) => window,
    compute: ({ close }, window) => {
      const moves = changeColumn(close, 1)
      return ratioOfColumns(rollingSum(moves, window), rollingSum(mapColumn(moves, Math.abs), window), 100)
    },
    slowly: ({ close }, window) => {
      const moves = lastOf(changes(close), window)
      return 100 * over(sum(moves), sum(moves.map(Math.abs)))
    },
  }),
  {
    name: 'STOCH',
    title: 'Stochastic oscillator',
    kind: 'momentum',
    source: 'Lane (1984); TA-Lib STOCH, but missing instead of 0 where the window has no range',
    parameters: [bars(14), bars(3, 'smoothing of %K', 1), bars(3, 'smoothing of %D', 1)],
    columns: [
      {
        ...RANGES,
        suffix: '_k',
        formula: 'mean over its smoothing of 100 (C - lowest L) / (highest H - lowest L): the slow %K',
        warmup: (window, k) => window + k - 2,
        compute: (columns, window, k) =>
          columns.column(`source.slowStochastic.${window}.${k}`, () =>
            meanOfColumn(fastStochasticOf(columns, window), k),
          ),
        slowly: (past, window, k) => mean(lately(past, k, (then) => stochastic(then, window))),
      },
      {
        ...RANGES,
        suffix: '_d',
        formula: 'mean of the slow %K over its smoothing',
        warmup: (window, k, d) => window + k + d - 3,
        compute: (columns, window, k, d) =>
          meanOfColumn(
            columns.column(`source.slowStochastic.${window}.${k}`, () =>
              meanOfColumn(fastStochasticOf(columns, window), k),
            ),
            d,
          ),
        slowly: (past, window, k, d) =>
          mean(lately(past, d, (late) => mean(lately(late, k, (then) => stochastic(then, window))))),
      },
    ],
  },
  {
    name: 'STOCHF',
    title: 'Fast stochastic oscillator',
    kind: 'momentum',
    source: 'Lane (1984); TA-Lib STOCHF, but missing instead of 0 where the window has no range',
    parameters: [bars(14), bars(3, 'smoothing of %D', 1)],
    columns: [
      {
        ...RANGES,
        suffix: '_k',
        formula: '100 (C - lowest L) / (highest H - lowest L)',
        warmup: (window) => window - 1,
        compute: fastStochasticOf,
        slowly: stochastic,
      },
      {
        ...RANGES,
        suffix: '_d',
        formula: 'mean of the fast %K over its smoothing',
        warmup: (window, d) => window + d - 2,
        compute: (columns, window, d) => meanOfColumn(fastStochasticOf(columns, window), d),
        slowly: (past, window, d) => mean(lately(past, d, (then) => stochastic(then, window))),
      },
    ],
  },
  {
    name: 'STOCHRSI',
    title: 'Stochastic of the RSI',
    kind: 'momentum',
    source: 'Chande & Kroll (1994); TA-Lib STOCHRSI, but missing instead of 0 where the RSI has no range',
    parameters: [bars(14, 'RSI'), bars(14), bars(3, 'smoothing of %D', 1)],
    columns: [
      {
        suffix: '_k',
        unit: '0 to 100',
        reads: ['close'],
        formula: '100 (RSI - its lowest) / (its highest - its lowest)',
        warmup: (rsi, window) => rsi + window - 1,
        compute: (columns, rsi, window) => stochasticOfRsi(rsiOf(columns, rsi), window),
        slowly: ({ close }, rsi, window) => {
          const recent = lastOf(relativeStrength(close, rsi), window)
          return placeBetween(newest(recent), recent, recent)
        },
      },
      {
        suffix: '_d',
        unit: '0 to 100',
        reads: ['close'],
        formula: 'mean of %K over its smoothing',
        warmup: (rsi, window, d) => rsi + window + d - 2,
        compute: (columns, rsi, window, d) => meanOfColumn(stochasticOfRsi(rsiOf(columns, rsi), window), d),
        slowly: ({ close }, rsi, window, d) => {
          const strengths = relativeStrength(close, rsi)
          const places = Array.from({ length: d }, (_, back) => {
            const recent = lastOf(strengths.slice(0, strengths.length - back), window)
            return placeBetween(newest(recent), recent, recent)
          })
          return mean(places)
        },
      },
    ],
  },
  oneColumn({
    ...RANGES,
    name: 'WILLR',
    aliases: ['WILLIAMS_R'],
    title: 'Williams %R',
    kind: 'momentum',
    source: 'Williams (1973); TA-Lib WILLR, but missing instead of 0 where the window has no range',
    unit: '-100 to 0',
    parameters: [bars(14)],
    formula: '-100 (highest H - C) / (highest H - lowest L)',
    warmup: (window) => window - 1,
    compute: (columns, window) => mapColumn(fastStochasticOf(columns, window), (place) => place - 100),
    slowly: (past, window) => stochastic(past, window) - 100,
  }),
  oneColumn({
    ...CLOSE,
    name: 'ROC',
    title: 'Rate of change',
    source: 'TA-Lib ROC',
    unit: 'percent',
    parameters: [bars(10, 'look-back', 1)],
    formula: '100 (C / C before - 1)',
    warmup: (lag) => lag,
    compute: ({ close }, lag) => rateOfChange(close, lag),
    slowly: ({ close }, lag) => 100 * over(newest(close) - newest(close, lag), newest(close, lag)),
  }),
  oneColumn({
    ...CLOSE,
    name: 'MOM',
    title: 'Momentum as a difference of prices',
    source: 'TA-Lib MOM',
    unit: 'price',
    parameters: [bars(10, 'look-back', 1)],
    formula: 'C - C before',
    warmup: (lag) => lag,
    compute: ({ close }, lag) => changeColumn(close, lag),
    slowly: ({ close }, lag) => newest(close) - newest(close, lag),
  }),
  {
    name: 'TSI',
    title: 'True strength index',
    kind: 'momentum',
    source: 'Blau (1991)',
    parameters: [bars(25, 'first smoothing', 1), bars(13, 'second smoothing', 1), bars(13, 'signal', 1)],
    columns: [
      {
        ...CLOSE,
        unit: '-100 to 100',
        formula: '100 x EMA(EMA(change of C)) / EMA(EMA(|change of C|))',
        warmup: (long, short) => long + short - 1,
        compute: ({ close }, long, short) => trueStrength(close, long, short),
        slowly: ({ close }, long, short) => newest(slowTrueStrength(close, long, short)),
      },
      {
        ...CLOSE,
        suffix: '_signal',
        unit: '-100 to 100',
        formula: 'EMA of the true strength index',
        warmup: (long, short, signal) => long + short + signal - 2,
        compute: ({ close }, long, short, signal) => exponentialMovingAverage(trueStrength(close, long, short), signal),
        slowly: ({ close }, long, short, signal) => newest(exponential(slowTrueStrength(close, long, short), signal)),
      },
    ],
  },
  oneColumn({
    ...CLOSE,
    name: 'COPPOCK',
    title: 'Coppock curve',
    source: 'Coppock (1962); made for months, here in bars',
    unit: 'percent',
    parameters: [bars(14, 'long rate', 1), bars(11, 'short rate', 1), bars(10, 'weighted average')],
    formula: 'WMA of ROC(long) + ROC(short)',
    warmup: (long, short, window) => Math.max(long, short) + window - 1,
    compute: ({ close }, long, short, window) =>
      weightedMeanOf(blendColumns(rateOfChange(close, long), 1, rateOfChange(close, short), 1), window),
    slowly: (past, long, short, window) =>
      weightedMean(lately(past, window, ({ close }) => rate(close, long) + rate(close, short))),
  }),
  {
    name: 'KST',
    title: 'Know sure thing',
    kind: 'momentum',
    source: 'Pring (1992)',
    parameters: [
      bars(10, 'first rate', 1),
      bars(15, 'second rate', 1),
      bars(20, 'third rate', 1),
      bars(30, 'fourth rate', 1),
    ],
    columns: [
      {
        ...CLOSE,
        unit: 'percent',
        formula: 'R1 + 2 R2 + 3 R3 + 4 R4, Rk the mean of the k-th ROC over 10, 10, 10 and 15 bars',
        warmup: (...lags) => Math.max(...lags.map((lag, place) => lag + KST_MEANS[place]! - 1)),
        compute: ({ close }, ...lags) => knowSure(close, lags),
        slowly: (past, ...lags) =>
          sum(
            lags.map(
              (lag, place) => (place + 1) * mean(lately(past, KST_MEANS[place]!, ({ close }) => rate(close, lag))),
            ),
          ),
      },
    ],
  },
  oneColumn({
    ...CLOSE,
    name: 'CRSI',
    title: 'Connors RSI',
    source: 'Connors & Alvarez (2012)',
    unit: '0 to 100',
    parameters: [bars(3, 'RSI', 1), bars(2, 'RSI of the streak', 1), bars(100, 'rank')],
    formula:
      '(RSI(C) + RSI(streak of rises or falls) + share of the ROC(1) of the bars before that lie below that of now) / 3',
    warmup: (rsi, streak, rank) => Math.max(rsi, streak + 1, rank + 1),
    compute: (columns, rsi, streak, rank) => {
      const steady = relativeStrengthIndex(closeStreak(columns.close), streak, Number.NaN)
      const ranks = shareBelow(rateOfChange(columns.close, 1), rank)
      return zipColumns(blendColumns(rsiOf(columns, rsi), 1, steady, 1), ranks, (two, third) => (two + third) / 3)
    },
    slowly: (past, rsi, streak, rank) => {
      const streaks = everyRow(past, (row) => streakAt(past.close, row))
      const rates = changes(past.close).map((change, row) => over(100 * change, past.close[row - 1] ?? Number.NaN))
      const known = lastOf(rates, rank + 1)
      const below = known.some(Number.isNaN) ? Number.NaN : known.filter((value) => value < newest(rates)).length
      return mean([
        newest(relativeStrength(past.close, rsi)),
        newest(relativeStrength(streaks, streak)),
        (100 * below) / rank,
      ])
    },
  }),
]

const KST_MEANS = [10, 10, 10, 15] as const

function stochastic({ high, low, close }: PastBars, window: number): number {
  return placeBetween(newest(close), lastOf(low, window), lastOf(high, window))
}

function stochasticOfRsi(strength: Float64Array, window: number): Float64Array {
  return placeInRange(strength, rollingMinimum(strength, window), rollingMaximum(strength, window), 100)
}

function trueStrength(close: Float64Array, long: number, short: number): Float64Array {
  const moves = changeColumn(close, 1)
  const twice = (column: Float64Array) => exponentialMovingAverage(exponentialMovingAverage(column, long), short)
  return ratioOfColumns(twice(moves), twice(mapColumn(moves, Math.abs)), 100)
}

function slowTrueStrength(close: Float64Array, long: number, short: number): number[] {
  const moves = changes(close)
  const sizes = exponential(exponential(moves.map(Math.abs), long), short)
  return exponential(exponential(moves, long), short).map((move, row) => 100 * over(move, sizes[row]!))
}

function rate(close: Float64Array, lag: number): number {
  return 100 * over(newest(close) - newest(close, lag), newest(close, lag))
}

function knowSure(close: Float64Array, lags: readonly number[]): Float64Array {
  const parts = lags.map((lag, place) => meanOfColumn(rateOfChange(close, lag), KST_MEANS[place]!))
  return parts.reduce((total, part, place) => blendColumns(total, 1, part, place + 1), new Float64Array(close.length))
}

/** 100 x share of the `count` values before that lie below this one. */
function shareBelow(values: Float64Array, count: number): Float64Array {
  const result = new Float64Array(values.length).fill(Number.NaN)
  for (let row = count; row < values.length; row++) {
    let below = 0
    let known = 0
    for (let at = row - count; at <= row; at++) {
      if (values[at]! < values[row]!) below++
      if (!Number.isNaN(values[at]!)) known++
    }
    if (known > count) result[row] = (100 * below) / count
  }
  return result
}

function streakAt(close: Float64Array, row: number): number {
  const signAt = (at: number) => Math.sign(close[at]! - (close[at - 1] ?? Number.NaN))
  const sign = signAt(row)
  if (Number.isNaN(sign)) return Number.NaN
  let count = 0
  for (let at = row; sign !== 0 && signAt(at) === sign; at--) count++
  return sign * count
}
