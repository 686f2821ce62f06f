import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_COSTS } from '../../../../src/core/backtest/model/executionTerms.ts'
import {
  feeOf,
  feeRate,
  fillPrice,
  impactFraction,
  slippageFraction,
  unitsFor,
  volumeCap,
} from '../../../../src/core/backtest/model/fillArithmetic.ts'

const positive = (max: number) => fc.double({ min: 0.01, max, noNaN: true })
const FREE = NO_COSTS.fee

describe('costs of a fill', () => {
  it('slippage adds half of the spread, and volatility where the terms use it', () => {
    const slippage = { bps: 5, spreadBps: 8, volatilityTimes: 0.5 }
    expect(slippageFraction({ ...NO_COSTS, slippage }, 0.02)).toBeCloseTo(0.0009 + 0.01, 12)
    expect(slippageFraction({ ...NO_COSTS, slippage }, Number.NaN)).toBeNaN()
    expect(slippageFraction({ ...NO_COSTS, slippage: { ...slippage, volatilityTimes: 0 } }, Number.NaN)).toBe(0.0009)
  })

  it('impact is linear or a square root in the share of the volume, NaN without a volume', () => {
    const linear = { ...NO_COSTS, impact: { model: 'linear', coefficient: 0.3 } } as const
    const root = { ...NO_COSTS, impact: { model: 'square-root', coefficient: 0.8 } } as const
    expect(impactFraction(linear, 20, 100, Number.NaN)).toBeCloseTo(0.06, 12)
    expect(impactFraction(root, 25, 100, 0.02)).toBeCloseTo(0.8 * 0.02 * 0.5, 12)
    for (const terms of [linear, root])
      for (const volume of [0, -1, Number.NaN]) expect(impactFraction(terms, 1, volume, 0.02)).toBeNaN()
    expect(impactFraction(NO_COSTS, 1, 0, Number.NaN)).toBe(0)
  })

  it('a tier holds from its value on', () => {
    const tiers = [
      { fromValue: 100, bps: 8 },
      { fromValue: 200, bps: 4 },
    ]
    const rates = [99, 100, 199, 200, 1e9].map((traded) => feeRate({ ...FREE, bps: 10, tiers }, traded))
    expect(rates).toEqual([0.001, 0.0008, 0.0008, 0.0004, 0.0004])
  })

  it('a fee is no less than its minimum, a price no less than 0', () => {
    expect(feeOf({ ...FREE, perUnit: 0.01, minimum: 2 }, 0.001, 10, 50)).toBe(2)
    expect(feeOf({ ...FREE, perUnit: 0.01, minimum: 2 }, 0.001, 1_000, 50)).toBeCloseTo(60, 12)
    expect(fillPrice(100, -1, 1.5)).toBe(0)
    expect(fillPrice(100, 1, 0.01)).toBe(101)
  })

  it('a cap is a share of the volume, nothing without one', () => {
    expect(volumeCap({ ...NO_COSTS, volumeShare: 0.1 }, 50)).toBe(5)
    expect(volumeCap({ ...NO_COSTS, volumeShare: 0.1 }, Number.NaN)).toBe(0)
    expect(volumeCap(NO_COSTS, Number.NaN)).toBe(Number.POSITIVE_INFINITY)
  })

  it('units for a value cost that value with their fee, whatever the fee', () => {
    fc.assert(
      fc.property(
        positive(1e6),
        positive(1e4),
        fc.double({ min: 0, max: 0.05, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        (value, price, rate, perUnit, minimum) => {
          const fee = { ...FREE, perUnit, minimum }
          const units = unitsFor(fee, rate, value, price)
          if (units === 0) expect(value).toBeLessThanOrEqual(minimum)
          else expect((units * price + feeOf(fee, rate, units, price)) / value).toBeCloseTo(1, 9)
        },
      ),
    )
  })
})
