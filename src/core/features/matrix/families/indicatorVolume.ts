import { blendColumns, changeColumn, ratioOfColumns, zipColumns } from '../../../indicators/columnArithmetic.ts'
import { exponentialAverageFromFirst } from '../../../indicators/exponentialAverageFromFirst.ts'
import { exponentialMovingAverage } from '../../../indicators/exponentialMovingAverage.ts'
import { onBalanceVolume } from '../../../indicators/onBalanceVolume.ts'
import { rateOfChange } from '../../../indicators/rateOfChange.ts'
import { rollingSum } from '../../../indicators/rollingSum.ts'
import { runningSum } from '../../../indicators/runningSum.ts'
import { signedFlow } from '../../../indicators/signedFlow.ts'
import { volumeIndex } from '../../../indicators/volumeIndex.ts'
import {
  changes,
  everyRow,
  exponential,
  exponentialFromFirst,
  lastOf,
  mean,
  newest,
  over,
  sum,
  typicals,
} from './indicatorDefinitions.ts'
import type { Indicator, IndicatorBars, PastBars } from './indicatorFamily.ts'
import { bars, oneColumn } from './indicatorFamily.ts'
import { followedOnVolume } from './indicatorRecursions.ts'
import { accumulationOf, meanOfColumn, medianPriceOf, moneyFlowOf, typicalOf } from './indicatorSources.ts'

const ALL = { kind: 'volume', reads: ['high', 'low', 'close', 'volume'] } as const
const CLOSE = { kind: 'volume', reads: ['close', 'volume'] } as const
const SPEEDS = [bars(12, 'fast average', 1), bars(26, 'slow average', 1), bars(9, 'signal', 1)]
const FLOW = '((C - L) - (H - C)) / (H - L) x V, 0 where H = L'

/** Prices and volume together. */
export const VOLUME: readonly Indicator[] = [
  oneColumn({
    ...CLOSE,
    name: 'OBV',
    title: 'On-balance volume',
    source: 'Granville (1963); TA-Lib OBV',
    unit: 'volume',
    formula: 'begins at the first volume; V added on a higher close, taken off on a lower one',
    warmup: () => 0,
    compute: ({ close, volume }) => onBalanceVolume(close, volume),
    slowly: ({ close, volume }) => {
      const known = Array.from(close, (_, row) => row).filter((row) => Number.isFinite(close[row]! + volume[row]!))
      if (known.at(-1) !== close.length - 1) return Number.NaN
      return sum(
        known.map(
          (row, place) => (place === 0 ? 1 : Math.sign(close[row]! - close[known[place - 1]!]!)) * volume[row]!,
        ),
      )
    },
  }),
  oneColumn({
    ...ALL,
    name: 'AD',
    title: 'Accumulation and distribution',
    source: 'Chaikin; TA-Lib AD',
    unit: 'volume',
    formula: `running sum of ${FLOW}`,
    warmup: () => 0,
    compute: accumulationOf,
    slowly: (past) => newest(slowAccumulation(past)),
  }),
  oneColumn({
    ...ALL,
    name: 'ADOSC',
    title: 'Chaikin oscillator',
    source: 'Chaikin; TA-Lib ADOSC: both averages begin at the first value of the line, not at a mean',
    unit: 'volume',
    parameters: [bars(3, 'fast average', 1), bars(10, 'slow average', 1)],
    formula: 'fast - slow exponential average of the accumulation line',
    warmup: (fast, slow) => Math.max(fast, slow) - 1,
    compute: chaikinOscillator,
    slowly: (past, fast, slow) => {
      const line = slowAccumulation(past)
      const known = line.filter((value) => !Number.isNaN(value)).length
      if (known < Math.max(fast, slow)) return Number.NaN
      return newest(exponentialFromFirst(line, 2 / (fast + 1))) - newest(exponentialFromFirst(line, 2 / (slow + 1)))
    },
  }),
  oneColumn({
    ...ALL,
    name: 'CMF',
    title: 'Chaikin money flow',
    source: 'Chaikin',
    unit: '-1 to 1',
    parameters: [bars(20, 'window', 1)],
    formula: `sum of ${FLOW}, over sum of V in the window`,
    warmup: (window) => window - 1,
    compute: (columns, window) =>
      ratioOfColumns(rollingSum(moneyFlowOf(columns), window), rollingSum(columns.volume, window)),
    slowly: (past, window) =>
      over(
        sum(
          lastOf(
            everyRow(past, (row) => slowFlow(past, row)),
            window,
          ),
        ),
        sum(lastOf(past.volume, window)),
      ),
  }),
  oneColumn({
    ...ALL,
    name: 'MFI',
    title: 'Money flow index',
    source:
      'Quong & Soudack (1989); TA-Lib MFI, but missing where nothing flowed (TA-Lib: 0 where less than 1 of money did)',
    unit: '0 to 100',
    parameters: [bars(14, 'window', 1)],
    formula: '100 p / (p + n), sums over the window of T V where T = (H + L + C) / 3 rose and where it fell',
    warmup: (window) => window,
    compute: moneyFlowIndex,
    slowly: (past, window) => {
      const typical = typicals(past)
      const moves = lastOf(changes(typical), window)
      const flows = lastOf(
        typical.map((price, row) => price * past.volume[row]!),
        window,
      )
      const signed = flows.map((flow, place) => flow * Math.sign(moves[place]!))
      const risen = sum(signed.map((flow) => Math.max(flow, 0)))
      return 100 * over(risen, sum(signed.map(Math.abs)))
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'EFI',
    aliases: ['FORCE_INDEX'],
    title: 'Force index',
    source: 'Elder (1993)',
    unit: 'price x volume',
    parameters: [bars(13, 'average', 1)],
    formula: 'EMA of (C - C before) V',
    warmup: (window) => window,
    compute: ({ close, volume }, window) =>
      exponentialMovingAverage(zipColumns(changeColumn(close, 1), volume, product), window),
    slowly: ({ close, volume }, window) =>
      newest(
        exponential(
          changes(close).map((move, row) => move * volume[row]!),
          window,
        ),
      ),
  }),
  oneColumn({
    ...ALL,
    name: 'EOM',
    aliases: ['EMV'],
    title: 'Ease of movement',
    source: 'Arms (1996), without its factor of 10,000',
    unit: 'price squared / volume',
    reads: ['high', 'low', 'volume'],
    parameters: [bars(14, 'window', 1)],
    formula: 'mean over the window of (change of (H + L) / 2) (H - L) / V; missing where a bar has no volume',
    warmup: (window) => window,
    compute: easeOfMovement,
    slowly: ({ high, low, volume }, window) => {
      const moves = changes(Array.from(high, (top, row) => (top + low[row]!) / 2))
      return mean(
        lastOf(
          moves.map((move, row) => over(move * (high[row]! - low[row]!), volume[row]!)),
          window,
        ),
      )
    },
  }),
  oneColumn({
    ...CLOSE,
    name: 'NVI',
    title: 'Negative volume index',
    source: 'Dysart; Fosback (1976); begins at 1,000',
    unit: 'index',
    formula: 'follows C on bars whose volume fell',
    warmup: () => 0,
    compute: ({ close, volume }) => volumeIndex(close, volume, -1),
    slowly: (past) => followedOnVolume(past, -1),
  }),
  oneColumn({
    ...CLOSE,
    name: 'PVI',
    title: 'Positive volume index',
    source: 'Dysart; Fosback (1976); begins at 1,000',
    unit: 'index',
    formula: 'follows C on bars whose volume rose',
    warmup: () => 0,
    compute: ({ close, volume }) => volumeIndex(close, volume, 1),
    slowly: (past) => followedOnVolume(past, 1),
  }),
  oneColumn({
    ...CLOSE,
    name: 'PVT',
    aliases: ['VPT'],
    title: 'Price-volume trend',
    source: 'Buff; begins at 0 with the first change',
    unit: 'volume',
    formula: 'running sum of V (C / C before - 1)',
    warmup: () => 1,
    compute: ({ close, volume }) =>
      runningSum(zipColumns(rateOfChange(close, 1), volume, (percent, amount) => (percent / 100) * amount)),
    slowly: ({ close, volume }) => {
      const parts = changes(close).map((move, row) => (volume[row]! * move) / (close[row - 1] ?? Number.NaN))
      return Number.isNaN(newest(parts)) ? Number.NaN : sum(parts.filter(Number.isFinite))
    },
  }),
  {
    name: 'PVO',
    title: 'Percentage volume oscillator',
    kind: 'volume',
    source: 'As the percentage price oscillator, of volume',
    parameters: SPEEDS,
    columns: [
      {
        unit: 'percent',
        reads: ['volume'],
        formula: '100 (fast EMA - slow EMA) / slow EMA of V',
        warmup: (fast, slow) => Math.max(fast, slow) - 1,
        compute: ({ volume }, fast, slow) => volumeOscillator(volume, fast, slow),
        slowly: ({ volume }, fast, slow) => newest(slowVolumeOscillator(volume, fast, slow)),
      },
      {
        suffix: '_signal',
        unit: 'percent',
        reads: ['volume'],
        formula: 'EMA of PVO',
        warmup: (fast, slow, signal) => Math.max(fast, slow) + signal - 2,
        compute: ({ volume }, fast, slow, signal) =>
          exponentialMovingAverage(volumeOscillator(volume, fast, slow), signal),
        slowly: ({ volume }, fast, slow, signal) =>
          newest(exponential(slowVolumeOscillator(volume, fast, slow), signal)),
      },
    ],
  },
  oneColumn({
    kind: 'volume',
    name: 'RVOL',
    aliases: ['RELATIVE_VOLUME'],
    title: 'Relative volume',
    source: 'Volume over its mean; volume_ratio is the one over the median',
    unit: 'ratio',
    reads: ['volume'],
    parameters: [bars(20)],
    formula: 'V / mean of V over the window',
    warmup: (window) => window - 1,
    compute: ({ volume }, window) => ratioOfColumns(volume, meanOfColumn(volume, window)),
    slowly: ({ volume }, window) => over(newest(volume), mean(lastOf(volume, window))),
  }),
]

function slowFlow({ high, low, close, volume }: PastBars, row: number): number {
  const range = high[row]! - low[row]!
  const place = range === 0 ? 0.5 : (close[row]! - low[row]!) / range
  return (2 * place - 1) * volume[row]! + 0 * close[row]!
}

function slowAccumulation(past: PastBars): number[] {
  let total = 0
  return everyRow(past, (row) => {
    const flow = slowFlow(past, row)
    if (Number.isNaN(flow)) return Number.NaN
    total += flow
    return total
  })
}

function chaikinOscillator(columns: IndicatorBars, fast: number, slow: number): Float64Array {
  const line = accumulationOf(columns)
  const average = (window: number) => exponentialAverageFromFirst(line, 2 / (window + 1))
  const result = blendColumns(average(fast), 1, average(slow), -1)
  let missing = Math.max(fast, slow) - 1
  for (let row = 0; row < result.length && missing > 0; row++) {
    if (!Number.isNaN(result[row]!)) missing--
    result[row] = Number.NaN
  }
  return result
}

function moneyFlowIndex(columns: IndicatorBars, window: number): Float64Array {
  const typical = typicalOf(columns)
  const risen = rollingSum(signedFlow(typical, columns.volume, 1), window)
  const fallen = rollingSum(signedFlow(typical, columns.volume, -1), window)
  for (let row = 0; row < risen.length; row++) {
    const total = risen[row]! + fallen[row]!
    risen[row] = total > 0 ? (100 * risen[row]!) / total : Number.NaN
  }
  return risen
}

function easeOfMovement(columns: IndicatorBars, window: number): Float64Array {
  const moves = changeColumn(medianPriceOf(columns), 1)
  const areas = zipColumns(moves, blendColumns(columns.high, 1, columns.low, -1), product)
  return meanOfColumn(ratioOfColumns(areas, columns.volume), window)
}

function volumeOscillator(volume: Float64Array, fast: number, slow: number): Float64Array {
  const below = exponentialMovingAverage(volume, slow)
  return ratioOfColumns(blendColumns(exponentialMovingAverage(volume, fast), 1, below, -1), below, 100)
}

function slowVolumeOscillator(volume: Float64Array, fast: number, slow: number): number[] {
  const below = exponential(volume, slow)
  return exponential(volume, fast).map((value, row) => 100 * over(value - below[row]!, below[row]!))
}

function product(a: number, b: number): number {
  return a * b
}
