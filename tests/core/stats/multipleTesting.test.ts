import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { benjaminiHochberg } from '../../../src/core/stats/benjaminiHochberg.ts'
import { benjaminiYekutieli } from '../../../src/core/stats/benjaminiYekutieli.ts'
import { bonferroni } from '../../../src/core/stats/bonferroni.ts'
import { hochberg } from '../../../src/core/stats/hochberg.ts'
import { holm } from '../../../src/core/stats/holm.ts'
import { sidak } from '../../../src/core/stats/sidak.ts'
import { sidakStepDown } from '../../../src/core/stats/sidakStepDown.ts'

const P = Float64Array.of(0.01, 0.04, 0.03, 0.5, 0.005, 0.2, 0.03)
const pValues = fc.float64Array({ min: 0, max: 1, noNaN: true, minLength: 1, maxLength: 30 })

function expectClose(actual: Float64Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length)
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 13)
}

describe('adjusted p-values', () => {
  test('Benjamini-Hochberg and -Yekutieli (scipy), in input order', () => {
    expectClose(benjaminiHochberg(P), [0.035, 0.056, 0.0525, 0.5, 0.035, 0.23333333333333336, 0.0525])
    expectClose(benjaminiYekutieli(P), [0.09075, 0.1452, 0.136125, 1, 0.09075, 0.605, 0.136125])
  })

  test('Holm and Bonferroni by hand', () => {
    expectClose(holm(Float64Array.of(0.01, 0.04, 0.03, 0.005)), [0.03, 0.06, 0.06, 0.02])
    expectClose(bonferroni(Float64Array.of(0.01, 0.04, 0.3)), [0.03, 0.12, 0.9])
  })

  test('Hochberg, Holm, Sidak in one step and step-down (statsmodels multipletests), in input order', () => {
    expectClose(hochberg(P), [0.06, 0.12, 0.12, 0.5, 0.035, 0.4, 0.12])
    expectClose(holm(P), [0.06, 0.15, 0.15, 0.5, 0.035, 0.4, 0.15])
    expectClose(
      sidak(P),
      [
        0.06793465209301, 0.24855252189184, 0.19201715521887, 0.9921875, 0.0344793531905157, 0.7902848,
        0.19201715521887,
      ],
    )
    expectClose(
      sidakStepDown(P),
      [0.058519850599, 0.1412659743, 0.1412659743, 0.5, 0.0344793531905157, 0.36, 0.1412659743],
    )
    expect(sidak(Float64Array.of(1e-18), 10)[0]).toBeCloseTo(1e-17, 30)
  })

  test('of the family-wise ones: Hochberg <= Holm, Sidak step-down <= Holm, Sidak <= Bonferroni, none below p', () => {
    fc.assert(
      fc.property(pValues, fc.nat(5), (values, unseen) => {
        const planned = values.length + unseen
        const [down, up] = [holm(values, planned), hochberg(values, planned)]
        const [single, all] = [sidak(values, planned), bonferroni(values, planned)]
        const sidakDown = sidakStepDown(values, planned)
        const reversed = sidakStepDown(values.slice().reverse(), planned).reverse()
        values.forEach((p, i) => {
          for (const adjusted of [up, sidakDown, single]) expect(adjusted[i]! - p).toBeGreaterThanOrEqual(-1e-12)
          expect(down[i]! - up[i]!).toBeGreaterThanOrEqual(-1e-12)
          expect(down[i]! - sidakDown[i]!).toBeGreaterThanOrEqual(-1e-12)
          expect(single[i]! - sidakDown[i]!).toBeGreaterThanOrEqual(-1e-12)
          expect(all[i]! - single[i]!).toBeGreaterThanOrEqual(-1e-12)
          expect(sidakDown[i]! - reversed[i]!).toBeCloseTo(0, 12)
        })
      }),
    )
    expect(hochberg(Float64Array.of(Number.NaN, 0.01))[1]).toBeCloseTo(0.02, 15)
    expect(hochberg(Float64Array.of(Number.NaN, 0.01))[0]).toBeNaN()
  })

  test('the running minimum: q never falls as p rises, though m p / rank does', () => {
    // 3 x 0.03 / 2 = 0.045 is more than 3 x 0.031 / 3 = 0.031
    expectClose(benjaminiHochberg(Float64Array.of(0.02, 0.03, 0.031)), [0.031, 0.031, 0.031])
  })

  test('NaN stays NaN, is never first, and counts among the planned tests', () => {
    const adjusted = benjaminiHochberg(Float64Array.of(Number.NaN, 0.01, 0.5))
    expect(adjusted[0]).toBeNaN()
    expect(adjusted[1]).toBeCloseTo(0.03, 15)
    expect(holm(Float64Array.of(Number.NaN, 0.01))[1]).toBeCloseTo(0.02, 15)
  })

  test('planned tests that were not shown make q larger; fewer than shown are refused', () => {
    expect(benjaminiHochberg(Float64Array.of(0.01), 100)[0]).toBeCloseTo(1, 12)
    expect(benjaminiYekutieli(Float64Array.of(0.001), 10)[0]).toBeCloseTo(0.001 * 10 * 2.9289682539682538, 14)
    expect(() => benjaminiHochberg(P, 3)).toThrow(RangeError)
    expect(() => bonferroni(Float64Array.of(1.2))).toThrow(RangeError)
  })

  test('p <= BH <= Holm <= Bonferroni, BH <= BY, and order of input does not matter', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        const [hochberg, yekutieli] = [benjaminiHochberg(values), benjaminiYekutieli(values)]
        const [stepDown, single] = [holm(values), bonferroni(values)]
        const reversed = benjaminiHochberg(values.slice().reverse()).reverse()
        values.forEach((p, i) => {
          expect(hochberg[i]!).toBeGreaterThanOrEqual(p - 1e-15)
          expect(stepDown[i]! - hochberg[i]!).toBeGreaterThanOrEqual(-1e-12)
          expect(single[i]! - stepDown[i]!).toBeGreaterThanOrEqual(-1e-12)
          expect(yekutieli[i]! - hochberg[i]!).toBeGreaterThanOrEqual(-1e-12)
          expect(reversed[i]).toBe(hochberg[i])
        })
      }),
    )
  })

  test('Benjamini-Hochberg equals the definition min over j >= i, written out', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        const sorted = [...values].sort((a, b) => a - b)
        const m = sorted.length
        const byDefinition = (p: number): number =>
          Math.min(1, ...sorted.map((q, j) => (q >= p ? (m * q) / (j + 1) : 1)))
        for (const [i, q] of benjaminiHochberg(values).entries()) expect(q).toBeCloseTo(byDefinition(values[i]!), 12)
      }),
    )
  })
})
