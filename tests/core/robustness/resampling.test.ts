import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { maxDrawdown } from '../../../src/core/metrics/maxDrawdown.ts'
import { bootstrapMonthlyMean } from '../../../src/core/robustness/bootstrapMonthlyMean.ts'
import { monteCarloDrawdown } from '../../../src/core/robustness/monteCarloDrawdown.ts'
import { quantile } from '../../../src/core/stats/quantile.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { stationaryBootstrapIndices } from '../../../src/core/stats/stationaryBootstrapIndices.ts'
import { autoregressiveSeries } from '../stats/lehmerSeries.ts'

const days = autoregressiveSeries(120, 0.3).map((value) => 0.002 + 0.02 * value)
const months = Int32Array.of(31, 28, 31)

describe('bootstrapMonthlyMean', () => {
  test('resamples written out: the drawn days, wrapped, cut into months, compounded in each', () => {
    const options = { resamples: 40, meanBlock: 5, stream: createStream(1, 'b'), beat: silentBeat }
    const result = bootstrapMonthlyMean(days, months, 1000, options)!
    const stream = createStream(1, 'b')
    const indices = new Int32Array(90)
    const growth = (from: number, to: number): number =>
      indices.subarray(from, to).reduce((product, index) => product * (1 + days[index]!), 1)
    for (const mean of result.means) {
      stationaryBootstrapIndices(days.length, 5, stream, indices)
      expect(mean).toBeCloseTo((1000 * (growth(0, 31) + growth(31, 59) + growth(59, 90) - 3)) / 3, 9)
      const added = indices.reduce((sum, index) => sum + 1000 * days[index]!, 0) / 3
      expect(mean).not.toBeCloseTo(added, 2)
    }
  })

  test('a constant day compounds to the same month in every resample', () => {
    const result = bootstrapMonthlyMean(new Float64Array(70).fill(0.01), Int32Array.of(30, 30), 100, {
      resamples: 50,
      meanBlock: 4,
      stream: createStream(2, 'b'),
      beat: silentBeat,
    })!
    const month = 100 * (1.01 ** 30 - 1)
    for (const value of [result.p10, result.p50, result.p90]) expect(value).toBeCloseTo(month, 9)
  })

  test('quantiles are those of the means; same stream, same bytes', () => {
    const run = () =>
      bootstrapMonthlyMean(days, months, 500, {
        resamples: 400,
        meanBlock: 5,
        stream: createStream(3, 'b'),
        beat: silentBeat,
      })!
    const result = run()
    expect(result.p10).toBe(quantile(result.means, 0.1))
    expect(result.p50).toBe(quantile(result.means, 0.5))
    expect(result.p90).toBe(quantile(result.means, 0.9))
    expect(run()).toEqual(result)
  })

  test('longer blocks widen the spread where days are positively related', () => {
    const related = autoregressiveSeries(400, 0.8).map((value) => 0.01 * value)
    const spread = (meanBlock: number): number => {
      const result = bootstrapMonthlyMean(related, new Int32Array(13).fill(30), 1, {
        resamples: 2000,
        meanBlock,
        stream: createStream(4, 'b'),
        beat: silentBeat,
      })!
      return result.p90 - result.p10
    }
    expect(spread(15) / spread(1)).toBeGreaterThan(1.6)
  })

  test('refusals, no whole month, pulse and brake', () => {
    const options = { resamples: 100, meanBlock: 5, stream: createStream(5, 'b'), beat: silentBeat }
    expect(bootstrapMonthlyMean(days, new Int32Array(0), 1, options)).toBeNull()
    expect(() => bootstrapMonthlyMean(days, Int32Array.of(121), 1, options)).toThrow(RangeError)
    expect(() => bootstrapMonthlyMean(Float64Array.of(Number.NaN), Int32Array.of(1), 1, options)).toThrow(RangeError)
    const notes: string[] = []
    bootstrapMonthlyMean(days, months, 1, {
      ...options,
      beat: (done, total, note) => notes.push(`${done}/${total} ${note}`),
    })
    expect(notes.length).toBeGreaterThan(3)
    expect(notes[1]).toBe('16/100 bootstrap of the mean month')
  })
})

describe('monteCarloDrawdown', () => {
  const options = (blockLength: number, resamples = 500) => ({
    resamples,
    blockLength,
    stream: createStream(6, 'd'),
    beat: silentBeat,
  })

  test('every order of three trades, against full enumeration', () => {
    const trades = Float64Array.of(-0.1, 0.3, -0.2)
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]
    const possible = orders.map((order) => maxDrawdown(Float64Array.from(order, (i) => trades[i]!))!)
    const result = monteCarloDrawdown(trades, options(1, 6000))!
    for (const drawdown of result.drawdowns)
      expect(possible.some((value) => Math.abs(value - drawdown) < 1e-12)).toBe(true)
    const average = result.drawdowns.reduce((a, b) => a + b, 0) / 6000
    expect(average).toBeCloseTo(possible.reduce((a, b) => a + b, 0) / 6, 2)
  })

  test('runs of losses kept together draw down deeper than single trades shuffled', () => {
    const streaks = new Float64Array(200).map((_, i) => (Math.floor(i / 10) % 2 === 0 ? -0.01 : 0.012))
    expect(monteCarloDrawdown(streaks, options(10))!.p50).toBeGreaterThan(
      1.2 * monteCarloDrawdown(streaks, options(1))!.p50,
    )
  })

  test('one block of all trades still starts anywhere: exactly the rotations occur', () => {
    const trades = Float64Array.of(-0.1, 0.3, -0.2, 0.05)
    const rotation = (offset: number): number => maxDrawdown(trades.map((_, i) => trades[(i + offset) % 4]!))!
    const drawn = new Set([...monteCarloDrawdown(trades, options(4))!.drawdowns].map((value) => value.toFixed(12)))
    expect(drawn).toEqual(new Set([0, 1, 2, 3].map((offset) => rotation(offset).toFixed(12))))
  })

  test('bounds: at least the worst trade, at most all losses in a row', () => {
    const trades = fc.float64Array({ min: -0.3, max: 0.3, noNaN: true, minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(trades, fc.integer({ min: 1, max: 50 }), (values, blockLength) => {
        const result = monteCarloDrawdown(values, options(blockLength, 20))!
        const worst = Math.max(0, -Math.min(...values))
        const allLosses = 1 - values.reduce((wealth, value) => wealth * Math.min(1, 1 + value), 1)
        for (const drawdown of result.drawdowns) {
          expect(drawdown).toBeGreaterThanOrEqual(worst - 1e-12)
          expect(drawdown).toBeLessThanOrEqual(allLosses + 1e-12)
        }
        expect(result.p95).toBeGreaterThanOrEqual(result.p90)
      }),
    )
  })

  test('refusals', () => {
    expect(monteCarloDrawdown(new Float64Array(0), options(1))).toBeNull()
    expect(() => monteCarloDrawdown(days, options(0))).toThrow(RangeError)
    expect(() => monteCarloDrawdown(Float64Array.of(Number.NaN), options(1))).toThrow(RangeError)
  })
})
