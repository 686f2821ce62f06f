import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kurtosis } from '../../../src/core/stats/kurtosis.ts'
import { mean } from '../../../src/core/stats/mean.ts'
import { median } from '../../../src/core/stats/median.ts'
import { medianAbsoluteDeviation } from '../../../src/core/stats/medianAbsoluteDeviation.ts'
import { olsLine } from '../../../src/core/stats/olsLine.ts'
import { quantile } from '../../../src/core/stats/quantile.ts'
import { skewness } from '../../../src/core/stats/skewness.ts'
import { standardDeviation } from '../../../src/core/stats/standardDeviation.ts'
import { variance } from '../../../src/core/stats/variance.ts'
import { autoregressiveSeries, lehmerSeries } from './lehmerSeries.ts'

const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true })
const series = fc.float64Array({ min: -1e3, max: 1e3, noNaN: true, minLength: 2, maxLength: 60 })
const sample = autoregressiveSeries(400, 0.6)

describe('moments (reference values: numpy and scipy)', () => {
  test('values', () => {
    expect(mean(sample)).toBeCloseTo(-0.0286297876705346, 14)
    expect(variance(sample)).toBeCloseTo(0.12281916216149065, 14)
    expect(variance(sample, 0)).toBeCloseTo((0.12281916216149065 * 399) / 400, 14)
    expect(standardDeviation(sample)).toBeCloseTo(Math.sqrt(0.12281916216149065), 14)
    expect(skewness(sample)).toBeCloseTo(0.011956141751338528, 12)
    expect(kurtosis(sample)).toBeCloseTo(2.4857808735035394, 12)
  })

  test('kurtosis is not excess: near 3 for normal quantiles, 1 for a fair coin', () => {
    expect(kurtosis(Float64Array.of(-1, 1, -1, 1))).toBe(1)
  })

  test('a constant series has a variance of exactly 0 and no shape', () => {
    const constant = new Float64Array(11).fill(0.1)
    expect(variance(constant)).toBe(0)
    expect(skewness(constant)).toBeNaN()
    expect(kurtosis(constant)).toBeNaN()
  })

  test('too few values give NaN', () => {
    expect(mean(new Float64Array(0))).toBeNaN()
    expect(variance(Float64Array.of(1))).toBeNaN()
    expect(variance(new Float64Array(0), 0)).toBeNaN()
  })

  test('shift leaves spread and shape, scale acts by its power', () => {
    fc.assert(
      fc.property(series, finite, fc.double({ min: 0.5, max: 4, noNaN: true }), (values, shift, scale) => {
        fc.pre(standardDeviation(values) > 1)
        const moved = values.map((value) => scale * value + shift)
        expect(variance(moved) / variance(values)).toBeCloseTo(scale * scale, 6)
        expect(skewness(moved)).toBeCloseTo(skewness(values), 5)
        expect(kurtosis(moved)).toBeCloseTo(kurtosis(values), 5)
        expect(kurtosis(values)).toBeGreaterThanOrEqual(1 + skewness(values) ** 2 - 1e-9)
      }),
    )
  })
})

describe('quantiles', () => {
  test('values of type 7', () => {
    const references = [
      [0.05, -0.5931362600280093],
      [0.1, -0.5105571088832642],
      [0.5, -0.021479342102905863],
      [0.9, 0.4345222226858752],
    ]
    for (const [p, value] of references) expect(quantile(sample, p!)).toBeCloseTo(value!, 14)
    expect(quantile(Float64Array.of(1, 2, 3, 4), 0.25)).toBe(1.75)
    expect(median(Float64Array.of(4, 1, 3, 2))).toBe(2.5)
    expect(medianAbsoluteDeviation(sample)).toBeCloseTo(0.2464258726835984, 14)
    expect(medianAbsoluteDeviation(sample, true)).toBeCloseTo(0.2464258726835984 / 0.6744897501960817, 13)
  })

  test('edges, order and refusals', () => {
    fc.assert(
      fc.property(series, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const before = values.slice()
        const value = quantile(values, p)
        expect(values).toEqual(before)
        expect(value).toBeGreaterThanOrEqual(Math.min(...values))
        expect(value).toBeLessThanOrEqual(Math.max(...values))
        expect(quantile(values, Math.min(1, p + 0.1))).toBeGreaterThanOrEqual(value - 1e-12)
      }),
    )
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN()
    expect(quantile(Float64Array.of(1, Number.NaN), 0)).toBeNaN()
    expect(() => quantile(sample, 1.1)).toThrow(RangeError)
  })
})

describe('olsLine', () => {
  test('values (scipy linregress)', () => {
    const noise = lehmerSeries(400, 777)
    const line = olsLine(
      sample,
      sample.map((x, i) => 2 + 0.5 * x + noise[i]! - 0.5),
    )!
    expect(line.intercept).toBeCloseTo(1.996459338849393, 12)
    expect(line.slope).toBeCloseTo(0.48173406874920566, 12)
    expect(line.slopeStandardError).toBeCloseTo(0.04230972431447843, 12)
    expect(line.rSquared).toBeCloseTo(0.24569582241780916, 12)
  })

  test('no slope without a spread in x', () => {
    expect(olsLine(new Float64Array(9).fill(0.1), sample.subarray(0, 9))).toBeNull()
    expect(olsLine(Float64Array.of(1), Float64Array.of(1))).toBeNull()
    expect(() => olsLine(sample, sample.subarray(1))).toThrow(RangeError)
  })
})
