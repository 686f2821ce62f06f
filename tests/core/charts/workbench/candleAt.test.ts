import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candleAt } from '../../../../src/core/charts/workbench/candleAt.ts'

test.each([
  [100, 0],
  [104, 0],
  [106, 1],
  [95, 0],
  [94, null],
  [115, 1],
  [116, null],
  [139, null],
  [140, 2],
  [150, 2],
  [151, null],
])('at %d: %s', (atMs, row) => expect(candleAt({ timeMs: [100, 110, 145] }, atMs, 10)).toBe(row))

test('no candle at all', () => expect(candleAt({ timeMs: [] }, 5, 10)).toBeNull())

test('as a search from end to end finds it', () => {
  const gaps = fc.array(fc.integer({ min: 10, max: 50 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(gaps, fc.integer({ min: -20, max: 2_100 }), (lengths, atMs) => {
      let start = 0
      const timeMs = lengths.map((length) => (start += length))
      const within = timeMs.flatMap((time, row) => (Math.abs(time - atMs) <= 5 ? [row] : []))
      const found = candleAt({ timeMs }, atMs, 10)
      if (found === null) expect(within).toEqual([])
      else expect(within).toContain(found)
    }),
  )
})
