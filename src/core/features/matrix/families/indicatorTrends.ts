import { averageDirectionalIndex } from '../../../indicators/averageDirectionalIndex.ts'
import { barsSinceExtreme } from '../../../indicators/barsSinceExtreme.ts'
import { blendColumns, lagColumn, mapColumn, ratioOfColumns, zipColumns } from '../../../indicators/columnArithmetic.ts'
import { directionalMovement } from '../../../indicators/directionalMovement.ts'
import { efficiencyRatio } from '../../../indicators/efficiencyRatio.ts'
import { parabolicStop } from '../../../indicators/parabolicStop.ts'
import { rateOfChange } from '../../../indicators/rateOfChange.ts'
import { rollingSum } from '../../../indicators/rollingSum.ts'
import { superTrend } from '../../../indicators/superTrend.ts'
import {
  before,
  changes,
  exponential,
  greatest,
  lastOf,
  least,
  mean,
  newest,
  over,
  sum,
  trueRanges,
} from './indicatorDefinitions.ts'
import type { Indicator, IndicatorBars, PastBars } from './indicatorFamily.ts'
import { bars, factor, oneColumn } from './indicatorFamily.ts'
import { averageDirection, directional, stopAndReverse, trendLine } from './indicatorRecursions.ts'
import { atrOf, highestOf, lowestOf, midOf, smaOf, thirdEmaOf, trueRangeOf } from './indicatorSources.ts'

const RANGES = ['high', 'low', 'close'] as const
const STRENGTH = { kind: 'trend', unit: '0 to 100', source: 'Wilder (1978), seeded as TA-Lib', reads: RANGES } as const

/** Direction of the market and how much of it there is. */
export const TRENDS: readonly Indicator[] = [
  oneColumn({
    ...STRENGTH,
    name: 'ADX',
    title: 'Average directional index',
    parameters: [bars(14)],
    formula:
      "Wilder's average of DX, begun at the mean of its first window; a bar without direction leaves it as it was",
    warmup: (window) => 2 * window - 1,
    compute: adxOf,
    slowly: averageDirection,
  }),
  oneColumn({
    ...STRENGTH,
    name: 'ADXR',
    title: 'Directional movement rating',
    parameters: [bars(14)],
    formula: '(ADX[t] + ADX[t - window + 1]) / 2',
    warmup: (window) => 3 * window - 2,
    compute: (columns, window) => {
      const index = adxOf(columns, window)
      return blendColumns(index, 0.5, lagColumn(index, window - 1), 0.5)
    },
    slowly: (past, window) => (averageDirection(past, window) + averageDirection(before(past, window - 1), window)) / 2,
  }),
  {
    name: 'DMI',
    aliases: ['DI'],
    title: 'Directional movement',
    kind: 'trend',
    source: STRENGTH.source,
    parameters: [bars(14)],
    columns: [
      {
        ...STRENGTH,
        suffix: '_plus',
        formula: '+DI = 100 x smoothed upward movement / smoothed true range',
        warmup: (window) => window,
        compute: (columns, window) => directionOf(columns, window, 1),
        slowly: (past, window) => directional(past, window).at(-1)!.plus,
      },
      {
        ...STRENGTH,
        suffix: '_minus',
        formula: '-DI = 100 x smoothed downward movement / smoothed true range',
        warmup: (window) => window,
        compute: (columns, window) => directionOf(columns, window, -1),
        slowly: (past, window) => directional(past, window).at(-1)!.minus,
      },
    ],
  },
  oneColumn({
    ...STRENGTH,
    name: 'DX',
    title: 'Directional index',
    parameters: [bars(14)],
    formula: '100 |+DI - -DI| / (+DI + -DI)',
    warmup: (window) => window,
    compute: (columns, window) =>
      zipColumns(directionOf(columns, window, 1), directionOf(columns, window, -1), (plus, minus) =>
        plus + minus === 0 ? Number.NaN : (100 * Math.abs(plus - minus)) / (plus + minus),
      ),
    slowly: (past, window) => directional(past, window).at(-1)!.index,
  }),
  {
    name: 'AROON',
    title: 'Aroon',
    kind: 'trend',
    source: 'Chande (1995); TA-Lib AROON',
    parameters: [bars(14)],
    columns: [
      {
        suffix: '_up',
        unit: '0 to 100',
        reads: ['high'],
        formula: '100 (window - bars since the highest H of window + 1 bars) / window, the newest of equals',
        warmup: (window) => window,
        compute: (columns, window) => aroonOf(columns, window, -1),
        slowly: ({ high }, window) => (100 * placeOf(greatest, lastOf(high, window + 1))) / window,
      },
      {
        suffix: '_down',
        unit: '0 to 100',
        reads: ['low'],
        formula: '100 (window - bars since the lowest L of window + 1 bars) / window, the newest of equals',
        warmup: (window) => window,
        compute: (columns, window) => aroonOf(columns, window, 1),
        slowly: ({ low }, window) => (100 * placeOf(least, lastOf(low, window + 1))) / window,
      },
    ],
  },
  oneColumn({
    name: 'AROONOSC',
    title: 'Aroon oscillator',
    kind: 'trend',
    source: 'Chande (1995); TA-Lib AROONOSC',
    unit: '-100 to 100',
    reads: ['high', 'low'],
    parameters: [bars(14)],
    formula: 'Aroon up - Aroon down',
    warmup: (window) => window,
    compute: (columns, window) => blendColumns(aroonOf(columns, window, -1), 1, aroonOf(columns, window, 1), -1),
    slowly: ({ high, low }, window) =>
      (100 * (placeOf(greatest, lastOf(high, window + 1)) - placeOf(least, lastOf(low, window + 1)))) / window,
  }),
  oneColumn({
    name: 'SAR',
    aliases: ['PSAR'],
    title: 'Parabolic stop and reverse',
    kind: 'trend',
    source: 'Wilder (1978); TA-Lib SAR',
    unit: 'price',
    reads: ['high', 'low'],
    parameters: [
      factor('acceleration', 'first step towards the extreme, and what each new extreme adds to it', 0.02, 0.0001, 1),
      factor('most', 'largest step', 0.2, 0.0001, 1),
    ],
    formula: 'the stop that stood in the bar; where the bar crossed it, the extreme of the trend that ended',
    warmup: () => 1,
    compute: ({ high, low }, step, most) => parabolicStop(high, low, step, most),
    slowly: stopAndReverse,
  }),
  {
    name: 'SUPERTREND',
    title: 'Supertrend',
    kind: 'trend',
    source: "Seban (2008), with Wilder's ATR; begins falling",
    parameters: [bars(10), factor('factor', 'average true ranges from the middle of the bar', 3, 0.1, 100)],
    columns: [
      {
        unit: 'price',
        reads: RANGES,
        formula: '(H + L) / 2 -+ factor x ATR, only ever tightened while the close stays on its side',
        warmup: (window) => window,
        compute: superTrendOf,
        slowly: (past, window, times) => trendLine(past, window, times).line,
      },
      {
        suffix: '_direction',
        unit: '-1 or 1',
        reads: RANGES,
        formula: '1 where the close is on or above the line, -1 where below',
        warmup: (window) => window,
        compute: (columns, window, times) =>
          zipColumns(columns.close, superTrendOf(columns, window, times), (close, line) =>
            Number.isNaN(close - line) ? Number.NaN : close >= line ? 1 : -1,
          ),
        slowly: (past, window, times) => {
          const { line } = trendLine(past, window, times)
          return Number.isNaN(line) ? Number.NaN : newest(past.close) >= line ? 1 : -1
        },
      },
    ],
  },
  {
    name: 'ICHIMOKU',
    title: 'Ichimoku',
    kind: 'trend',
    source: 'Hosoda (1969); the lagging span is left out: it is a later close',
    parameters: [bars(9, 'conversion line'), bars(26, 'base line'), bars(52, 'second span')],
    columns: [
      midLine('_conversion', 'conversion', (conversion) => conversion),
      midLine('_base', 'base', (_conversion, base) => base),
      {
        suffix: '_span_a',
        unit: 'price',
        reads: ['high', 'low'],
        formula: '(conversion + base) / 2 of base - 1 bars before: the cloud that stands over this bar',
        warmup: (conversion, base) => Math.max(conversion, base) + base - 2,
        compute: (columns, conversion, base) =>
          lagColumn(blendColumns(midOf(columns, conversion), 0.5, midOf(columns, base), 0.5), base - 1),
        slowly: (past, conversion, base) => {
          const then = before(past, base - 1)
          return (middleOf(then, conversion) + middleOf(then, base)) / 2
        },
      },
      {
        suffix: '_span_b',
        unit: 'price',
        reads: ['high', 'low'],
        formula: '(highest H + lowest L) / 2 over the second span, of base - 1 bars before',
        warmup: (_conversion, base, span) => span + base - 2,
        compute: (columns, _conversion, base, span) => lagColumn(midOf(columns, span), base - 1),
        slowly: (past, _conversion, base, span) => middleOf(before(past, base - 1), span),
      },
    ],
  },
  {
    name: 'VORTEX',
    title: 'Vortex',
    kind: 'trend',
    source: 'Botes & Siepman (2010)',
    parameters: [bars(14)],
    columns: [
      {
        suffix: '_plus',
        unit: 'ratio',
        reads: RANGES,
        formula: 'sum of |H[t] - L[t-1]| over sum of the true range',
        warmup: (window) => window,
        compute: ({ high, low, ...columns }, window) => vortexOf({ high, low, ...columns }, window, high, low),
        slowly: (past, window) => {
          const ways = past.high.map((top, row) => Math.abs(top - (past.low[row - 1] ?? Number.NaN)))
          return over(sum(lastOf(ways, window)), sum(lastOf(trueRanges(past), window)))
        },
      },
      {
        suffix: '_minus',
        unit: 'ratio',
        reads: RANGES,
        formula: 'sum of |L[t] - H[t-1]| over sum of the true range',
        warmup: (window) => window,
        compute: ({ high, low, ...columns }, window) => vortexOf({ high, low, ...columns }, window, low, high),
        slowly: (past, window) => {
          const ways = past.low.map((bottom, row) => Math.abs(bottom - (past.high[row - 1] ?? Number.NaN)))
          return over(sum(lastOf(ways, window)), sum(lastOf(trueRanges(past), window)))
        },
      },
    ],
  },
  oneColumn({
    name: 'DPO',
    title: 'Detrended price oscillator',
    kind: 'trend',
    source: 'Price of half a window ago less the mean of now: nothing is shifted into the future',
    unit: 'price',
    reads: ['close'],
    parameters: [bars(20)],
    formula: 'C[t - (n / 2 rounded down) - 1] - SMA(n)[t]',
    warmup: (window) => Math.max(window - 1, Math.floor(window / 2) + 1),
    compute: (columns, window) =>
      blendColumns(lagColumn(columns.close, Math.floor(window / 2) + 1), 1, smaOf(columns, window), -1),
    slowly: ({ close }, window) => newest(close, Math.floor(window / 2) + 1) - mean(lastOf(close, window)),
  }),
  oneColumn({
    name: 'TRIX',
    title: 'Rate of change of the triple EMA',
    kind: 'trend',
    source: 'Hutson (1983); TA-Lib TRIX',
    unit: 'percent',
    reads: ['close'],
    parameters: [bars(15)],
    formula: '100 (E[t] / E[t-1] - 1), E = EMA(EMA(EMA(C)))',
    warmup: (window) => 3 * (window - 1) + 1,
    compute: (columns, window) => rateOfChange(thirdEmaOf(columns, window), 1),
    slowly: ({ close }, window) => {
      const triple = exponential(exponential(exponential(close, window), window), window)
      return 100 * (newest(triple) / newest(triple, 1) - 1)
    },
  }),
  oneColumn({
    name: 'EFFICIENCY_RATIO',
    aliases: ['ER'],
    title: 'Efficiency ratio',
    kind: 'trend',
    source: 'Kaufman (1995); 1 where nothing moved, as in TA-Lib KAMA',
    unit: '0 to 1',
    reads: ['close'],
    parameters: [bars(10)],
    formula: '|C[t] - C[t - window]| over sum of |C - C before| in the window',
    warmup: (window) => window,
    compute: ({ close }, window) => efficiencyRatio(close, window),
    slowly: ({ close }, window) => {
      const path = sum(lastOf(changes(close), window).map(Math.abs))
      const way = Math.abs(newest(close) - newest(close, window))
      return path <= way ? 1 : way / path
    },
  }),
  oneColumn({
    name: 'HIGH_DISTANCE',
    title: 'Distance to the highest high',
    kind: 'trend',
    source: 'George & Hwang (2004), 52-week high',
    unit: 'fraction',
    reads: ['high', 'close'],
    parameters: [bars(252)],
    formula: 'C / highest H of the window - 1',
    warmup: (window) => window - 1,
    compute: (columns, window) => distanceTo(columns.close, highestOf(columns, window)),
    slowly: ({ high, close }, window) => newest(close) / greatest(lastOf(high, window)) - 1,
  }),
  oneColumn({
    name: 'LOW_DISTANCE',
    title: 'Distance to the lowest low',
    kind: 'trend',
    source: 'As the distance to the high',
    unit: 'fraction',
    reads: ['low', 'close'],
    parameters: [bars(252)],
    formula: 'C / lowest L of the window - 1',
    warmup: (window) => window - 1,
    compute: (columns, window) => distanceTo(columns.close, lowestOf(columns, window)),
    slowly: ({ low, close }, window) => newest(close) / least(lastOf(low, window)) - 1,
  }),
]

function adxOf(columns: IndicatorBars, window: number): Float64Array {
  const { high, low, close, column } = columns
  return column(`source.adx.${window}`, () => averageDirectionalIndex(high, low, close, window, trueRangeOf(columns)))
}

function directionOf(columns: IndicatorBars, window: number, sign: 1 | -1): Float64Array {
  return columns.column(`source.direction.${sign}.${window}`, () =>
    directionalMovement(columns.high, columns.low, trueRangeOf(columns), window, sign),
  )
}

function aroonOf({ high, low, column }: IndicatorBars, window: number, sign: 1 | -1): Float64Array {
  return column(`source.aroon.${sign}.${window}`, () =>
    mapColumn(barsSinceExtreme(sign > 0 ? low : high, window + 1, sign), (since) => (100 * (window - since)) / window),
  )
}

/** Where the newest of the extreme values stands. */
function placeOf(extreme: (values: readonly number[]) => number, values: readonly number[]): number {
  return values.some(Number.isNaN) ? Number.NaN : values.lastIndexOf(extreme(values))
}

function superTrendOf(columns: IndicatorBars, window: number, times: number): Float64Array {
  const { high, low, close, column } = columns
  return column(`source.superTrend.${window}.${times}`, () =>
    superTrend(high, low, close, atrOf(columns, window), times),
  )
}

function midLine(suffix: string, line: string, of: (...numbers: number[]) => number): Indicator['columns'][number] {
  return {
    suffix,
    unit: 'price',
    reads: ['high', 'low'],
    formula: `(highest H + lowest L) / 2 over the bars of the ${line} line`,
    warmup: (...numbers) => of(...numbers) - 1,
    compute: (columns, ...numbers) => midOf(columns, of(...numbers)),
    slowly: (past, ...numbers) => middleOf(past, of(...numbers)),
  }
}

function middleOf({ high, low }: PastBars, window: number): number {
  return (greatest(lastOf(high, window)) + least(lastOf(low, window))) / 2
}

function vortexOf(columns: IndicatorBars, window: number, from: Float64Array, to: Float64Array): Float64Array {
  const ways = zipColumns(from, lagColumn(to, 1), (now, then) => Math.abs(now - then))
  return ratioOfColumns(rollingSum(ways, window), rollingSum(trueRangeOf(columns), window))
}

function distanceTo(close: Float64Array, level: Float64Array): Float64Array {
  return zipColumns(close, level, (price, extreme) => price / extreme - 1)
}
