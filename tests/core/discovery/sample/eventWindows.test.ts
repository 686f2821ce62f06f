import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apartPlaces, clusterNumbers, windowUniqueness } from '../../../../src/core/discovery/sample/eventWindows.ts'

const EVENTS = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 }),
    fc.integer({ min: 1, max: 40 }),
  )
  .map(([bars, horizon]) => ({ bars: Int32Array.from(bars).sort(), horizon }))

describe('windows of events', () => {
  it('of an example are counted by hand', () => {
    // Windows of 3: 11-13, 12-14, 14-16, 31-33.
    const bars = Int32Array.of(10, 11, 13, 30)
    const expected = [(1 + 0.5 + 0.5) / 3, (0.5 + 0.5 + 0.5) / 3, (0.5 + 1 + 1) / 3, 1]
    windowUniqueness(bars, 3).forEach((value, event) => {
      expect(value).toBeCloseTo(expected[event]!, 14)
    })
    expect(Array.from(clusterNumbers(bars, 3))).toEqual([0, 0, 0, 1])
    expect(Array.from(apartPlaces(bars, 3))).toEqual([0, 2, 3])
  })

  it('that are taken apart never overlap, and no other fits between from the oldest on', () => {
    fc.assert(
      fc.property(EVENTS, ({ bars, horizon }) => {
        const taken = Array.from(apartPlaces(bars, horizon), (place) => bars[place]!)
        for (let at = 1; at < taken.length; at++) expect(taken[at]! - taken[at - 1]!).toBeGreaterThanOrEqual(horizon)
        for (const bar of bars) {
          const before = taken.filter((other) => other <= bar)
          expect(before.length > 0 && bar - before[before.length - 1]! < horizon ? true : taken.includes(bar)).toBe(
            true,
          )
        }
      }),
      { seed: 2, numRuns: 100 },
    )
  })

  it('in different clusters share no bar; neighbours in one cluster do', () => {
    fc.assert(
      fc.property(EVENTS, ({ bars, horizon }) => {
        const cluster = clusterNumbers(bars, horizon)
        for (let event = 1; event < bars.length; event++) {
          const shares = bars[event]! < bars[event - 1]! + horizon
          expect(cluster[event] === cluster[event - 1]).toBe(shares)
        }
      }),
      { seed: 3, numRuns: 100 },
    )
  })

  it('add up to no more than there are, and to that where none overlap', () => {
    fc.assert(
      fc.property(EVENTS, ({ bars, horizon }) => {
        const sum = windowUniqueness(bars, horizon).reduce((total, value) => total + value, 0)
        const isApart = apartPlaces(bars, horizon).length === bars.length
        expect(sum <= bars.length + 1e-9 && (!isApart || Math.abs(sum - bars.length) < 1e-9)).toBe(true)
      }),
      { seed: 4, numRuns: 100 },
    )
  })
})
