import { describe, expect, it } from 'vitest'
import { findPlateau } from '../../../../src/core/backtest/sweep/plateau.ts'
import type { SweepAxis } from '../../../../src/core/backtest/sweep/sweepAxis.ts'

const axis = (name: string, count: number, isOrdered = true): SweepAxis => ({
  name,
  part: 'strategy',
  isOrdered,
  domain: { kind: 'list', values: Array.from({ length: count }, (_, place) => place) },
})

/** All of a grid of 12 x 12, scored by a function of the places. */
function grid(score: (x: number, y: number) => number) {
  const coordinates: number[] = []
  const scores: number[] = []
  for (let x = 0; x < 12; x++)
    for (let y = 0; y < 12; y++) {
      coordinates.push(x, y)
      scores.push(score(x, y))
    }
  return { count: scores.length, coordinates: Float64Array.from(coordinates), scores: Float64Array.from(scores) }
}

describe('a plateau', () => {
  const axes = [axis('x', 12), axis('y', 12)]
  /** A lone spike of 9 at (1, 1); a broad hill of 5 around (8, 8). */
  const spikeAndHill = (x: number, y: number) => {
    if (x === 1 && y === 1) return 9
    const far = Math.max(Math.abs(x - 8), Math.abs(y - 8))
    return far <= 2 ? 5 - far : 0
  }

  it('is proposed at its centre, and not at a spike', () => {
    const { peak, centre } = findPlateau(axes, grid(spikeAndHill))
    expect(peak).toMatchObject({ row: 13, score: 9, mean: 1, least: 0, neighbours: 9 })
    expect(centre).toMatchObject({ row: 8 * 12 + 8, score: 5, least: 4, neighbours: 9, valued: 9 })
    expect(centre?.mean).toBeCloseTo((5 + 8 * 4) / 9, 12)
  })

  it('is told nothing of where neighbours have no value', () => {
    const { peak, centre } = findPlateau(
      axes,
      grid((x, y) => (x === 8 && y === 8 ? 9 : x < 4 ? 1 + (y === 5 && x === 2 ? 1 : 0) : Number.NaN)),
    )
    expect(peak).toMatchObject({ score: 9, valued: 1, neighbours: 9 })
    expect(centre?.row).toBe(2 * 12 + 5)
  })

  it('does not take values without an order for neighbours', () => {
    const { peak } = findPlateau([axis('x', 12, false), axis('y', 12)], grid(spikeAndHill))
    expect(peak).toMatchObject({ neighbours: 3 })
  })

  it('is null where nothing has a score', () => {
    expect(
      findPlateau(
        axes,
        grid(() => Number.NaN),
      ),
    ).toEqual({ peak: null, centre: null })
  })
})
