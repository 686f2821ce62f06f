import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wilsonInterval } from '../../../src/core/stats/wilsonInterval.ts'

describe('Wilson score interval', () => {
  it('agrees with published values', () => {
    // Newcombe 1998, Statistics in Medicine 17, table I, method 3 (score, no continuity correction).
    for (const [successes, trials, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const interval = wilsonInterval(successes, trials)!
      expect(interval.low).toBeCloseTo(low, 4)
      expect(interval.high).toBeCloseTo(high, 4)
    }
  })

  it('holds exactly the shares whose score test does not refuse the count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, share) => {
        const successes = Math.round(share * trials)
        const { low, high } = wilsonInterval(successes, trials)!
        expect(low).toBeLessThanOrEqual(successes / trials)
        expect(high).toBeGreaterThanOrEqual(successes / trials)
        expect(high).toBeGreaterThan(low)
        for (const end of [low, high]) {
          if (end === 0 || end === 1) continue
          const z = (successes / trials - end) / Math.sqrt((end * (1 - end)) / trials)
          expect(Math.abs(z)).toBeCloseTo(1.959963984540054, 6)
        }
      }),
    )
  })

  it('is null without a draw, wider for a higher level, and refuses what is no count', () => {
    expect(wilsonInterval(0, 0)).toBeNull()
    expect(wilsonInterval(3, 10, 0.99)!.high).toBeGreaterThan(wilsonInterval(3, 10)!.high)
    for (const [successes, trials] of [
      [3, 2],
      [-1, 2],
      [0.5, 2],
    ] as const)
      expect(() => wilsonInterval(successes, trials)).toThrow(RangeError)
    expect(() => wilsonInterval(1, 2, 1)).toThrow(RangeError)
  })
})
