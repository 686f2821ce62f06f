import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shuffledIndex } from '../../../../src/core/backtest/sweep/shuffledIndex.ts'
import type { SweepAxis } from '../../../../src/core/backtest/sweep/sweepAxis.ts'
import type { SearchPlan } from '../../../../src/core/backtest/sweep/waveSource.ts'
import { waveSource } from '../../../../src/core/backtest/sweep/waveSource.ts'
import { axisValue, coordinateAt, countOf, positionOf } from '../../../../src/core/stats/search/searchAxis.ts'
import type { SearchHistory } from '../../../../src/core/stats/search/searchHistory.ts'
import { createHistory, rankedRows } from '../../../../src/core/stats/search/searchHistory.ts'

const list = (name: string, values: readonly number[]): SweepAxis => ({
  name,
  part: 'strategy',
  isOrdered: true,
  domain: { kind: 'list', values },
})
const steps = (name: string, count: number, scale: 'linear' | 'log' = 'linear'): SweepAxis => ({
  name,
  part: 'terms',
  isOrdered: true,
  domain: { kind: 'steps', from: 1, step: 1, count, scale },
})
const span = (name: string): SweepAxis => ({
  name,
  part: 'terms',
  isOrdered: true,
  domain: { kind: 'span', from: 1, to: 100, scale: 'log' },
})
const words: SweepAxis = {
  name: 'word',
  part: 'strategy',
  isOrdered: false,
  domain: { kind: 'list', values: ['a', 'b', 'c'] },
}

function search(plan: Partial<SearchPlan> & Pick<SearchPlan, 'axes' | 'method' | 'trials'>): SearchPlan {
  return { seed: 7, name: 'test', isSensible: () => true, isOwnRun: () => true, ...plan }
}

/** Runs a search to its end; higher scores are better. */
function finish(plan: SearchPlan, score: (row: readonly number[]) => number): SearchHistory {
  const source = waveSource(plan)
  const width = plan.axes.length
  const history = createHistory(width, plan.trials)
  for (let wave = source.next(history); wave !== null; wave = source.next(history)) {
    for (let at = 0; at < wave.length; at += width) {
      const row = wave.subarray(at, at + width)
      history.coordinates.set(row, history.count * width)
      history.scores[history.count++] = score([...row])
    }
  }
  return history
}

function rowsOf({ coordinates, count }: SearchHistory, width: number): readonly string[] {
  return Array.from({ length: count }, (_, row) => coordinates.subarray(row * width, (row + 1) * width).join(' '))
}

describe('an axis', () => {
  it('gives back the coordinate of each of its values', () => {
    const axes = [list('fast', [3, 5, 9]), steps('slow', 40), steps('far', 40, 'log'), words]
    for (const axis of axes)
      for (let place = 0; place < countOf(axis); place++)
        expect(coordinateAt(axis, positionOf(axis, place))).toBe(place)
  })

  it('leaves no dust of rounding in its steps', () => {
    const axis: SweepAxis = {
      ...steps('stop', 10),
      domain: { kind: 'steps', from: 0.1, step: 0.1, count: 10, scale: 'linear' },
    }
    expect(Array.from({ length: 5 }, (_, place) => axisValue(axis, place))).toEqual([0.1, 0.2, 0.3, 0.4, 0.5])
  })

  it('spreads a logarithmic range evenly over its powers', () => {
    expect(axisValue(span('far'), 0.5)).toBeCloseTo(10, 12)
  })
})

describe('a shuffle', () => {
  it('is a permutation of any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), fc.nat(), (size, seed) => {
        const shuffled = shuffledIndex(size, seed, 'x')
        const seen = new Set(Array.from({ length: size }, (_, index) => shuffled(index)))
        expect(seen.size).toBe(size)
        expect(Math.min(...seen)).toBe(0)
        expect(Math.max(...seen)).toBe(size - 1)
      }),
      { numRuns: 50 },
    )
  })

  it('puts what was in order out of order', () => {
    const shuffled = shuffledIndex(10_000, 1, 'x')
    let rising = 0
    for (let index = 1; index < 10_000; index++) if (shuffled(index) > shuffled(index - 1)) rising++
    expect(Math.abs(rising - 5_000)).toBeLessThan(150)
  })
})

describe('a grid', () => {
  const axes = [list('fast', [1, 2, 3]), list('slow', [1, 2, 3, 4]), steps('stop', 5)]

  it('gives each configuration once, the last axis fastest, without those that make no sense', () => {
    const isSensible = (rows: Float64Array, at: number) => rows[at]! <= rows[at + 1]!
    const history = finish(search({ axes, method: 'grid', trials: 60, isSensible }), () => 0)
    const expected: string[] = []
    for (let fast = 0; fast < 3; fast++)
      for (let slow = 0; slow < 4; slow++)
        for (let stop = 0; stop < 5; stop++) if (fast <= slow) expected.push(`${fast} ${slow} ${stop}`)
    expect(rowsOf(history, 3)).toEqual(expected)
  })
})

describe('random draws', () => {
  const axes = [list('fast', [1, 2, 3]), list('slow', [1, 2, 3, 4]), steps('stop', 50)]

  it('never repeat a configuration, and stop when there are none left', () => {
    const some = finish(search({ axes, method: 'random', trials: 400 }), () => 0)
    expect(new Set(rowsOf(some, 3)).size).toBe(400)
    const isSensible = (rows: Float64Array, at: number) => rows[at] === 0
    const few = finish(search({ axes, method: 'random', trials: 400, isSensible }), () => 0)
    expect(new Set(rowsOf(few, 3)).size).toBe(200)
  })

  it('are those of their seed', () => {
    const draw = (seed: number) =>
      rowsOf(
        finish(search({ axes, method: 'random', trials: 50, seed }), () => 0),
        3,
      )
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
  })
})

describe.each(['tpe', 'genetic'] as const)('%s', (method) => {
  const axes = [steps('fast', 100), steps('slow', 100), words, span('far')]
  /** A hill with its top at (70, 20, b, 0.3). */
  const hill = ([fast = 0, slow = 0, word = 0, far = 0]: readonly number[]) =>
    -(((fast - 70) / 100) ** 2) - ((slow - 20) / 100) ** 2 - (word === 1 ? 0 : 0.2) - (far - 0.3) ** 2

  it('comes nearer to the top than random draws, for most seeds', () => {
    let wins = 0
    for (let seed = 0; seed < 12; seed++) {
      const bestOf = (kind: 'random' | typeof method) =>
        Math.max(...finish(search({ axes, method: kind, trials: 512, seed }), hill).scores)
      if (bestOf(method) > bestOf('random')) wins++
    }
    expect(wins).toBeGreaterThanOrEqual(11)
  })

  it('repeats nothing, and gives the same for the same seed', () => {
    const made = () => rowsOf(finish(search({ axes, method, trials: 200 }), hill), 4)
    expect(new Set(made()).size).toBe(200)
    expect(made()).toEqual(made())
  })

  it('goes on where nothing has a score, and ends where nothing is left', () => {
    const small = [list('fast', [1, 2, 3]), words]
    const history = finish(search({ axes: small, method, trials: 50 }), () => Number.NaN)
    expect(new Set(rowsOf(history, 2)).size).toBe(9)
  })
})

describe('a rank', () => {
  it('puts rows without a score last and equal ones in the order of their age', () => {
    const history = { count: 5, coordinates: new Float64Array(5), scores: Float64Array.of(1, Number.NaN, 3, 1, -2) }
    expect([...rankedRows(history)]).toEqual([2, 0, 3, 4, 1])
  })
})
