import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cagr } from '../../../src/core/metrics/cagr.ts'
import { calmar } from '../../../src/core/metrics/calmar.ts'
import { toUtcDays } from '../../../src/core/metrics/compoundDaily.ts'
import { conditionalValueAtRisk } from '../../../src/core/metrics/conditionalValueAtRisk.ts'
import { drawdownSeries } from '../../../src/core/metrics/drawdownSeries.ts'
import { maxDrawdown } from '../../../src/core/metrics/maxDrawdown.ts'
import { omega } from '../../../src/core/metrics/omega.ts'
import { sharpe } from '../../../src/core/metrics/sharpe.ts'
import { sortino } from '../../../src/core/metrics/sortino.ts'
import { totalReturn } from '../../../src/core/metrics/totalReturn.ts'
import { ulcer } from '../../../src/core/metrics/ulcer.ts'
import { valueAtRisk } from '../../../src/core/metrics/valueAtRisk.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** No return is so small that its square runs out of the range of a double: there a Sharpe ratio is rightly undefined. */
const returnsOf = (minLength: number) =>
  fc
    .float64Array({ min: -0.5, max: 0.5, noNaN: true, minLength, maxLength: 80 })
    .map((returns) => returns.map((value) => (Math.abs(value) < 1e-9 ? 0 : value)))
const R = Float64Array.of(-0.1, 0.2, -0.05, 0, 0.1)

describe('hand-computed', () => {
  test('total return and CAGR', () => {
    expect(totalReturn(R)).toBeCloseTo(0.9 * 1.2 * 0.95 * 1.1 - 1, 15)
    expect(totalReturn(new Float64Array(0))).toBe(0)
    expect(cagr(R, 10)).toBeCloseTo((0.9 * 1.2 * 0.95 * 1.1) ** 2 - 1, 14)
    expect(cagr(new Float64Array(0), 365)).toBeNull()
  })

  test('Sharpe: sample deviation, flat periods counted, period rate compounded', () => {
    const mean = 0.03
    const deviation = Math.sqrt((0.13 ** 2 + 0.17 ** 2 + 0.08 ** 2 + 0.03 ** 2 + 0.07 ** 2) / 4)
    expect(sharpe(R, 365)).toBeCloseTo((mean / deviation) * Math.sqrt(365), 12)
    expect(sharpe(R, 1)).toBeCloseTo(mean / deviation, 14)
    const rate = 1.05 ** (1 / 365) - 1
    expect(sharpe(R, 365, 0.05)).toBeCloseTo(((mean - rate) / deviation) * Math.sqrt(365), 12)
    const withoutFlat = sharpe(Float64Array.of(-0.1, 0.2, -0.05, 0.1), 365)!
    expect(withoutFlat).toBeGreaterThan(sharpe(R, 365)!)
  })

  test('Sharpe of a constant or nearly constant series is unknown, not 1e15', () => {
    expect(sharpe(new Float64Array(20).fill(0.001), 365)).toBeNull()
    expect(sharpe(Float64Array.of(0.001, 0.001, 0.001, 0.001 + 3e-19), 365)).toBeNull()
    expect(sharpe(new Float64Array(20), 365)).toBeNull()
    expect(sharpe(Float64Array.of(0.1), 365)).toBeNull()
    expect(sharpe(Float64Array.of(0.1, Number.NaN), 365)).toBeNull()
  })

  test('Sortino: the downside is averaged over all periods', () => {
    const downside = Math.sqrt((0.1 ** 2 + 0.05 ** 2) / 5)
    expect(sortino(R, 365)).toBeCloseTo((0.03 / downside) * Math.sqrt(365), 11)
    expect(sortino(Float64Array.of(0.1, 0.2), 365)).toBeNull()
    expect(sortino(new Float64Array(0), 365)).toBeNull()
  })

  test('drawdown: positive, compound, the first loss included', () => {
    expect([...drawdownSeries(R)].map((value) => Number(value.toFixed(12)))).toEqual([0.1, 0, 0.05, 0.05, 0])
    expect(maxDrawdown(R)).toBeCloseTo(0.1, 15)
    expect(maxDrawdown(Float64Array.of(-0.5, -0.5))).toBeCloseTo(0.75, 15)
    expect(maxDrawdown(Float64Array.of(0.1))).toBe(0)
    expect(maxDrawdown(new Float64Array(0))).toBeNull()
  })

  test('ruin is final: two losses of more than all do not make a gain', () => {
    const ruined = Float64Array.of(0.1, -1.5, -3, 0.5)
    expect(totalReturn(ruined)).toBe(-1)
    expect(cagr(ruined, 365)).toBe(-1)
    expect(maxDrawdown(ruined)).toBe(1)
  })

  test('Calmar, ulcer, omega', () => {
    expect(calmar(R, 5)).toBeCloseTo((0.9 * 1.2 * 0.95 * 1.1 - 1) / 0.1, 12)
    expect(calmar(Float64Array.of(0.1, 0.1), 5)).toBeNull()
    expect(ulcer(R)).toBeCloseTo(Math.sqrt((0.01 + 0.0025 + 0.0025) / 5), 14)
    expect(omega(R)).toBeCloseTo(0.3 / 0.15, 14)
    const gainToPain = 0.15 / 0.15
    expect(omega(R)).toBeCloseTo(1 + gainToPain, 14)
    expect(omega(Float64Array.of(0.1))).toBeNull()
  })

  test('value at risk is a return, with quantile type 7', () => {
    expect(valueAtRisk(R, 0.25)).toBeCloseTo(-0.05, 15)
    expect(valueAtRisk(R, 0.05)).toBeCloseTo(-0.1 + 0.2 * 0.05, 14)
    expect(conditionalValueAtRisk(R, 0.25)).toBeCloseTo(-0.075, 15)
    expect(conditionalValueAtRisk(new Float64Array(0), 0.05)).toBeNull()
  })
})

describe('properties', () => {
  test('max drawdown equals the brute force over every pair of times', () => {
    fc.assert(
      fc.property(returnsOf(1), (returns) => {
        const wealth = [1]
        for (const value of returns) wealth.push(wealth[wealth.length - 1]! * (1 + value))
        let deepest = 0
        wealth.forEach((later, t) => {
          for (let s = 0; s <= t; s += 1) deepest = Math.max(deepest, 1 - later / wealth[s]!)
        })
        expect(maxDrawdown(returns)).toBeCloseTo(deepest, 12)
        expect(Math.max(...drawdownSeries(returns))).toBe(maxDrawdown(returns))
      }),
    )
  })

  test('Sharpe scales with sqrt(P), ignores leverage, changes sign with the position', () => {
    fc.assert(
      fc.property(returnsOf(5), fc.double({ min: 0.1, max: 5, noNaN: true }), (returns, leverage) => {
        const ratio = sharpe(returns, 1)
        fc.pre(ratio !== null && Math.abs(ratio) < 1e6)
        expect(sharpe(returns, 365)).toBeCloseTo(ratio! * Math.sqrt(365), 6)
        expect(
          sharpe(
            returns.map((value) => leverage * value),
            1,
          ),
        ).toBeCloseTo(ratio!, 6)
        expect(
          sharpe(
            returns.map((value) => -value),
            1,
          ),
        ).toBeCloseTo(-ratio!, 6)
      }),
    )
  })

  test('hours and their days agree on total return and CAGR, and hours are drawn down at least as deep', () => {
    fc.assert(
      fc.property(
        fc.float64Array({ min: -0.05, max: 0.05, noNaN: true, minLength: 24 * 4, maxLength: 24 * 4 }),
        (hourly) => {
          const timeMs = hourly.map((_, i) => i * HOUR)
          const daily = toUtcDays(timeMs, hourly).returns
          expect(daily.length).toBe(4)
          expect(totalReturn(daily)).toBeCloseTo(totalReturn(hourly)!, 12)
          const growth = cagr(hourly, 8760)!
          expect(cagr(daily, 365)! / growth).toBeCloseTo(1, 8)
          expect(maxDrawdown(hourly)!).toBeGreaterThanOrEqual(maxDrawdown(daily)! - 1e-12)
        },
      ),
    )
  })
})

describe('toUtcDays', () => {
  test("a bar belongs to the UTC day it starts in, whatever the machine's zone; empty days are 0", () => {
    const start = Date.UTC(2024, 1, 28)
    const timeMs = Float64Array.of(start + 22 * HOUR, start + 23 * HOUR, start + DAY, start + 3 * DAY + HOUR)
    const days = toUtcDays(timeMs, Float64Array.of(0.1, 0.1, -0.2, 0.05))
    expect([...days.dayStartMs]).toEqual([start, start + DAY, start + 2 * DAY, start + 3 * DAY])
    expect([...days.returns].map((value) => Number(value.toFixed(12)))).toEqual([0.21, -0.2, 0, 0.05])
  })

  test('refusals', () => {
    expect(() => toUtcDays(Float64Array.of(DAY, 0), Float64Array.of(0, 0))).toThrow(RangeError)
    expect(() => toUtcDays(Float64Array.of(0, HOUR * 5, HOUR), new Float64Array(3))).toThrow(RangeError)
    expect(() => toUtcDays(Float64Array.of(0), Float64Array.of(Number.NaN))).toThrow(RangeError)
    expect(() => toUtcDays(Float64Array.of(0), new Float64Array(2))).toThrow(RangeError)
    expect(toUtcDays(new Float64Array(0), new Float64Array(0)).returns.length).toBe(0)
  })
})
