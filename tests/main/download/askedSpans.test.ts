import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeAsked } from '../../../src/main/engine/download/askedSpans.ts'

const MINUTES = 60
const span = fc
  .record({
    fromMs: fc.integer({ min: 0, max: MINUTES }),
    toMs: fc.integer({ min: 0, max: MINUTES }),
    answers: fc.integer({ min: 1, max: 4 }),
    isEmpty: fc.boolean(),
  })
  .map(({ isEmpty, ...rest }) => ({ ...rest, empties: isEmpty ? rest.answers : 0 }))

test('every minute has the answers of all spans that hold it, at most nine; spans are disjoint and no two neighbours are alike', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
      const merged = mergeAsked(spans)
      for (let minute = 0; minute <= MINUTES; minute++) {
        const holds = (one: { fromMs: number; toMs: number }) => one.fromMs <= minute && minute < one.toMs
        const answers = spans.filter(holds).reduce((sum, one) => sum + one.answers, 0)
        const empties = spans.filter(holds).reduce((sum, one) => sum + one.empties, 0)
        const found = merged.filter(holds)
        expect(found.length).toBe(answers === 0 ? 0 : 1)
        if (answers > 0)
          expect(found[0]).toMatchObject({ answers: Math.min(9, answers), empties: Math.min(9, empties) })
      }
      merged.forEach((one, index) => {
        expect(one.fromMs).toBeLessThan(one.toMs)
        const next = merged[index + 1]
        if (next === undefined) return
        expect(one.toMs).toBeLessThanOrEqual(next.fromMs)
        if (one.toMs === next.fromMs) expect([one.answers, one.empties]).not.toEqual([next.answers, next.empties])
      })
    }),
  )
})

test('merging what is merged changes nothing', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
      const merged = mergeAsked(spans)
      expect(mergeAsked(merged)).toEqual(merged)
    }),
  )
})
