import { describe, expect, it } from 'vitest'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { returnAttribution, timeDecay } from '../../../src/core/validation/labelWeights.ts'
import { nextDrawProbability, sequentialBootstrap } from '../../../src/core/validation/sequentialBootstrap.ts'
import { averageUniqueness, effectiveCount } from '../../../src/core/validation/uniqueness.ts'

const spans = (...pairs: readonly (readonly [number, number])[]) => ({
  startIndex: Int32Array.from(pairs, ([start]) => start),
  endIndex: Int32Array.from(pairs, ([, end]) => end),
})
const BOOK = spans([0, 2], [2, 3], [4, 5])

describe('the sequential bootstrap', () => {
  it("gives the book's probabilities (AFML 4.5.3): 1/3 each, then 5/14, 3/14, 6/14 after the second label", () => {
    const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12))
    expect(Array.from(nextDrawProbability(BOOK, []))).toEqual(close([1 / 3, 1 / 3, 1 / 3]))
    expect(Array.from(nextDrawProbability(BOOK, [1]))).toEqual(close([5 / 14, 3 / 14, 6 / 14]))
    // By hand, after labels 2 and 3.
    const third = [5 / 6, 1 / 2, 1 / 2].map((value) => value / (11 / 6))
    expect(Array.from(nextDrawProbability(BOOK, [1, 2]))).toEqual(close(third))
  })

  it('draws as often as these say, and labels that are more unique than an ordinary bootstrap does', () => {
    const counts = [0, 0, 0]
    for (let trial = 0; trial < 6000; trial++) {
      const [first, second] = sequentialBootstrap(BOOK, 2, createStream(trial, 'book'))
      if (first === 1) counts[second!]!++
    }
    const total = counts[0]! + counts[1]! + counts[2]!
    ;[5 / 14, 3 / 14, 6 / 14].forEach((share, row) => {
      expect(Math.abs(counts[row]! / total - share)).toBeLessThan(0.035)
    })
    const stream = createStream(4, 'labels')
    const start = Int32Array.from({ length: 60 }, () => stream.nextInt(100))
    const labels = { startIndex: start, endIndex: start.map((bar) => bar + 1 + stream.nextInt(10)) }
    const uniquenessOf = (rows: Int32Array) => {
      const own = {
        startIndex: rows.map((row) => labels.startIndex[row]!),
        endIndex: rows.map((row) => labels.endIndex[row]!),
      }
      return effectiveCount(averageUniqueness(own))
    }
    const ordinary = Int32Array.from({ length: 60 }, () => stream.nextInt(60))
    expect(uniquenessOf(sequentialBootstrap(labels, 60, stream))).toBeGreaterThan(uniquenessOf(ordinary) + 1)
    expect(sequentialBootstrap(spans(), 5, stream)).toHaveLength(0)
  })
})

describe('weights by returns', () => {
  it('share the return of a bar among the labels that use it, and have the mean 1', () => {
    const returns = Float64Array.of(0.01, -0.02, 0.04, 0.03, 0, -0.05)
    // Concurrency 1 1 2 1 1 1: sums 0.01 - 0.02 + 0.02, 0.02 + 0.03, 0 - 0.05.
    const expected = [0.01, 0.05, 0.05].map((value) => (3 * value) / 0.11)
    Array.from(returnAttribution(BOOK, returns)).forEach((weight, row) => {
      expect(weight).toBeCloseTo(expected[row]!, 12)
    })
    expect(Array.from(returnAttribution(BOOK, new Float64Array(6)))).toEqual([1, 1, 1])
  })
})

describe('time decay', () => {
  const uniqueness = Float64Array.of(0.5, 0.5, 1, 1, 1)

  it('falls over cumulative uniqueness to what the oldest is to have (AFML 4.7)', () => {
    expect(Array.from(timeDecay(uniqueness, 1))).toEqual([1, 1, 1, 1, 1])
    const half = timeDecay(uniqueness, 0.5)
    expect(Array.from(half)).toEqual([0.5625, 0.625, 0.75, 0.875, 1])
    expect(timeDecay(uniqueness, 0).at(-1)).toBe(1)
    expect(timeDecay(uniqueness, 0)[0]).toBeCloseTo(0.125, 12)
  })

  it('below 0 forgets so large a share of the oldest', () => {
    const forgetting = timeDecay(uniqueness, -0.5)
    ;[0, 0, 0, 0.5, 1].forEach((value, row) => {
      expect(forgetting[row]).toBeCloseTo(value, 12)
    })
    expect(() => timeDecay(uniqueness, -1)).toThrow(RangeError)
  })
})
