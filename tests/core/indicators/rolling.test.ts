import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { averageDirectionalIndex } from '../../../src/core/indicators/averageDirectionalIndex.ts'
import { averageTrueRange } from '../../../src/core/indicators/averageTrueRange.ts'
import { bollingerWidth } from '../../../src/core/indicators/bollingerWidth.ts'
import { exponentialMovingAverage } from '../../../src/core/indicators/exponentialMovingAverage.ts'
import { logReturn } from '../../../src/core/indicators/logReturn.ts'
import { onBalanceVolume } from '../../../src/core/indicators/onBalanceVolume.ts'
import { parkinsonVolatility } from '../../../src/core/indicators/parkinsonVolatility.ts'
import { rateOfChange } from '../../../src/core/indicators/rateOfChange.ts'
import { relativeStrengthIndex } from '../../../src/core/indicators/relativeStrengthIndex.ts'
import { rollingCorrelation } from '../../../src/core/indicators/rollingCorrelation.ts'
import { rollingMaximum } from '../../../src/core/indicators/rollingMaximum.ts'
import { rollingMean } from '../../../src/core/indicators/rollingMean.ts'
import { rollingMedian } from '../../../src/core/indicators/rollingMedian.ts'
import { rollingMinimum } from '../../../src/core/indicators/rollingMinimum.ts'
import { rollingOls } from '../../../src/core/indicators/rollingOls.ts'
import { rollingRank } from '../../../src/core/indicators/rollingRank.ts'
import { rollingStandardDeviation } from '../../../src/core/indicators/rollingStandardDeviation.ts'
import { rollingZScore } from '../../../src/core/indicators/rollingZScore.ts'
import { trueRange } from '../../../src/core/indicators/trueRange.ts'
import { volumeRatio } from '../../../src/core/indicators/volumeRatio.ts'
import { wilderAverage } from '../../../src/core/indicators/wilderAverage.ts'

type Bars = { high: Float64Array; low: Float64Array; close: Float64Array; volume: Float64Array }

const PERIOD = 5

/** Every indicator, on the same bars; those with several outputs once for each. */
const INDICATORS: Record<string, (bars: Bars) => Float64Array> = {
  averageDirectionalIndex: (b) => averageDirectionalIndex(b.high, b.low, b.close, PERIOD),
  averageTrueRange: (b) => averageTrueRange(b.high, b.low, b.close, PERIOD),
  bollingerWidth: (b) => bollingerWidth(b.close, PERIOD, 2),
  exponentialMovingAverage: (b) => exponentialMovingAverage(b.close, PERIOD),
  logReturn: (b) => logReturn(b.close, PERIOD),
  onBalanceVolume: (b) => onBalanceVolume(b.close, b.volume),
  parkinsonVolatility: (b) => parkinsonVolatility(b.high, b.low, PERIOD),
  rateOfChange: (b) => rateOfChange(b.close, PERIOD),
  relativeStrengthIndex: (b) => relativeStrengthIndex(b.close, PERIOD),
  rollingCorrelation: (b) => rollingCorrelation(b.close, b.volume, PERIOD),
  rollingMaximum: (b) => rollingMaximum(b.high, PERIOD),
  rollingMean: (b) => rollingMean(b.close, PERIOD),
  rollingMedian: (b) => rollingMedian(b.volume, PERIOD),
  rollingMinimum: (b) => rollingMinimum(b.low, PERIOD),
  rollingOlsSlope: (b) => rollingOls(b.close, b.volume, PERIOD).slope,
  rollingOlsIntercept: (b) => rollingOls(b.close, b.volume, PERIOD).intercept,
  rollingOlsResidual: (b) => rollingOls(b.close, b.volume, PERIOD).residual,
  rollingOlsResidualZ: (b) => rollingOls(b.close, b.volume, PERIOD).residualZ,
  rollingRank: (b) => rollingRank(b.close, PERIOD),
  populationDeviation: (b) => rollingStandardDeviation(b.close, PERIOD, 'population'),
  sampleDeviation: (b) => rollingStandardDeviation(b.close, PERIOD, 'sample'),
  rollingZScore: (b) => rollingZScore(b.close, PERIOD),
  trueRange: (b) => trueRange(b.high, b.low, b.close),
  volumeRatio: (b) => volumeRatio(b.volume, PERIOD),
  wilderAverage: (b) => wilderAverage(b.close, PERIOD),
}

const price = fc.double({ min: 1, max: 200, noNaN: true })
const maybeMissing = fc.oneof({ arbitrary: price, weight: 9 }, { arbitrary: fc.constant(Number.NaN), weight: 1 })

function barsOf(rows: readonly (readonly [number, number, number, number])[]): Bars {
  return {
    close: Float64Array.from(rows, (row) => row[0]),
    high: Float64Array.from(rows, (row) => row[0] + row[1] / 50),
    low: Float64Array.from(rows, (row) => row[0] - (row[0] * row[2]) / 400),
    volume: Float64Array.from(rows, (row) => row[3]),
  }
}

const anyBars = fc
  .array(fc.tuple(maybeMissing, price, price, maybeMissing), { minLength: 1, maxLength: 80 })
  .map((rows) => barsOf(rows))

function wave(length: number): Bars {
  const rows = Array.from({ length }, (_, row): [number, number, number, number] => [
    100 + 9 * Math.sin(row / 3) + ((row * 7919) % 101) / 20,
    1 + ((row * 31) % 17),
    1 + ((row * 17) % 13),
    50 + ((row * 104729) % 97),
  ])
  return barsOf(rows)
}

const cutBars = (bars: Bars, length: number): Bars => ({
  high: bars.high.slice(0, length),
  low: bars.low.slice(0, length),
  close: bars.close.slice(0, length),
  volume: bars.volume.slice(0, length),
})

describe.each(Object.entries(INDICATORS))('%s', (_name, indicator) => {
  it('never depends on a later bar, bit for bit', () => {
    fc.assert(
      fc.property(anyBars, fc.nat(), (bars, seed) => {
        const cut = 1 + (seed % bars.close.length)
        expect(indicator(cutBars(bars, cut))).toEqual(indicator(bars).slice(0, cut))
      }),
      { numRuns: 150 },
    )
  })

  it('finds its feet again after a missing bar', () => {
    const bars = wave(120)
    for (const column of Object.values(bars)) column[40] = Number.NaN
    const column = indicator(bars)
    for (let row = 60; row < 120; row++) expect(Number.isFinite(column[row])).toBe(true)
    expect(column[40]).toBeNaN()
  })
})

type Reduce = (window: number[], value: number) => number

function bruteForce(values: Float64Array, period: number, reduce: Reduce): number[] {
  return Array.from(values, (value, row) => {
    const window = Array.from(values.slice(Math.max(0, row - period + 1), row + 1))
    if (window.length < period || window.some(Number.isNaN)) return Number.NaN
    return reduce(window, value)
  })
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
const mean = (values: number[]) => sum(values) / values.length
const squares = (values: number[]) => sum(values.map((value) => (value - mean(values)) ** 2))

const median = (values: number[]) => {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  return (sorted[Math.floor(half - 0.5)]! + sorted[Math.floor(half)]!) / 2
}

const BRUTE: Record<string, [(values: Float64Array, period: number) => Float64Array, Reduce]> = {
  rollingMean: [rollingMean, mean],
  rollingMinimum: [rollingMinimum, (window) => Math.min(...window)],
  rollingMaximum: [rollingMaximum, (window) => Math.max(...window)],
  rollingMedian: [rollingMedian, median],
  population: [(v, p) => rollingStandardDeviation(v, p, 'population'), (w) => Math.sqrt(squares(w) / w.length)],
  sample: [(v, p) => rollingStandardDeviation(v, p, 'sample'), (w) => Math.sqrt(squares(w) / (w.length - 1))],
  rollingRank: [
    rollingRank,
    (w, x) => (w.filter((v) => v < x).length + (w.filter((v) => v === x).length - 1) / 2) / (w.length - 1),
  ],
}

/** Half of them small whole numbers, so that ties happen. */
const withTies = fc.array(fc.oneof(fc.integer({ min: 1, max: 6 }), maybeMissing), { minLength: 1, maxLength: 70 })

describe('against brute force', () => {
  it.each(Object.entries(BRUTE))('%s', (_name, [rolling, reduce]) => {
    fc.assert(
      fc.property(withTies, fc.integer({ min: 2, max: 12 }), (values, period) => {
        const column = Float64Array.from(values)
        const got = rolling(column, period)
        bruteForce(column, period, reduce).forEach((expected, row) => {
          if (Number.isNaN(expected)) expect(got[row]).toBeNaN()
          else expect(Math.abs(got[row]! - expected)).toBeLessThan(1e-9)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('fits each window as a fit of that window alone would', () => {
    const { close, volume } = wave(300)
    const window = 24
    const fit = rollingOls(close, volume, window)
    for (let row = window - 1; row < 300; row++) {
      const y = Array.from(close.slice(row - window + 1, row + 1))
      const x = Array.from(volume.slice(row - window + 1, row + 1))
      const slope = sum(x.map((value, i) => (value - mean(x)) * (y[i]! - mean(y)))) / squares(x)
      const intercept = mean(y) - slope * mean(x)
      const residuals = y.map((value, i) => value - intercept - slope * x[i]!)
      expect(fit.slope[row]).toBeCloseTo(slope, 10)
      expect(fit.intercept[row]).toBeCloseTo(intercept, 9)
      expect(fit.residual[row]).toBeCloseTo(residuals[window - 1]!, 9)
      const scale = Math.sqrt(sum(residuals.map((value) => value * value)) / (window - 2))
      expect(fit.residualZ[row]).toBeCloseTo(residuals[window - 1]! / scale, 9)
    }
  })
})

describe('numerical stability', () => {
  it('does not drift: a million-fold level and a spike long past leave no trace', () => {
    const length = 20_000
    const shape = wave(length).close
    const spiked = shape.map((value, row) => (row === 100 ? 1e12 : value))
    const plain = rollingStandardDeviation(shape, 168)
    const after = rollingStandardDeviation(spiked, 168)
    expect(after.slice(400)).toEqual(plain.slice(400))
    const lifted = rollingStandardDeviation(
      shape.map((value) => value + 1e8),
      168,
    )
    for (let row = 167; row < length; row++) expect(Math.abs(lifted[row]! / plain[row]! - 1)).toBeLessThan(1e-7)
  })

  it('says exactly 0 for the deviation of a constant, and nothing for its z-score, slope and correlation', () => {
    const constant = new Float64Array(50).fill(0.1)
    const moving = wave(50).close
    expect(rollingStandardDeviation(constant, 7)[49]).toBe(0)
    expect(rollingZScore(constant, 7)[49]).toBeNaN()
    expect(rollingOls(moving, constant, 7).slope[49]).toBeNaN()
    expect(rollingCorrelation(moving, constant, 7)[49]).toBeNaN()
  })

  it('gives no residual z-score to an exact fit', () => {
    const x = wave(60).close
    const fit = rollingOls(
      x.map((value) => 3 - 2 * value),
      x,
      10,
    )
    expect(fit.slope[59]).toBeCloseTo(-2, 12)
    expect(fit.residualZ[59]).toBeNaN()
  })
})

describe('conventions by hand', () => {
  it('volume over its median, with no answer where the median is zero', () => {
    expect(volumeRatio(Float64Array.of(1, 2, 8), 3)[2]).toBe(4)
    expect(volumeRatio(Float64Array.of(0, 0, 8), 3)[2]).toBeNaN()
  })

  it('Parkinson volatility of a constant range r is r / (2 sqrt(ln 2))', () => {
    const low = new Float64Array(6).fill(100)
    const high = low.map((value) => value * Math.exp(0.02))
    expect(parkinsonVolatility(high, low, 4)[5]).toBeCloseTo(0.02 / (2 * Math.sqrt(Math.LN2)), 14)
  })

  it('log returns need two positive prices', () => {
    expect([...logReturn(Float64Array.of(1, Math.E, 0, 1, 2), 1)]).toEqual([
      Number.NaN,
      1,
      Number.NaN,
      Number.NaN,
      Math.LN2,
    ])
  })

  it('refuses a window that is not a whole positive number', () => {
    expect(() => rollingMean(new Float64Array(3), 0)).toThrow(RangeError)
    expect(() => rollingMean(new Float64Array(3), 2.5)).toThrow(RangeError)
  })
})
