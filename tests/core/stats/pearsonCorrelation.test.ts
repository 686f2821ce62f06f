import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pearsonCorrelation } from '../../../src/core/stats/pearsonCorrelation.ts'

// Anscombe (1973), first set.
const X = Float64Array.of(10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5)
const Y = Float64Array.of(8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68)

const column = (length: number) =>
  fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: length, maxLength: length })

describe('pearsonCorrelation', () => {
  it('is that of numpy, of the published set and without a missing row', () => {
    expect(pearsonCorrelation(X, Y)).toBeCloseTo(0.81642051634484, 14)
    const gap = X.with(2, Number.NaN)
    expect(pearsonCorrelation(gap, Y)).toBeCloseTo(0.8852263750164285, 14)
    expect(pearsonCorrelation(Y, gap)).toBeCloseTo(0.8852263750164285, 14)
    expect(pearsonCorrelation(X, Y.with(2, Number.POSITIVE_INFINITY))).toBeCloseTo(0.8852263750164285, 14)
  })

  it('looks at every step-th row', () => {
    const third = (values: Float64Array) => values.filter((_, row) => row % 3 === 0)
    expect(pearsonCorrelation(X, Y, 3)).toBe(pearsonCorrelation(third(X), third(Y)))
  })

  it('is not defined for a constant column, also one whose mean is rounded, nor for two rows', () => {
    expect(
      pearsonCorrelation(
        X,
        X.map(() => 0.1),
      ),
    ).toBeNaN()
    expect(
      pearsonCorrelation(
        X.map(() => 1e9 / 3),
        Y,
      ),
    ).toBeNaN()
    expect(pearsonCorrelation(X.slice(0, 2), Y.slice(0, 2))).toBeNaN()
    expect(() => pearsonCorrelation(X, Y.slice(1))).toThrow(RangeError)
  })

  it('stands numbers whose squares, or their product, leave the range of a double', () => {
    for (const scale of [1e-140, 1e-80, 1e80, 1e140])
      expect(
        pearsonCorrelation(
          X.map((value) => scale * value),
          Y.map((value) => scale * value),
        ),
      ).toBeCloseTo(pearsonCorrelation(X, Y), 12)
    expect(
      pearsonCorrelation(
        X.map((value) => 1e-160 * value),
        Y,
      ),
    ).toBeNaN()
  })

  it('is symmetric, within one, and follows a change of unit and sign', () => {
    fc.assert(
      fc.property(column(20), column(20), (left, right) => {
        const x = Float64Array.from(left)
        const y = Float64Array.from(right)
        const r = pearsonCorrelation(x, y)
        if (Number.isNaN(r)) return
        expect(pearsonCorrelation(y, x)).toBe(r)
        expect(Math.abs(r)).toBeLessThanOrEqual(1)
        const turned = pearsonCorrelation(
          x.map((value) => -4 * value),
          y,
        )
        expect(turned + 0).toBe(0 - r)
      }),
    )
  })
})
