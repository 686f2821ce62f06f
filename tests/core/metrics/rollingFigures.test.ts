import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alphaBeta } from '../../../src/core/metrics/alphaBeta.ts'
import { informationRatio } from '../../../src/core/metrics/informationRatio.ts'
import { longestDrawdown } from '../../../src/core/metrics/longestDrawdown.ts'
import { rollingBeta } from '../../../src/core/metrics/rollingBeta.ts'
import { rollingDrawdown } from '../../../src/core/metrics/rollingDrawdown.ts'
import { rollingVolatility } from '../../../src/core/metrics/rollingVolatility.ts'
import { tailRatio } from '../../../src/core/metrics/tailRatio.ts'

const returns = fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 3, maxLength: 40 })

describe('rolling', () => {
  test('NaN until there are enough; then each window by hand', () => {
    const line = Float64Array.of(0.1, -0.1, 0.3)
    const volatility = rollingVolatility(line, 2, 4)
    expect(volatility[0]).toBeNaN()
    expect(volatility[1]).toBeCloseTo(Math.sqrt(0.02) * 2, 12)
    expect(volatility[2]).toBeCloseTo(Math.sqrt(0.08) * 2, 12)
    const drawdown = rollingDrawdown(line, 2)
    expect(drawdown[0]).toBeNaN()
    expect(drawdown[1]).toBeCloseTo(0.1, 12)
    expect(drawdown[2]).toBeCloseTo(0.1, 12)
    expect(rollingDrawdown(line, 1)[2]).toBe(0)
  })

  test('a window knows nothing before it and nothing after it', () => {
    fc.assert(
      fc.property(returns, fc.integer({ min: 0, max: 39 }), (values, at) => {
        const line = Float64Array.from(values)
        const changed = line.map((value, row) => (row === at ? 0.77 : value))
        for (const roll of [
          (x: Float64Array) => rollingVolatility(x, 3, 365),
          (x: Float64Array) => rollingDrawdown(x, 3),
          (x: Float64Array) =>
            rollingBeta(
              x,
              Float64Array.from(values, (_, row) => Math.sin(row)),
              3,
            ),
        ]) {
          const before = roll(line)
          const after = roll(changed)
          for (let row = 0; row < line.length; row += 1)
            if (row < at || row > at + 2) expect(after[row]).toBe(before[row])
        }
      }),
    )
  })

  test('beta of a multiple is the multiple; a benchmark that stands still has none', () => {
    const benchmark = Float64Array.of(0.01, -0.02, 0.03, 0.03, 0.03)
    const beta = rollingBeta(
      benchmark.map((value) => 3 * value),
      benchmark,
      3,
    )
    expect(beta[2]).toBeCloseTo(3, 12)
    expect(beta[4]).toBeNaN()
    expect(() => rollingBeta(benchmark, benchmark.slice(1), 3)).toThrow(RangeError)
    expect(() => rollingVolatility(benchmark, 1, 365)).toThrow(RangeError)
    expect(() => rollingDrawdown(benchmark, 0)).toThrow(RangeError)
  })
})

test('beta is covariance over variance, alpha what is left of the mean', () => {
  fc.assert(
    fc.property(returns, (values) => {
      const benchmark = values.map((_, row) => Math.cos(row * 1.7) / 50)
      const n = values.length
      const meanOf = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / n
      const [own, other] = [meanOf(values), meanOf(benchmark)]
      const covariance = values.reduce((sum, value, row) => sum + (value - own) * (benchmark[row]! - other), 0)
      const spread = benchmark.reduce((sum, value) => sum + (value - other) ** 2, 0)
      const line = alphaBeta(Float64Array.from(values), Float64Array.from(benchmark), 252)!
      expect(line.beta).toBeCloseTo(covariance / spread, 8)
      expect(line.alphaPerYear).toBeCloseTo((own - (covariance / spread) * other) * 252, 7)
    }),
  )
})

test('information ratio: null against itself, and for a constant difference', () => {
  const line = Float64Array.of(0.01, -0.02, 0.03)
  expect(informationRatio(line, line, 365)).toBeNull()
  expect(() => informationRatio(line, line.slice(1), 365)).toThrow(RangeError)
})

test('tail ratio: null where the 5th percentile is 0', () => {
  expect(tailRatio(Float64Array.of(0, 0, 0, 0.1))).toBeNull()
  expect(tailRatio(new Float64Array(0))).toBeNull()
  expect(tailRatio(Float64Array.of(-0.1, 0.2))).toBeCloseTo((-0.1 + 0.95 * 0.3) / (0.1 - 0.05 * 0.3), 12)
})

test('longest drawdown against a naive count: the most rows that a peak waits to be reached again', () => {
  const equity = fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(equity, (values) => {
      const levels = [100, ...values]
      let most = 0
      levels.forEach((level, peak) => {
        if (levels.slice(0, peak).some((before) => before > level)) return
        const back = levels.findIndex((later, row) => row > peak && later >= level)
        const end = back === -1 ? levels.length - 1 : back
        if (levels.slice(peak + 1, end + 1).some((later) => later < level)) most = Math.max(most, end - peak)
      })
      const found = longestDrawdown(
        Float64Array.from(values, (_, row) => row + 1),
        Float64Array.from(values),
        0,
        100,
      )
      expect(found?.lengthMs ?? 0).toBe(most)
    }),
  )
})

test('of two falls of one length the earlier is told, with its peak and recovery', () => {
  const equity = Float64Array.of(90, 100, 90, 100, 80)
  const endMs = Float64Array.of(10, 20, 30, 40, 50)
  expect(longestDrawdown(endMs, equity, 0, 100)).toEqual({ lengthMs: 20, peakMs: 0, recoveredMs: 20 })
  expect(longestDrawdown(endMs, Float64Array.of(90, 100, 90, 80, 80), 0, 100)).toEqual({
    lengthMs: 30,
    peakMs: 20,
    recoveredMs: null,
  })
  expect(longestDrawdown(Float64Array.of(1, 2), Float64Array.of(100, 100), 0, 100)).toBeNull()
  expect(() => longestDrawdown(endMs, equity.slice(1), 0, 100)).toThrow(RangeError)
})
