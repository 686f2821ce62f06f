import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TimeSpan } from '../../../src/core/contract/download.ts'
import { intersect, spanLength, subtract, unite } from '../../../src/core/time/timeSpans.ts'

const LENGTH = 40

/** Some spans run backwards or are empty on purpose. */
const spans = fc.array(
  fc.record({ fromMs: fc.integer({ min: 0, max: LENGTH }), toMs: fc.integer({ min: 0, max: LENGTH }) }),
  { maxLength: 8 },
)

function bitmap(list: readonly TimeSpan[]): readonly boolean[] {
  return Array.from({ length: LENGTH }, (_, at) => list.some((span) => span.fromMs <= at && at < span.toMs))
}

/** The one sorted and minimal list of a bitmap. */
function fromBitmap(bits: readonly boolean[]): readonly TimeSpan[] {
  const list: TimeSpan[] = []
  for (let at = 0; at < bits.length; at++) {
    if (!bits[at]) continue
    if (at > 0 && bits[at - 1]) list[list.length - 1]!.toMs = at + 1
    else list.push({ fromMs: at, toMs: at + 1 })
  }
  return list
}

test('unite, subtract, intersect and spanLength agree with a bitmap', () => {
  fc.assert(
    fc.property(spans, spans, (left, right) => {
      const a = bitmap(left)
      const b = bitmap(right)
      const before = JSON.stringify([left, right])
      expect(unite(left)).toEqual(fromBitmap(a))
      expect(subtract(left, right)).toEqual(fromBitmap(a.map((bit, at) => bit && !b[at])))
      expect(intersect(left, right)).toEqual(fromBitmap(a.map((bit, at) => bit && b[at]!)))
      expect(spanLength(left)).toBe(a.filter(Boolean).length)
      expect(JSON.stringify([left, right])).toBe(before)
    }),
    { numRuns: 2_000 },
  )
})

test('touching spans become one; infinite ends are allowed; a span of NaN is empty', () => {
  expect(
    unite([
      { fromMs: 5, toMs: 9 },
      { fromMs: 1, toMs: 5 },
    ]),
  ).toEqual([{ fromMs: 1, toMs: 9 }])
  expect(subtract([{ fromMs: -Infinity, toMs: Infinity }], [{ fromMs: 0, toMs: 1 }])).toEqual([
    { fromMs: -Infinity, toMs: 0 },
    { fromMs: 1, toMs: Infinity },
  ])
  expect(
    unite([
      { fromMs: Number.NaN, toMs: 3 },
      { fromMs: 1, toMs: Number.NaN },
    ]),
  ).toEqual([])
})
