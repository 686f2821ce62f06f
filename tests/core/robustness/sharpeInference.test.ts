import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deflatedSharpe } from '../../../src/core/robustness/deflatedSharpe.ts'
import { expectedMaximumSharpe } from '../../../src/core/robustness/expectedMaximumSharpe.ts'
import { minimumTrackRecordLength } from '../../../src/core/robustness/minimumTrackRecordLength.ts'
import { probabilisticSharpe } from '../../../src/core/robustness/probabilisticSharpe.ts'
import { sharpeVariance } from '../../../src/core/robustness/sharpeVariance.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'

/** The hedge-fund example of both papers: 24 months. */
const FUND = { sharpePerPeriod: 0.036 / 0.079, skewness: -2.448, kurtosis: 10.164 }
/** The example of the deflated Sharpe ratio: 5 years of days, annual ratio 2.5. */
const BEST = { sharpePerPeriod: 2.5 / Math.sqrt(250), observations: 1250, skewness: -3, kurtosis: 10 }

describe('published values', () => {
  test('probabilistic Sharpe ratio, each form by its name', () => {
    expect(probabilisticSharpe({ ...FUND, observations: 24 })).toBeCloseTo(0.913, 3)
    expect(probabilisticSharpe({ ...FUND, observations: 24, form: '2025' })).toBeCloseTo(0.987, 3)
    expect(probabilisticSharpe({ ...FUND, observations: 24, form: '2025', benchmarkPerPeriod: 0.1 })).toBeCloseTo(
      0.939,
      3,
    )
  })

  test('the usual mistake, excess kurtosis, would give 0.919', () => {
    expect(probabilisticSharpe({ ...FUND, kurtosis: FUND.kurtosis - 3, observations: 24 })).toBeCloseTo(0.919, 3)
  })

  test('standard deviation of the ratio', () => {
    expect(Math.sqrt(sharpeVariance(FUND.sharpePerPeriod, FUND) / 24)).toBeCloseTo(0.329, 3)
    expect(Math.sqrt(sharpeVariance(FUND.sharpePerPeriod, { skewness: 0, kurtosis: 3 }) / 24)).toBeCloseTo(0.214, 3)
  })

  test('under AR(1) the three terms grow as the sums of their autocovariances', () => {
    // sum over all h of rho^|h|, of the two-sided rho^h and rho^2h, and of rho^2|h|, term by term
    const rho = 0.4
    let level = 1
    let skew = 1
    let kurt = 1
    for (let h = 1; h < 200; h += 1) {
      level += 2 * rho ** h
      skew += rho ** h + rho ** (2 * h)
      kurt += 2 * rho ** (2 * h)
    }
    const ratio = FUND.sharpePerPeriod
    const expected = level - skew * FUND.skewness * ratio + (kurt * (FUND.kurtosis - 1) * ratio * ratio) / 4
    expect(sharpeVariance(ratio, { ...FUND, autocorrelation: rho })).toBeCloseTo(expected, 12)
  })

  test('minimum track record length', () => {
    expect(minimumTrackRecordLength(FUND)).toBeCloseTo(34.76, 2)
    expect(minimumTrackRecordLength({ ...FUND, form: '2025' })).toBeCloseTo(13.029, 3)
  })

  test('years needed for 95 % with normal daily returns', () => {
    const years = (annual: number): number =>
      minimumTrackRecordLength({ sharpePerPeriod: annual / Math.sqrt(252), skewness: 0, kurtosis: 3 })! / 252
    expect(years(0.5)).toBeCloseTo(10.8, 1)
    expect(years(1)).toBeCloseTo(2.7, 1)
    expect(years(2.5)).toBeCloseTo(0.44, 2)
  })

  test('deflated Sharpe ratio: SR0 0.1132, 0.9004 for 100 trials, 0.9505 for 46', () => {
    const perPeriodVariance = 0.5 / 250
    const benchmark = expectedMaximumSharpe(100, perPeriodVariance)
    expect(benchmark).toBeCloseTo(0.1132, 4)
    expect(probabilisticSharpe({ ...BEST, benchmarkPerPeriod: benchmark })).toBeCloseTo(0.9004, 4)
    const fewer = expectedMaximumSharpe(46, perPeriodVariance)
    expect(probabilisticSharpe({ ...BEST, benchmarkPerPeriod: fewer })).toBeCloseTo(0.9505, 4)
    // an annual variance with a daily ratio
    expect(probabilisticSharpe({ ...BEST, benchmarkPerPeriod: expectedMaximumSharpe(100, 0.5) })).toBeLessThan(1e-6)
  })

  test('expected maximum: the formula, and the exact value by quadrature', () => {
    expect(expectedMaximumSharpe(2, 1)).toBeCloseTo(0.5197553442805939, 12)
    const exact = [
      [2, 0.564189583547756],
      [3, 0.846284375321634],
      [10, 1.53875273083517],
      [100, 2.50759363644168],
      [1e6, 4.86289748619646],
    ]
    for (const [trials, value] of exact) expect(expectedMaximumSharpe(trials!, 1, 'exact')).toBeCloseTo(value!, 11)
    expect(expectedMaximumSharpe(1, 1)).toBe(0)
    expect(expectedMaximumSharpe(1, 1, 'exact')).toBe(0)
    expect(expectedMaximumSharpe(1000, 0)).toBe(0)
  })
})

describe('behaviour', () => {
  test('more trials, more luck; never below 0', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        fc.double({ min: 1.01, max: 10, noNaN: true }),
        (trials, factor) => {
          const expected = expectedMaximumSharpe(trials, 0.01)
          expect(expected).toBeGreaterThanOrEqual(0)
          expect(expectedMaximumSharpe(trials * factor, 0.01)).toBeGreaterThanOrEqual(expected)
        },
      ),
    )
    for (const bad of [0, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => expectedMaximumSharpe(bad, 1)).toThrow(RangeError)
    expect(() => expectedMaximumSharpe(5, -1)).toThrow(RangeError)
  })

  test('at the minimum track record the probability is the confidence, in both forms', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 0.5, noNaN: true }),
        fc.constantFrom('2012' as const, '2025' as const),
        (ratio, form) => {
          const input = { sharpePerPeriod: ratio, skewness: -0.5, kurtosis: 5, form }
          const observations = minimumTrackRecordLength({ ...input, confidence: 0.9 })!
          fc.pre(observations > 2)
          expect(probabilisticSharpe({ ...input, observations })).toBeCloseTo(0.9, 10)
        },
      ),
    )
  })

  test('unknown or refused', () => {
    expect(minimumTrackRecordLength({ ...FUND, benchmarkPerPeriod: 1 })).toBeNull()
    expect(probabilisticSharpe({ ...FUND, observations: 1 })).toBeNull()
    expect(probabilisticSharpe({ ...FUND, skewness: Number.NaN, observations: 24 })).toBeNull()
    expect(() => probabilisticSharpe({ ...FUND, observations: 24, autocorrelation: 0.1 })).toThrow(RangeError)
    expect(deflatedSharpe({ returns: new Float64Array(50), trials: 10, varianceAcrossTrials: 0.01 })).toBeNull()
  })

  test('autocorrelation lowers the 2025 probability of a positive ratio', () => {
    const plain = probabilisticSharpe({ ...FUND, observations: 24, form: '2025' })!
    expect(probabilisticSharpe({ ...FUND, observations: 24, form: '2025', autocorrelation: 0.2 })!).toBeLessThan(plain)
  })

  test('deflated Sharpe of returns: the parts put together, per period', () => {
    const stream = createStream(1, 'returns')
    const returns = new Float64Array(500).map(() => 0.002 + 0.01 * stream.nextNormal())
    const result = deflatedSharpe({ returns, trials: 20, varianceAcrossTrials: 0.002 })!
    const n = returns.length
    const mean = returns.reduce((a, b) => a + b, 0) / n
    const moment = (power: number): number => returns.reduce((sum, value) => sum + (value - mean) ** power, 0) / n
    expect(result.sharpePerPeriod).toBeCloseTo(mean / Math.sqrt((moment(2) * n) / (n - 1)), 12)
    expect(result.expectedMaximum).toBe(expectedMaximumSharpe(20, 0.002))
    expect(result.probability).toBe(
      probabilisticSharpe({
        sharpePerPeriod: result.sharpePerPeriod,
        benchmarkPerPeriod: result.expectedMaximum,
        observations: n,
        skewness: moment(3) / moment(2) ** 1.5,
        kurtosis: moment(4) / moment(2) ** 2,
      })!,
    )
  })

  test('the best of 50 searches without skill passes 0.95 in about 1 of 20 cases, where undeflated PSR would nearly always', () => {
    let deflatedPasses = 0
    let plainPasses = 0
    const searches = 300
    for (let search = 0; search < searches; search += 1) {
      const stream = createStream(11, `search-${search}`)
      const trials = Array.from({ length: 50 }, () => new Float64Array(250).map(() => stream.nextNormal()))
      const ratios = trials.map((returns) => deflatedSharpe({ returns, trials: 1, varianceAcrossTrials: 0 })!)
      const average = ratios.reduce((sum, ratio) => sum + ratio.sharpePerPeriod, 0) / 50
      const varianceAcrossTrials = ratios.reduce((sum, ratio) => sum + (ratio.sharpePerPeriod - average) ** 2, 0) / 49
      const best = ratios.reduce((top, ratio, i) => (ratio.sharpePerPeriod > ratios[top]!.sharpePerPeriod ? i : top), 0)
      if (ratios[best]!.probability >= 0.95) plainPasses += 1
      const deflated = deflatedSharpe({ returns: trials[best]!, trials: 50, varianceAcrossTrials })!
      if (deflated.probability >= 0.95) deflatedPasses += 1
    }
    expect(deflatedPasses / searches).toBeLessThan(0.06)
    expect(plainPasses / searches).toBeGreaterThan(0.8)
  })
})
