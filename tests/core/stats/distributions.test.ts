import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gammaHalfRatio } from '../../../src/core/stats/gammaHalfRatio.ts'
import { normalCdf } from '../../../src/core/stats/normalCdf.ts'
import { normalQuantile } from '../../../src/core/stats/normalQuantile.ts'
import { studentTCdf } from '../../../src/core/stats/studentTCdf.ts'
import { studentTQuantile } from '../../../src/core/stats/studentTQuantile.ts'

/** Multiple-precision values, rounded to doubles. */
const NORMAL = [
  [-38, 2.88542835e-316],
  [-20, 2.7536241186062337e-89],
  [-10, 7.619853024160525e-24],
  [-5, 2.866515718791939e-7],
  [-3, 0.0013498980316300946],
  [-2.5, 0.006209665325776135],
  [-1, 0.15865525393145705],
  [-0.1, 0.460172162722971],
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [1, 0.8413447460685429],
  [2, 0.9772498680518208],
  [2.5, 0.9937903346742238],
  [3, 0.9986501019683699],
  [5, 0.9999997133484281],
  [8, 0.9999999999999993],
] as const
const QUANTILES = [
  [1e-300, -37.0470962993612],
  [1e-20, -9.262340089798407],
  [1e-10, -6.361340902404057],
  [0.001, -3.0902323061678136],
  [0.02, -2.053748910631823],
  [0.025, -1.9599639845400543],
  [0.3, -0.5244005127080408],
  [0.95, 1.6448536269514722],
  [0.99, 2.3263478740408408],
  [0.9999999, 5.199337582290661],
] as const

describe('normal', () => {
  test('distribution function', () => {
    for (const [x, p] of NORMAL) {
      expect(Math.abs(normalCdf(x) - p)).toBeLessThan(5e-16)
      // the lowest is a denormal, which holds fewer digits
      expect(Math.abs(normalCdf(x) / p - 1)).toBeLessThan(x === -38 ? 1e-6 : 1e-13)
    }
    expect([normalCdf(Number.NEGATIVE_INFINITY), normalCdf(Number.POSITIVE_INFINITY)]).toEqual([0, 1])
    expect(normalCdf(Number.NaN)).toBeNaN()
  })

  test('quantile function', () => {
    for (const [p, x] of QUANTILES) expect(Math.abs(normalQuantile(p) / x - 1)).toBeLessThan(1e-14)
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity])
    expect(() => normalQuantile(-0.1)).toThrow(RangeError)
    expect(() => normalQuantile(Number.NaN)).toThrow(RangeError)
  })

  test('one undoes the other; symmetric; ascending, also where the formula changes', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 8, noNaN: true }),
        fc.double({ min: 1e-9, max: 0.1, noNaN: true }),
        (x, step) => {
          const lower = -Math.abs(x)
          expect(Math.abs(normalQuantile(normalCdf(lower)) - lower)).toBeLessThan(1e-13 * Math.max(1, -lower))
          expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 15)
          expect(normalCdf(x + step)).toBeGreaterThanOrEqual(normalCdf(x))
        },
      ),
    )
    expect(normalCdf(2.5 + 1e-12) - normalCdf(2.5 - 1e-12)).toBeLessThan(1e-13)
  })
})

describe('Student t', () => {
  test('values (scipy)', () => {
    const references = [
      [2.228, 10, 0.9749941140914443],
      [1.5, 2, 0.8638034375544994],
      [0.3, 5.5, 0.6124055572118607],
      [-4, 30, 0.0001909228180418782],
      [2, 1e5, 0.9772485182712467],
      [-30, 4, 3.6764280488306595e-6],
    ] as const
    for (const [t, degrees, p] of references) {
      expect(Math.abs(studentTCdf(t, degrees) - p)).toBeLessThan(1e-12)
      expect(Math.abs(studentTCdf(t, degrees) / p - 1)).toBeLessThan(1e-11)
    }
  })

  test('closed forms of 1 and 2 degrees; the normal as limit; symmetry', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: 0.5, max: 300, noNaN: true }),
        (t, degrees) => {
          expect(studentTCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 13)
          expect(studentTCdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 13)
          expect(studentTCdf(t, degrees) + studentTCdf(-t, degrees)).toBeCloseTo(1, 13)
          expect(Math.abs(studentTCdf(t, 1e7) - normalCdf(t))).toBeLessThan(1e-7)
        },
      ),
    )
    expect([studentTCdf(0, 3), studentTCdf(Infinity, 3), studentTCdf(-Infinity, 3)]).toEqual([0.5, 1, 0])
    expect(() => studentTCdf(1, 0)).toThrow(RangeError)
  })

  test('the gamma ratio: closed values', () => {
    expect(gammaHalfRatio(0.5)).toBeCloseTo(1 / Math.sqrt(Math.PI), 14)
    expect(gammaHalfRatio(1)).toBeCloseTo(Math.sqrt(Math.PI) / 2, 14)
    expect(gammaHalfRatio(2.5)).toBeCloseTo(2 / (0.75 * Math.sqrt(Math.PI)), 13)
  })
})

describe('studentTQuantile', () => {
  test('values of scipy t.ppf, and back by the distribution function', () => {
    const known = [
      [0.025, 10, -2.2281388519862753],
      [1e-6, 5, -24.771029720515948],
      [0.3, 2.5, -0.597307738252318],
      [0.975, 119, 1.9800998764569397],
      [1e-12, 200, -7.503247657072684],
    ] as const
    for (const [p, degrees, value] of known) {
      expect(Math.abs(studentTQuantile(p, degrees) / value - 1)).toBeLessThan(1e-9)
      expect(Math.abs(studentTCdf(studentTQuantile(p, degrees), degrees) / p - 1)).toBeLessThan(1e-9)
    }
    expect(studentTQuantile(0.5, 3)).toBe(0)
    expect(studentTQuantile(0, 3)).toBe(Number.NEGATIVE_INFINITY)
    expect(studentTQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY)
    expect(studentTQuantile(1.1, 3)).toBeNaN()
  })
})
