import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { silentBeat } from '../../../../src/core/job/beat.ts'
import { haircutByFactorZoo } from '../../../../src/core/robustness/dataSnooping/haircutByFactorZoo.ts'
import { haircutSharpe, sharpePValue } from '../../../../src/core/robustness/dataSnooping/haircutSharpe.ts'
import { sharpeAnnualisationAr1 } from '../../../../src/core/robustness/sharpeAnnualisation.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

/**
 * The example of the program that Harvey & Liu 2015 published with "Backtesting": annual ratio 1 over 120 months, autocorrelation 0.1, 100 tests,
 * correlation 0.4. It prints 0.912 for the corrected ratio and 0.465, 74.6 % for Bonferroni.
 */
const annual = sharpeAnnualisationAr1(12, 0.1) / Math.sqrt(12)
const input = { sharpePerPeriod: annual / Math.sqrt(12), observations: 120 }

describe('the published example', () => {
  const result = haircutByFactorZoo(input, {
    tests: 100,
    correlation: 0.4,
    simulations: 2000,
    stream: createStream(1, 'zoo'),
    beat: silentBeat,
  })

  test('corrected ratio and Bonferroni', () => {
    expect(annual).toBeCloseTo(0.912, 3)
    expect(result.pValue).toBeCloseTo(0.00465123, 8)
    expect(result.bonferroni.pValue).toBeCloseTo(0.465, 3)
    expect(result.bonferroni.sharpePerPeriod * Math.sqrt(12)).toBeCloseTo(0.232, 3)
    expect(result.bonferroni.haircut).toBeCloseTo(0.746, 3)
  })

  test('Holm and BHY over drawn strategies (the authors’ model written again in numpy: 0.409 and 0.174)', () => {
    expect(Math.abs(result.holm.pValue - 0.409)).toBeLessThan(0.012)
    expect(Math.abs(result.bhy.pValue - 0.17)).toBeLessThan(0.012)
  })
})

describe('behaviour', () => {
  const ratios = fc.double({ min: 0.01, max: 0.6, noNaN: true })
  const others = fc.float64Array({ min: 0, max: 1, noNaN: true, maxLength: 20 })

  test('from 0 to the ratio itself, Holm never above Bonferroni; a single test loses nothing', () => {
    fc.assert(
      fc.property(ratios, others, (sharpePerPeriod, otherPValues) => {
        const one = { sharpePerPeriod, observations: 120 }
        const { bonferroni, holm, bhy } = haircutSharpe(one, otherPValues)
        for (const { sharpePerPeriod: left, haircut } of [bonferroni, holm, bhy]) {
          expect(left).toBeGreaterThanOrEqual(0)
          expect(left).toBeLessThanOrEqual(sharpePerPeriod)
          expect(left).toBeCloseTo(sharpePerPeriod * (1 - haircut), 12)
        }
        expect(holm.pValue).toBeLessThanOrEqual(bonferroni.pValue + 1e-12)
        const alone = haircutSharpe(one, new Float64Array(0))
        expect(alone.bonferroni.haircut).toBeCloseTo(0, 6)
        expect(sharpePValue({ ...one, sharpePerPeriod: bonferroni.sharpePerPeriod })).toBeCloseTo(bonferroni.pValue, 8)
      }),
    )
  })

  test('a loser keeps its sign; tests without a p-value count; refused', () => {
    expect(
      haircutSharpe({ sharpePerPeriod: -0.3, observations: 120 }, Float64Array.of(0.5)).holm.sharpePerPeriod,
    ).toBeLessThan(0)
    const unknown = haircutSharpe(input, new Float64Array(99).fill(Number.NaN))
    expect(unknown.bonferroni.pValue).toBeCloseTo(0.465, 3)
    expect(unknown.holm.pValue).toBeCloseTo(0.465, 3)
    expect(haircutSharpe({ sharpePerPeriod: 0, observations: 9 }, Float64Array.of(0.5)).bonferroni).toEqual({
      pValue: 1,
      sharpePerPeriod: 0,
      haircut: 0,
    })
    expect(() => sharpePValue({ sharpePerPeriod: 1, observations: 1 })).toThrow(RangeError)
    const zoo = { tests: 2, correlation: 0.9, simulations: 2, stream: createStream(1, 'z'), beat: silentBeat }
    expect(() => haircutByFactorZoo(input, zoo)).toThrow(RangeError)
    expect(() => haircutByFactorZoo(input, { ...zoo, correlation: 0, tests: 0 })).toThrow(RangeError)
  })
})
