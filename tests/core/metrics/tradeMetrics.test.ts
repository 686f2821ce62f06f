import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { averageMonthlyProfit } from '../../../src/core/metrics/averageMonthlyProfit.ts'
import { expectancy } from '../../../src/core/metrics/expectancy.ts'
import { monthlyProfits } from '../../../src/core/metrics/monthlyProfit.ts'
import { profitFactor } from '../../../src/core/metrics/profitFactor.ts'
import { winRate } from '../../../src/core/metrics/winRate.ts'

const DAY = 86_400_000
const none = new Float64Array(0)

function days(first: number, count: number): Float64Array {
  return new Float64Array(count).map((_, i) => first + i * DAY)
}

describe('trades', () => {
  test('by hand', () => {
    const profits = Float64Array.of(30, -10, 0, -5, 15)
    expect(profitFactor(profits)).toBeCloseTo(3, 15)
    expect(expectancy(profits)).toBeCloseTo(6, 15)
    expect(winRate(profits)).toBe(0.5)
  })

  test('unknown rather than infinite or 0', () => {
    expect(profitFactor(Float64Array.of(1, 2))).toBeNull()
    expect([profitFactor(none), expectancy(none), winRate(none), winRate(Float64Array.of(0))]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})

describe('monthlyProfits', () => {
  test('money by UTC month, incomplete ends marked, leap February', () => {
    const dayStartMs = days(Date.UTC(2024, 0, 30), 2 + 29 + 3)
    const equity = dayStartMs.map((_, i) => 1000 + 10 * (i + 1))
    const months = monthlyProfits(dayStartMs, equity, 1000)
    expect([...months.monthStartMs]).toEqual([Date.UTC(2024, 0, 1), Date.UTC(2024, 1, 1), Date.UTC(2024, 2, 1)])
    expect([...months.profit]).toEqual([20, 290, 30])
    expect([...months.dayCount]).toEqual([2, 29, 3])
    expect([...months.complete]).toEqual([0, 1, 0])
    expect(averageMonthlyProfit(months)).toBe(290)
  })

  test('no complete month, no average; no days, no months', () => {
    const months = monthlyProfits(days(Date.UTC(2024, 0, 2), 10), new Float64Array(10).fill(5), 5)
    expect(averageMonthlyProfit(months)).toBeNull()
    expect(monthlyProfits(none, none, 5).profit.length).toBe(0)
  })

  test('a missing day is refused: it would hide in a month called complete', () => {
    expect(() => monthlyProfits(Float64Array.of(0, 2 * DAY), new Float64Array(2), 1)).toThrow(RangeError)
    expect(() => monthlyProfits(Float64Array.of(0), new Float64Array(2), 1)).toThrow(RangeError)
  })

  test('the months sum to what was earned, and their days to all days', () => {
    const profit = fc.float64Array({ min: -50, max: 50, noNaN: true, minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(profit, fc.integer({ min: 0, max: 20_000 }), (dayProfits, firstDay) => {
        let equity = 10_000
        const equities = dayProfits.map((value) => {
          equity += value
          return equity
        })
        const months = monthlyProfits(days(firstDay * DAY, dayProfits.length), equities, 10_000)
        expect(months.profit.reduce((a, b) => a + b, 0)).toBeCloseTo(equity - 10_000, 6)
        expect(months.dayCount.reduce((a, b) => a + b, 0)).toBe(dayProfits.length)
        for (const start of months.monthStartMs) expect(new Date(start).getUTCDate()).toBe(1)
      }),
    )
  })
})
