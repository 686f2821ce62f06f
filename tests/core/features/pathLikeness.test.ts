import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventPaths, PATH_BARS } from '../../../src/core/features/eventPaths.ts'
import { type LikenessEvents, pathLikeness } from '../../../src/core/features/pathLikeness.ts'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { truncatePair } from '../../../src/core/market/pairColumns.ts'
import { mirrorPair, samplePair, uniformStream } from './samplePair.ts'

const PATH = 4

function someEvents(count: number, seed: number): LikenessEvents {
  const uniform = uniformStream(seed)
  const decidedBar = Int32Array.from({ length: count }, (_, row) => row * 3)
  return {
    paths: Float64Array.from({ length: count * PATH }, () => Math.round(uniform() * 4)),
    pathBars: PATH,
    decidedBar,
    barrierEndBar: decidedBar.map((bar) => bar + 1 + Math.floor(uniform() * 20)),
    outcome: Float64Array.from({ length: count }, () => uniform() - 0.5),
  }
}

function bruteForce(events: LikenessEvents, event: number, neighbours: number): number {
  const path = (row: number) => events.paths.slice(row * PATH, (row + 1) * PATH)
  const known = Array.from(events.outcome, (outcome, row) => ({ outcome, row }))
    .filter(({ row }) => events.barrierEndBar[row]! < events.decidedBar[event]!)
    .map(({ outcome, row }) => {
      const gaps = path(row).map((value, bar) => (value - path(event)[bar]!) ** 2)
      return { outcome, row, distance: gaps.reduce((total, gap) => total + gap, 0) }
    })
    .sort((a, b) => a.distance - b.distance || a.row - b.row)
  if (known.length < neighbours) return Number.NaN
  return known.slice(0, neighbours).reduce((total, { outcome }) => total + outcome, 0) / neighbours
}

describe('pathLikeness', () => {
  it('equals sorting all earlier events, ties to the earlier', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 6 }), (seed, neighbours) => {
        const events = someEvents(60, seed)
        const result = pathLikeness(events, neighbours, silentBeat)
        for (let event = 0; event < 60; event++) {
          const expected = bruteForce(events, event, neighbours)
          if (Number.isNaN(expected)) expect(result[event]).toBeNaN()
          else expect(result[event]).toBeCloseTo(expected, 12)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('never looks at an outcome that was not known when the event fired', () => {
    const events = someEvents(80, 5)
    const before = pathLikeness(events, 3, silentBeat)
    for (let event = 0; event < 80; event++) {
      const bar = events.decidedBar[event]!
      const outcome = events.outcome.map((value, row) => (events.barrierEndBar[row]! < bar ? value : 1e9))
      expect(pathLikeness({ ...events, outcome }, 3, silentBeat)[event]).toEqual(before[event])
    }
  })

  it('skips events without a path or an outcome, and answers NaN for one without a path', () => {
    const events = someEvents(40, 9)
    events.paths.fill(Number.NaN, 30 * PATH, 31 * PATH)
    events.outcome[2] = Number.NaN
    const result = pathLikeness(events, 2, silentBeat)
    expect(result[30]).toBeNaN()
    expect(Number.isFinite(result[39])).toBe(true)
  })
})

describe('eventPaths', () => {
  const columns = samplePair(300, 2)
  const events = {
    bar: Int32Array.of(10, 100, 150, 200),
    role: Uint8Array.of(0, 0, 1, 2),
    direction: Int8Array.of(1, 1, -1, 1),
  }

  it('has mean 0 and deviation 1, and nothing where the path is too short', () => {
    const paths = eventPaths(columns, events)
    expect(paths.length).toBe(4 * PATH_BARS)
    expect(paths[0]).toBeNaN()
    for (let event = 1; event < 4; event++) {
      const path = paths.slice(event * PATH_BARS, (event + 1) * PATH_BARS)
      expect(path.reduce((total, value) => total + value, 0)).toBeCloseTo(0, 9)
      expect(path.reduce((total, value) => total + value * value, 0)).toBeCloseTo(PATH_BARS, 9)
    }
  })

  it('is the same for a short after a mirrored path, and sees nothing after the event', () => {
    const paths = eventPaths(columns, events)
    const mirrored = eventPaths(mirrorPair(columns), { ...events, direction: events.direction.map((sign) => -sign) })
    const cut = eventPaths(truncatePair(columns, 201), events)
    expect(cut).toEqual(paths)
    for (let place = PATH_BARS; place < paths.length; place++) {
      expect(Math.abs(paths[place]! - mirrored[place]!)).toBeLessThan(1e-9)
    }
  })
})
