import { describe, expect, it } from 'vitest'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import type { SearchPlan, ToldDraw } from '../../../../src/core/validation/search/proposeDraws.ts'
import { proposeDraws } from '../../../../src/core/validation/search/proposeDraws.ts'
import { searchAxes } from '../../../../src/core/validation/search/searchAxes.ts'

const PARAMETERS = [
  { name: 'depth', isWhole: true, search: { from: 1, to: 12, scale: 'linear' } },
  { name: 'trees', isWhole: true, search: { from: 10, to: 1000, scale: 'log' } },
  { name: 'rate', isWhole: false, search: { from: 0.001, to: 1, scale: 'log' } },
  { name: 'share', isWhole: false, search: { from: 0.2, to: 1, scale: 'linear' } },
  { name: 'seed', isWhole: true },
] as const

const planOf = (method: 'random' | 'tpe', name = 'part 0'): SearchPlan => ({
  method,
  axes: searchAxes(PARAMETERS, []),
  seed: 7,
  name,
})

/** Best at depth 4, rate 0.05. */
const scoreOf = ({ depth, rate }: Readonly<Record<string, number>>) =>
  -(((depth! - 4) / 4) ** 2) - Math.log10(rate! / 0.05) ** 2

/** A whole search in batches, each told in order. */
function searched(plan: SearchPlan, draws: number, batch: number): readonly ToldDraw[] {
  const told: ToldDraw[] = []
  while (told.length < draws) {
    const proposed = proposeDraws(plan, told, batch)
    if (proposed.length === 0) break
    told.push(...proposed.map((values) => ({ values, score: scoreOf(values) })))
  }
  return told
}

const best = (told: readonly ToldDraw[]) => Math.max(...told.map(({ score }) => score ?? Number.NEGATIVE_INFINITY))

describe('a search over the ranges of a learner', () => {
  it('draws within the ranges, whole where they are, evenly in their scale', () => {
    const draws = proposeDraws(planOf('random'), [], 2000)
    expect(draws).toHaveLength(2000)
    for (const { depth, trees, rate, share, seed } of draws) {
      expect(Number.isInteger(depth) && depth! >= 1 && depth! <= 12).toBe(true)
      expect(Number.isInteger(trees) && trees! >= 10 && trees! <= 1000).toBe(true)
      expect(rate! >= 0.001 && rate! <= 1 && share! >= 0.2 && share! <= 1).toBe(true)
      expect(seed).toBeUndefined()
    }
    const below = (name: string, limit: number) => draws.filter((values) => values[name]! < limit).length / 2000
    expect(below('rate', 10 ** -1.5)).toBeCloseTo(0.5, 1)
    expect(below('trees', 100)).toBeCloseTo(0.5, 1)
    expect(below('share', 0.6)).toBeCloseTo(0.5, 1)
    expect(new Set(draws.map(({ depth }) => depth)).size).toBe(12)
  })

  it('leaves alone what a person fixed, and throws on a range that is none', () => {
    expect(searchAxes(PARAMETERS, ['rate', 'trees']).map(({ name }) => name)).toEqual(['depth', 'share'])
    expect(() => searchAxes([{ name: 'x', isWhole: false, search: { from: 0, to: 1, scale: 'log' } }], [])).toThrow(
      'x is searched',
    )
  })

  it('gives the same draws however they are asked for: all at once, one by one, or after an interruption', () => {
    const all = proposeDraws(planOf('random'), [], 30)
    expect(searched(planOf('random'), 30, 1).map(({ values }) => values)).toEqual(all)
    const whole = searched(planOf('tpe'), 40, 4)
    const resumed = proposeDraws(planOf('tpe'), whole.slice(0, 36), 4)
    expect(resumed).toEqual(whole.slice(36).map(({ values }) => values))
  })

  it('has nothing in common with the search of another part', () => {
    expect(proposeDraws(planOf('random', 'part 1'), [], 5)).not.toEqual(proposeDraws(planOf('random'), [], 5))
  })

  it('learns: after 60 draws the estimator is nearer the best than chance, in the mean of 20 searches', () => {
    const distance = (method: 'random' | 'tpe') => {
      let sum = 0
      for (let seed = 0; seed < 20; seed++) sum += best(searched({ ...planOf(method), seed }, 60, 4))
      return sum / 20
    }
    expect(distance('tpe')).toBeGreaterThan(distance('random') / 2)
  })

  it('never draws the same twice, and ends where all is drawn', () => {
    const axes = searchAxes([{ name: 'depth', isWhole: true, search: { from: 1, to: 6, scale: 'linear' } }], [])
    for (const method of ['random', 'tpe'] as const) {
      const told = searched({ method, axes, seed: 1, name: 'small' }, 50, 4).map(({ values }) => values.depth)
      expect(told.toSorted()).toEqual([1, 2, 3, 4, 5, 6])
    }
    expect(proposeDraws({ method: 'tpe', axes: [], seed: 1, name: 'none' }, [], 3)).toEqual([])
  })

  it('counts a draw that could not be fitted as the worst', () => {
    const stream = createStream(2, 'refused')
    const told = proposeDraws(planOf('random'), [], 40).map((values) => ({
      values,
      score: values.depth! > 6 ? null : stream.nextUniform(),
    }))
    const next = proposeDraws(planOf('tpe'), told, 200)
    expect(next.filter(({ depth }) => depth! > 6).length).toBeLessThan(60)
  })
})
