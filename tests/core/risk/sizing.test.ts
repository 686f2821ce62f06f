import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { correlationOfReturns } from '../../../src/core/risk/correlationOfReturns.ts'
import { entryValue } from '../../../src/core/risk/entryValue.ts'
import { addToTally, emptyTally, kellyFraction } from '../../../src/core/risk/tradeTally.ts'
import { pearsonCorrelation } from '../../../src/core/stats/pearsonCorrelation.ts'

const facts = { equity: 50_000, price: 20, yearVolatility: 0.4, stopFraction: 0.05 }

describe('the value of an entry', () => {
  it('by each rule', () => {
    const none = emptyTally()
    expect(entryValue({ method: 'fraction', fraction: 0.3 }, facts, none)).toBe(15_000)
    expect(entryValue({ method: 'units', units: 7 }, facts, none)).toBe(140)
    expect(entryValue({ method: 'value', value: 900 }, facts, none)).toBe(900)
    expect(entryValue({ method: 'volatility-target', targetPerYear: 0.1, cap: 1 }, facts, none)).toBe(12_500)
    expect(entryValue({ method: 'volatility-target', targetPerYear: 2, cap: 1.5 }, facts, none)).toBe(75_000)
    expect(entryValue({ method: 'risk', fraction: 0.01, cap: 1 }, facts, none)).toBeCloseTo(10_000, 9)
    expect(entryValue({ method: 'risk', fraction: 0.2, cap: 1 }, facts, none)).toBe(50_000)
  })

  it('is no number where the rule lacks what it needs', () => {
    const lacking = { ...facts, yearVolatility: Number.NaN, stopFraction: Number.NaN }
    expect(entryValue({ method: 'volatility-target', targetPerYear: 0.1, cap: 1 }, lacking, emptyTally())).toBeNaN()
    expect(entryValue({ method: 'risk', fraction: 0.01, cap: 1 }, lacking, emptyTally())).toBeNaN()
  })

  it('by Kelly: the stated fraction until there are trades enough, then a multiple of it', () => {
    const kelly = { method: 'kelly', multiple: 0.5, cap: 1, minimumTrades: 4, fraction: 0.1 } as const
    const tally = emptyTally()
    for (const gain of [0.04, 0.02, 0]) addToTally(tally, gain)
    addToTally(tally, -0.01)
    expect(entryValue(kelly, facts, tally)).toBe(5_000)
    addToTally(tally, -0.02)
    // p = 1/2, b = 0.03 / 0.015 = 2: k = 1/2 - 1/4.
    expect(kellyFraction(tally)).toBeCloseTo(0.25, 12)
    expect(entryValue(kelly, facts, tally)).toBeCloseTo(50_000 * 0.125, 8)
  })

  it('is 0 where Kelly says not to trade', () => {
    const tally = emptyTally()
    for (const value of [0.01, -0.02, -0.02]) addToTally(tally, value)
    expect(kellyFraction(tally)).toBeLessThan(0)
    const kelly = { method: 'kelly', multiple: 1, cap: 1, minimumTrades: 1, fraction: 0.1 } as const
    expect(entryValue(kelly, facts, tally)).toBe(0)
  })
})

describe('the correlation of returns', () => {
  it('is that of the returns of both, over the last bars', () => {
    const price = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(price, price, (one, two) => {
        const returns = (prices: readonly number[]) =>
          Float64Array.from(prices.slice(3, 11), (value, at) => value / prices[at + 2]! - 1)
        const expected = pearsonCorrelation(returns(one), returns(two))
        const found = correlationOfReturns(Float64Array.from(one), Float64Array.from(two), 10, 8)
        if (Number.isNaN(expected)) expect(found).toBeNaN()
        else expect(found).toBeCloseTo(expected, 6)
      }),
    )
  })

  it('leaves bars out that are not there, and is no number from fewer than three returns', () => {
    const one = Float64Array.of(1, 2, Number.NaN, 4, 5, 7, 6)
    const two = Float64Array.of(2, 4, 5, 8, 10, 14, 12)
    expect(correlationOfReturns(one, two, 6, 6)).toBeCloseTo(1, 12)
    expect(correlationOfReturns(one, two, 5, 4)).toBeNaN()
  })
})
