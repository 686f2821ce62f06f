import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventDummyRegression } from '../../../src/core/stats/eventDummyRegression.ts'
import { hacRegression } from '../../../src/core/stats/hacRegression.ts'
import { mean } from '../../../src/core/stats/mean.ts'
import { neweyWestMean } from '../../../src/core/stats/neweyWestMean.ts'
import { olsLine } from '../../../src/core/stats/olsLine.ts'
import { autoregressiveSeries, lehmerSeries } from './lehmerSeries.ts'

const N = 200
const y = autoregressiveSeries(N, 0.5, 77)
const first = lehmerSeries(N, 5)
const second = lehmerSeries(N, 9).map((value) => (value > 0.8 ? 1 : 0))

/** statsmodels 0.15 `OLS(y, X).fit(cov_type='HAC', cov_kwds={'maxlags', 'use_correction'}, use_t)`: standard errors and p-values. */
const STATSMODELS = [
  {
    options: { lag: 0 },
    errors: [0.050917224972104845, 0.08807094250797805, 0.0614996441320727],
    p: [0.5387957724346677, 0.5263535357324459, 0.43242226404337114],
  },
  {
    options: { lag: 7 },
    errors: [0.05443165329358306, 0.07980513953771666, 0.05385047963719293],
    p: [0.5653247248379986, 0.4844237161087258, 0.3699505951152663],
  },
  {
    options: { lag: 7, smallSample: true, degrees: N - 3 },
    errors: [0.05484454153621484, 0.08041049693222735, 0.05425895941976276],
    p: [0.5689060885201754, 0.4885363734732177, 0.37464987859272897],
  },
]

describe('hacRegression', () => {
  test.each(STATSMODELS)('coefficients, errors and p-values of statsmodels: $options', ({ options, errors, p }) => {
    const result = hacRegression(y, [first, second], options)!
    const coefficients = [-0.03129551029890215, 0.055800179438206504, -0.04828050432264558]
    for (let j = 0; j < 3; j += 1) {
      expect(result.coefficients[j]).toBeCloseTo(coefficients[j]!, 13)
      expect(result.standardErrors[j]).toBeCloseTo(errors[j]!, 13)
      expect(result.pTwoSided[j]).toBeCloseTo(p[j]!, 11)
      expect(result.t[j]).toBeCloseTo(coefficients[j]! / errors[j]!, 10)
      const half = result.pTwoSided[j]! / 2
      expect(result.pOneSidedPositive[j]).toBeCloseTo(coefficients[j]! > 0 ? half : 1 - half, 11)
    }
  })

  test('without a constant (statsmodels)', () => {
    const result = hacRegression(y, [first], { lag: 3, constant: false })!
    expect(result.coefficients[0]).toBeCloseTo(-0.009472730946519861, 14)
    expect(result.standardErrors[0]).toBeCloseTo(0.059170075698425056, 14)
  })

  test('the window sums are the lag-by-lag definition, for any lag, also beyond the sample', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })), {
          minLength: 6,
          maxLength: 25,
        }),
        fc.nat(40),
        (rows, lag) => {
          const [a, b] = [Float64Array.from(rows, ([x]) => x), Float64Array.from(rows, ([, z]) => z)]
          const result = hacRegression(b, [a], { lag })
          const n = rows.length
          const spread = a.map((x) => x - mean(a))
          const sxx = spread.reduce((sum, x) => sum + x * x, 0)
          fc.pre(result !== null && sxx > 1e-3 && result.residuals.some((u) => Math.abs(u) > 1e-3))
          // The slope's error of a simple regression: scores (x - mean) u
          const score = spread.map((x, t) => x * result!.residuals[t]!)
          let meat = 0
          for (let l = 0; l <= Math.min(lag, n - 1); l += 1) {
            let product = 0
            for (let t = l; t < n; t += 1) product += score[t]! * score[t - l]!
            meat += (l === 0 ? 1 : 2 * (1 - l / (lag + 1))) * product
          }
          const expected = Math.sqrt(Math.max(0, meat)) / sxx
          expect(Math.abs(result!.standardErrors[1]! - expected)).toBeLessThan(1e-6 * (1 + expected))
          expect(result!.coefficients[1]).toBeCloseTo(olsLine(a, b)!.slope, 8)
        },
      ),
    )
  })

  test('on a constant alone it is neweyWestMean', () => {
    const alone = hacRegression(y, [], { lag: 9 })!
    const known = neweyWestMean(y, 9)
    expect(alone.coefficients[0]).toBeCloseTo(known.mean, 14)
    expect(alone.standardErrors[0]).toBeCloseTo(known.standardError, 14)
    expect(alone.pOneSidedPositive[0]).toBeCloseTo(known.pOneSidedPositive, 12)
  })

  test('not determined, nothing left unexplained, refused', () => {
    expect(hacRegression(y, [first, first.map((value) => 2 * value - 1)], { lag: 1 })).toBeNull()
    expect(hacRegression(y, [new Float64Array(N).fill(3)], { lag: 1 })).toBeNull()
    expect(hacRegression(y.subarray(0, 2), [first.subarray(0, 2)], { lag: 1 })).toBeNull()
    const exact = hacRegression(
      first.map((value) => 3 * value + 1),
      [first],
      { lag: 2 },
    )!
    expect(exact.coefficients[1]).toBeCloseTo(3, 12)
    expect(exact.t[1]).toBeNaN()
    expect(exact.pTwoSided[1]).toBeNaN()
    expect(() => hacRegression(y, [first.subarray(1)], { lag: 1 })).toThrow(RangeError)
    expect(() => hacRegression(y, [first], { lag: 0.5 })).toThrow(RangeError)
    expect(() => hacRegression(y, [first.map(() => Number.NaN)], { lag: 1 })).toThrow(RangeError)
  })
})

describe('eventDummyRegression', () => {
  const events = Int32Array.from(Array.from(second.keys()).filter((bar) => second[bar] === 1))

  test('is the regression on the dummy: uplift is the difference of the two means', () => {
    const result = eventDummyRegression(y, events, { lag: 4 })!
    const both = hacRegression(y, [second], { lag: 4 })!
    expect(result.t).toBe(both.t[1])
    expect(result.pOneSidedPositive).toBe(both.pOneSidedPositive[1])
    const inside = mean(Float64Array.from(events, (bar) => y[bar]!))
    const outside = mean(y.filter((_, bar) => second[bar] === 0))
    expect(result.uplift).toBeCloseTo(inside - outside, 13)
    expect(result.baseline).toBeCloseTo(outside, 13)
    expect([result.events, result.observations]).toEqual([events.length, N])
  })

  test('bars without an outcome are left out, an event given twice counts once', () => {
    const cut = y.map((value, bar) => (bar >= N - 5 ? Number.NaN : value))
    const result = eventDummyRegression(cut, Int32Array.of(...events, events[0]!), { lag: 4 })!
    const known = events.filter((bar) => bar < N - 5)
    expect(result).toEqual(eventDummyRegression(y.subarray(0, N - 5), known, { lag: 4 }))
    expect(eventDummyRegression(y, new Int32Array(0), { lag: 1 })).toBeNull()
    expect(() => eventDummyRegression(y, Int32Array.of(N), { lag: 1 })).toThrow(RangeError)
  })
})
