import { describe, expect, it } from 'vitest'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { drawParameters, type ParameterSpace } from '../../../src/core/validation/randomSearch.ts'

const SPACE: ParameterSpace = [
  { name: 'lambda', range: { kind: 'log-uniform', low: 0.01, high: 100 } },
  { name: 'share', range: { kind: 'uniform', low: 0.5, high: 1 } },
  { name: 'depth', range: { kind: 'integer', low: 2, high: 4 } },
  { name: 'kind', range: { kind: 'choice', values: ['a', 'b'] } },
]

describe('random search', () => {
  it('draws every parameter in its range, spread as declared', () => {
    const stream = createStream(5, 'search')
    const draws = Array.from({ length: 4000 }, () => drawParameters(SPACE, stream))
    const share = (isHit: (draw: Readonly<Record<string, number | string>>) => boolean) =>
      draws.filter(isHit).length / 4000
    for (const draw of draws) {
      expect(Number(draw.lambda)).toBeGreaterThanOrEqual(0.01)
      expect(Number(draw.lambda)).toBeLessThanOrEqual(100)
      expect([2, 3, 4]).toContain(draw.depth)
    }
    expect(share((draw) => Number(draw.lambda) < 1)).toBeCloseTo(0.5, 1)
    expect(share((draw) => Number(draw.share) < 0.75)).toBeCloseTo(0.5, 1)
    for (const depth of [2, 3, 4]) expect(share((draw) => draw.depth === depth)).toBeCloseTo(1 / 3, 1)
    expect(share((draw) => draw.kind === 'a')).toBeCloseTo(0.5, 1)
  })

  it('draws the same from the same stream, keys in declared order', () => {
    const first = drawParameters(SPACE, createStream(5, 'draw 0'))
    expect(JSON.stringify(drawParameters(SPACE, createStream(5, 'draw 0')))).toBe(JSON.stringify(first))
    expect(Object.keys(first)).toEqual(['lambda', 'share', 'depth', 'kind'])
  })

  it('throws on ranges without meaning', () => {
    const stream = createStream(5, 'bad')
    const draw = (range: ParameterSpace[number]['range']) => () => drawParameters([{ name: 'x', range }], stream)
    expect(draw({ kind: 'log-uniform', low: 0, high: 1 })).toThrow('x')
    expect(draw({ kind: 'uniform', low: 2, high: 1 })).toThrow('x')
    expect(draw({ kind: 'choice', values: [] })).toThrow('no values')
  })
})
