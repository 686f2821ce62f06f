import { describe, expect, test } from 'vitest'
import { sharpeAnnualisation, sharpeAnnualisationAr1 } from '../../../src/core/robustness/sharpeAnnualisation.ts'
import {
  observedFalseDiscoveryRate,
  plannedFalseDiscoveryRate,
  sharpeTestPower,
} from '../../../src/core/robustness/sharpeFalseDiscovery.ts'

/** The example of Lopez de Prado, Lipton & Zoonekynd 2025, "How to use the Sharpe ratio": 24 months of a hedge fund. */
const FUND = { skewness: -2.448, kurtosis: 10.164, observations: 24, skilledPerPeriod: 0.5 }

describe('false discovery rates of Sharpe ratios', () => {
  test('published values: type II error 0.315, planned rate 0.581, observed rate 0.306', () => {
    expect(1 - sharpeTestPower(FUND, 0.05)!).toBeCloseTo(0.315, 3)
    expect(plannedFalseDiscoveryRate(0.05, 0.05, 1 - 0.315)).toBeCloseTo(0.581, 3)
    expect(observedFalseDiscoveryRate(0.036 / 0.079, FUND, 0.05)).toBeCloseTo(0.306, 3)
  })

  test('a better prior, a higher ratio or a lower level makes a false discovery less likely', () => {
    expect(observedFalseDiscoveryRate(0.4557, FUND, 0.2)!).toBeLessThan(0.306)
    expect(observedFalseDiscoveryRate(0.6, FUND, 0.05)!).toBeLessThan(0.306)
    expect(plannedFalseDiscoveryRate(0.05, 0.01, 0.685)).toBeLessThan(0.581)
    expect(plannedFalseDiscoveryRate(0, 0.05, 0.5)).toBe(1)
    expect(plannedFalseDiscoveryRate(1, 0.05, 0.5)).toBe(0)
    expect(sharpeTestPower({ ...FUND, skilledPerPeriod: 0, skewness: 0, kurtosis: 3 }, 0.05)).toBeCloseTo(0.05, 12)
  })

  test('unknown or refused', () => {
    expect(sharpeTestPower({ ...FUND, skewness: 9 }, 0.05)).toBeNull()
    expect(observedFalseDiscoveryRate(0.4, { ...FUND, skewness: 9 }, 0.05)).toBeNull()
    expect(() => observedFalseDiscoveryRate(0.4, FUND, 0)).toThrow(RangeError)
    expect(() => plannedFalseDiscoveryRate(0.05, 1.5, 0.5)).toThrow(RangeError)
  })
})

describe('annualisation under autocorrelation (Lo 2002)', () => {
  test('without it the square root; AR(1) summed up is the sum over all lags; one lag by hand', () => {
    expect(sharpeAnnualisation(12, new Float64Array(0))).toBeCloseTo(Math.sqrt(12), 14)
    for (const rho of [-0.4, 0.1, 0.6]) {
      const lags = new Float64Array(251).map((_, k) => rho ** (k + 1))
      expect(sharpeAnnualisation(252, lags)).toBeCloseTo(sharpeAnnualisationAr1(252, rho), 10)
    }
    // 12 / sqrt(12 + 2 x 11 x 0.2): positive autocorrelation of the first lag alone
    expect(sharpeAnnualisation(12, Float64Array.of(0.2))).toBeCloseTo(12 / Math.sqrt(16.4), 14)
  })

  test('impossible autocorrelations, refused', () => {
    expect(sharpeAnnualisation(12, Float64Array.of(-0.9))).toBeNull()
    expect(() => sharpeAnnualisation(0, new Float64Array(0))).toThrow(RangeError)
    expect(() => sharpeAnnualisationAr1(12, 1)).toThrow(RangeError)
  })
})
