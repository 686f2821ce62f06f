import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findGaps } from '../../../src/core/time/gaps.ts'

test('runs of missing bars, at the ends and in between', () => {
  const expected = Float64Array.of(1, 2, 3, 4, 5, 6, 7)
  expect(findGaps(expected, Float64Array.of(2, 3, 6))).toEqual([
    { fromMs: 1, toMs: 1, bars: 1 },
    { fromMs: 4, toMs: 5, bars: 2 },
    { fromMs: 7, toMs: 7, bars: 1 },
  ])
  expect(findGaps(expected, expected)).toEqual([])
  expect(findGaps(expected, new Float64Array(0))).toEqual([{ fromMs: 1, toMs: 7, bars: 7 }])
  expect(findGaps(Float64Array.of(10, 20), Float64Array.of(5, 10, 15, 20))).toEqual([])
})

test('expected = present + bars of all gaps', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (present) => {
      const expected = Float64Array.from(present, (_, i) => i)
      const have = expected.filter((i) => present[i]!)
      const missing = findGaps(expected, have).reduce((sum, gap) => sum + gap.bars, 0)
      expect(missing + have.length).toBe(expected.length)
    }),
    { seed: 1 },
  )
})
