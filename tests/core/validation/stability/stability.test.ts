import { describe, expect, it } from 'vitest'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { populationStability } from '../../../../src/core/validation/stability/populationStability.ts'
import { rankingStability } from '../../../../src/core/validation/stability/rankingStability.ts'

const normals = (length: number, name: string, shift = 0) => {
  const stream = createStream(9, name)
  return Float64Array.from({ length }, () => stream.nextNormal() + shift)
}

describe('the population stability index', () => {
  it('is the sum over frozen bins of the reference, by hand', () => {
    const reference = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8)
    const current = Float64Array.of(1, 1, 1, 8, 9, -5, 2, 3)
    // Edges of 4 bins (type 7): 2.75, 4.5, 6.25; shares 1/4 each against 5/8, 1/8, 0 (half a row), 2/8.
    const part = (q: number) => (q - 0.25) * Math.log(q / 0.25)
    const found = populationStability(reference, current, 4)!
    expect(found.index).toBeCloseTo(part(5 / 8) + part(1 / 8) + part(1 / 16) + part(2 / 8), 12)
    expect(found.expected).toBeCloseTo(3 * (1 / 8 + 1 / 8), 12)
    expect(found.ratio).toBeCloseTo(found.index / found.expected, 12)
    expect(found.bins).toBe(4)
  })

  it('is on average (bins - 1)(1/N + 1/M) where nothing moved, and its p is even: 0.1 is no law', () => {
    const [before, now] = [400, 150]
    let sum = 0
    let small = 0
    for (let trial = 0; trial < 1000; trial++) {
      const found = populationStability(normals(before, `r${trial}`), normals(now, `c${trial}`))!
      sum += found.ratio
      if (found.p < 0.05) small++
    }
    expect(sum / 1000).toBeGreaterThan(0.93)
    expect(sum / 1000).toBeLessThan(1.1)
    expect(small / 1000).toBeGreaterThan(0.03)
    expect(small / 1000).toBeLessThan(0.08)
  })

  it('finds a move, and missing values that came', () => {
    expect(populationStability(normals(500, 'a'), normals(500, 'b', 0.5))!.p).toBeLessThan(1e-6)
    const holed = normals(500, 'b').map((value, row) => (row % 5 === 0 ? Number.NaN : value))
    const found = populationStability(normals(500, 'a'), holed)!
    expect(found.bins).toBe(11)
    expect(found.p).toBeLessThan(1e-6)
  })

  it('says nothing of a constant column', () => {
    expect(populationStability(new Float64Array(50).fill(3), normals(10, 'x'))).toBeNull()
    expect(populationStability(normals(10, 'x'), new Float64Array(0))).toBeNull()
  })
})

describe('the stability of rankings', () => {
  it('of equal rankings is 1, of opposite ones -1', () => {
    const up = Float64Array.of(5, 4, 3, 2, 1)
    const same = rankingStability([up, up.map((value) => value * 10)], 2)
    expect(same).toEqual({
      meanCorrelation: 1,
      leastCorrelation: 1,
      topShared: 1,
      topByChance: 0.4,
      top: 2,
      meanRank: [1, 2, 3, 4, 5],
      rankDeviation: [0, 0, 0, 0, 0],
    })
    const turned = rankingStability([up, up.toReversed()], 2)
    expect(turned.meanCorrelation).toBe(-1)
    expect(turned.topShared).toBe(0)
    expect(turned.meanRank).toEqual([3, 3, 3, 3, 3])
    expect(turned.rankDeviation[0]).toBe(2)
  })

  it('of one ranking, or of none that differs, is not known', () => {
    expect(rankingStability([Float64Array.of(1, 2, 3)], 5).meanCorrelation).toBeNull()
    expect(rankingStability([new Float64Array(3), new Float64Array(3)], 1).meanCorrelation).toBeNull()
    expect(rankingStability([Float64Array.of(1, 2, 3)], 5).top).toBe(3)
  })

  it('of chance is about 0, with tops shared as chance has it', () => {
    const chance = rankingStability(
      Array.from({ length: 30 }, (_, k) => normals(40, `ranking ${k}`)),
      10,
    )
    expect(Math.abs(chance.meanCorrelation!)).toBeLessThan(0.03)
    expect(chance.topShared!).toBeCloseTo(0.25, 1)
  })
})
