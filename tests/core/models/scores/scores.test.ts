import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaUnderRoc } from '../../../../src/core/models/scores/areaUnderRoc.ts'
import { brierScore } from '../../../../src/core/models/scores/brierScore.ts'
import { logLoss } from '../../../../src/core/models/scores/logLoss.ts'
import { precisionRecall } from '../../../../src/core/models/scores/precisionRecall.ts'

describe('area under the ROC curve', () => {
  it('agrees with the textbook example and counts ties half', () => {
    expect(areaUnderRoc(Uint8Array.of(0, 0, 1, 1), Float64Array.of(0.1, 0.4, 0.35, 0.8))).toBe(0.75)
    expect(areaUnderRoc(Uint8Array.of(0, 1, 0, 1), new Float64Array(4).fill(0.5))).toBe(0.5)
    expect(areaUnderRoc(Uint8Array.of(0, 1, 1), Float64Array.of(0.5, 0.5, 0.9))).toBe(0.75)
  })

  it('is null for one class and for no rows, and refuses NaN', () => {
    expect(areaUnderRoc(Uint8Array.of(1, 1), Float64Array.of(0.1, 0.2))).toBeNull()
    expect(areaUnderRoc(new Uint8Array(0), new Float64Array(0))).toBeNull()
    expect(() => areaUnderRoc(Uint8Array.of(0, 1), Float64Array.of(0.1, Number.NaN))).toThrow('NaN')
  })

  it('equals the share of pairs won, counted one by one', () => {
    const row = fc.record({ label: fc.integer({ min: 0, max: 1 }), score: fc.integer({ min: 0, max: 8 }) })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const winners = rows.filter((item) => item.label === 1)
        const losers = rows.filter((item) => item.label === 0)
        let won = 0
        for (const a of winners) for (const b of losers) won += a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0
        const expected = winners.length * losers.length === 0 ? null : won / (winners.length * losers.length)
        const label = Uint8Array.from(rows, (item) => item.label)
        expect(
          areaUnderRoc(
            label,
            Float64Array.from(rows, (item) => item.score),
          ),
        ).toBe(expected)
      }),
    )
  })
})

describe('log loss and Brier score', () => {
  const label = Uint8Array.of(1, 0, 0, 1)
  const probability = Float64Array.of(0.9, 0.1, 0.2, 0.65)

  it('agree with published values', () => {
    expect(logLoss(label, probability)).toBeCloseTo(0.21616187468057912, 14)
    expect(brierScore(Uint8Array.of(0, 1, 1, 0), Float64Array.of(0.1, 0.9, 0.8, 0.3))).toBeCloseTo(0.0375, 14)
  })

  it('weight rows, clip certainty at 1e-15, and are null without weight', () => {
    expect(logLoss(label, probability, Float64Array.of(1, 0, 0, 0))).toBeCloseTo(-Math.log(0.9), 14)
    expect(brierScore(label, probability, Float64Array.of(0, 0, 0, 2))).toBeCloseTo(0.35 ** 2, 14)
    expect(logLoss(Uint8Array.of(1), Float64Array.of(0))).toBeCloseTo(15 * Math.LN10, 10)
    expect(logLoss(label, probability, new Float64Array(4))).toBeNull()
    expect(brierScore(new Uint8Array(0), new Float64Array(0))).toBeNull()
  })
})

describe('precision and recall', () => {
  it('take rows at or above the threshold', () => {
    const counts = precisionRecall(Uint8Array.of(1, 0, 1, 1, 0), Float64Array.of(0.9, 0.8, 0.6, 0.2, 0.1), 0.6)
    expect(counts).toEqual({ precision: 2 / 3, recall: 2 / 3, baseRate: 0.6, taken: 3, positives: 3, truePositives: 2 })
  })

  it('are null where there is nothing to divide by', () => {
    const counts = precisionRecall(Uint8Array.of(0, 0), Float64Array.of(0.1, 0.2), 0.5)
    expect([counts.precision, counts.recall, counts.baseRate]).toEqual([null, null, 0])
  })
})
