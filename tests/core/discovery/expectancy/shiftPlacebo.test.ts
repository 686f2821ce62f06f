import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeboPValues } from '../../../../src/core/discovery/expectancy/placeboPValue.ts'
import {
  farShifts,
  shiftColumn,
  shiftedStatistics,
  shiftStride,
} from '../../../../src/core/discovery/expectancy/shiftPlacebo.ts'
import { clusterNumbers } from '../../../../src/core/discovery/sample/eventWindows.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

function noise(bars: number, seed: number): Float64Array {
  const stream = createStream(seed, 'placebo test')
  return Float64Array.from({ length: bars }, (_, t) => (t % 17 === 3 ? Number.NaN : stream.nextNormal()))
}

/** By the definition, one shift at a time. */
function slowStatistic(returns: Float64Array, bars: Int32Array, cluster: Int32Array, shift: number): number {
  const known = returns.filter((value) => !Number.isNaN(value))
  const centre = known.reduce((sum, value) => sum + value, 0) / known.length
  const sums = new Map<number, number>()
  for (const [place, bar] of bars.entries()) {
    const value = returns[(bar + shift) % returns.length]!
    sums.set(cluster[place]!, (sums.get(cluster[place]!) ?? 0) + (Number.isNaN(value) ? 0 : value - centre))
  }
  const all = [...sums.values()]
  return all.reduce((a, b) => a + b, 0) / Math.sqrt(all.reduce((a, b) => a + b * b, 0))
}

describe('placebo by shifting the pattern of events', () => {
  it('is the studentised sum at every shifted place', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 88 }), { minLength: 3, maxLength: 25 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 99 }),
        (places, stride, horizonBars, seed) => {
          const returns = noise(89, seed)
          const bars = Int32Array.from(places).sort()
          const cluster = clusterNumbers(bars, horizonBars)
          const found = shiftedStatistics(shiftColumn(returns, stride), bars, cluster)
          expect(found).toHaveLength(Math.ceil(89 / stride))
          for (const [place, value] of found.entries())
            expect(value).toBeCloseTo(slowStatistic(returns, bars, cluster, place * stride), 9)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('leaves out shifts by less than a horizon, on both sides', () => {
    const column = shiftColumn(noise(100, 1), 5)
    const places = Float64Array.from({ length: 20 }, (_, place) => place)
    expect([...farShifts(places, column, 12)]).toEqual(Array.from({ length: 15 }, (_, k) => k + 3))
  })

  it('shifts by a quarter of a horizon, coarser where that were too many', () => {
    expect(shiftStride(10_000, 24, 20_000)).toBe(6)
    expect(shiftStride(100_000, 1, 20_000)).toBe(5)
    expect(shiftStride(100, 1, 20_000)).toBe(1)
  })

  it('finds returns that follow the events, in the direction in which they go', () => {
    const returns = noise(4000, 3)
    const bars = Int32Array.from({ length: 60 }, (_, k) => 20 + 61 * k + ((k * k) % 37))
    for (const bar of bars) returns[bar] = 1.2 + (Number.isNaN(returns[bar]!) ? 0 : returns[bar]!)
    const found = placeboPValues(shiftColumn(returns, 1), { bars, cluster: clusterNumbers(bars, 1), horizonBars: 1 })
    expect(found.long).toBeLessThan(1e-5)
    expect(found.short).toBeGreaterThan(0.999)
  })

  it('is not fooled by events of wild times, which a plain comparison of means is', () => {
    const stream = createStream(5, 'wild times')
    let plain = 0
    let studentised = 0
    const rounds = 200
    for (let round = 0; round < rounds; round += 1) {
      const wild = Uint8Array.from({ length: 1500 }, (_, t) => (Math.floor(t / 100) % 5 === 0 ? 1 : 0))
      const returns = Float64Array.from(wild, (isWild) => (isWild ? 5 : 1) * stream.nextNormal())
      const bars = Int32Array.from([...wild.keys()].filter((t) => wild[t] === 1 && t % 7 === 0))
      const column = shiftColumn(returns, 1)
      const found = placeboPValues(column, { bars, cluster: clusterNumbers(bars, 1), horizonBars: 1 })
      if (found.long <= 0.05) studentised += 1
      const sumAt = (shift: number): number => bars.reduce((sum, bar) => sum + returns[(bar + shift) % 1500]!, 0)
      const sums = Array.from({ length: 150 }, (_, k) => sumAt(10 * k))
      if (sums.filter((sum) => sum >= sums[0]!).length / 150 <= 0.05) plain += 1
    }
    expect(plain / rounds).toBeGreaterThan(0.12)
    expect(studentised / rounds).toBeLessThan(0.1)
  })
})
