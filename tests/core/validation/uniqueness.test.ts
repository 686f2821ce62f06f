import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { averageUniqueness, effectiveCount, labelConcurrency } from '../../../src/core/validation/uniqueness.ts'

const spans = (...pairs: readonly (readonly [number, number])[]) => ({
  startIndex: Int32Array.from(pairs, ([start]) => start),
  endIndex: Int32Array.from(pairs, ([, end]) => end),
})

describe('label uniqueness', () => {
  it("counts the book's three labels (AFML 4.5.3): concurrency 1 1 2 1 1 1, uniqueness 5/6, 3/4, 1", () => {
    const book = spans([0, 2], [2, 3], [4, 5])
    expect(labelConcurrency(book)).toEqual({ from: 0, counts: Int32Array.of(1, 1, 2, 1, 1, 1) })
    const uniqueness = averageUniqueness(book)
    ;[5 / 6, 3 / 4, 1].forEach((value, row) => {
      expect(uniqueness[row]).toBeCloseTo(value, 14)
    })
    expect(effectiveCount(uniqueness)).toBeCloseTo(31 / 12, 14)
  })

  it("gives the book's second draw of the sequential bootstrap, 5/14, 3/14, 6/14, after label 2 was drawn", () => {
    const drawn: readonly [number, number] = [2, 3]
    const candidates: readonly (readonly [number, number])[] = [
      [0, 2],
      [2, 3],
      [4, 5],
    ]
    const averages = candidates.map((candidate) => averageUniqueness(spans(drawn, candidate))[1]!)
    const total = averages.reduce((sum, value) => sum + value, 0)
    expect(averages.map((value) => Math.round((14 * value) / total))).toEqual([5, 3, 6])
    averages.forEach((value, row) => {
      expect((14 * value) / total).toBeCloseTo([5, 3, 6][row]!, 12)
    })
  })

  it('equals counting bar by bar', () => {
    const label = fc.tuple(fc.integer({ min: 100, max: 160 }), fc.integer({ min: 0, max: 20 }))
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 25 }), (labels) => {
        const pairs = labels.map(([start, length]): [number, number] => [start, start + length])
        const users = (bar: number) => pairs.filter(([start, end]) => start <= bar && bar <= end).length
        averageUniqueness(spans(...pairs)).forEach((value, row) => {
          const [start, end] = pairs[row]!
          let sum = 0
          for (let bar = start; bar <= end; bar++) sum += 1 / users(bar)
          expect(value).toBeCloseTo(sum / (end - start + 1), 12)
        })
      }),
    )
  })

  it('has nothing to say of no labels', () => {
    expect(averageUniqueness(spans())).toHaveLength(0)
    expect(effectiveCount(new Float64Array(0))).toBe(0)
  })
})
