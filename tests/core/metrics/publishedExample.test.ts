import { describe, expect, test } from 'vitest'
import { alphaBeta } from '../../../src/core/metrics/alphaBeta.ts'
import { cagr } from '../../../src/core/metrics/cagr.ts'
import { informationRatio } from '../../../src/core/metrics/informationRatio.ts'
import { omega } from '../../../src/core/metrics/omega.ts'
import { sharpe } from '../../../src/core/metrics/sharpe.ts'
import { sharpeMoments } from '../../../src/core/metrics/sharpeMoments.ts'
import { sortino } from '../../../src/core/metrics/sortino.ts'
import { ulcer } from '../../../src/core/metrics/ulcer.ts'

/**
 * The 24 monthly returns of the example that runs through Bacon, Practical Portfolio Performance Measurement and Attribution (2nd ed., 2008), and the results that the book prints; R's
 * PerformanceAnalytics has both.
 */
const PORTFOLIO = Float64Array.of(
  ...[0.003, 0.026, 0.011, -0.01, 0.015, 0.025, 0.016, 0.067, -0.014, 0.04, -0.005, 0.081],
  ...[0.04, -0.037, -0.061, 0.017, -0.049, -0.022, 0.07, 0.058, -0.065, 0.024, -0.005, -0.009],
)
const BENCHMARK = Float64Array.of(
  ...[0.002, 0.025, 0.018, -0.011, 0.014, 0.018, 0.014, 0.065, -0.015, 0.042, -0.006, 0.083],
  ...[0.039, -0.038, -0.062, 0.015, -0.048, 0.021, 0.06, 0.056, -0.067, 0.019, -0.003, 0],
)

describe('Bacon 2008', () => {
  test('Sharpe and information ratio per month', () => {
    expect(sharpe(PORTFOLIO, 1)).toBeCloseTo(0.22756845566238826, 14)
    expect(informationRatio(PORTFOLIO, BENCHMARK, 1)).toBeCloseTo(-0.10726723360428486, 12)
  })

  test('Omega at 0 (Bernardo and Ledoit) 1.78; at 0.5 % a month 1 + 0.29', () => {
    expect(omega(PORTFOLIO)).toBeCloseTo(1.78, 2)
    expect(omega(PORTFOLIO, 0.005)! - 1).toBeCloseTo(0.29, 2)
  })

  test('Sortino ratio against 0.5 % a month (kappa of order 2) 0.157', () => {
    expect(sortino(PORTFOLIO, 1, 0.005)).toBeCloseTo(0.157, 3)
  })

  test('Martin ratio 1.70: annual return over the Ulcer index', () => {
    // The book divides rounded figures; with n - 1 in the index it would be 1.66.
    expect(Math.abs(cagr(PORTFOLIO, 12)! / ulcer(PORTFOLIO)! - 1.7)).toBeLessThan(0.01)
  })

  test("Jensen's alpha of the annual returns -0.014, from beta", () => {
    const { beta } = alphaBeta(PORTFOLIO, BENCHMARK, 12)!
    expect(cagr(PORTFOLIO, 12)! - beta * cagr(BENCHMARK, 12)!).toBeCloseTo(-0.014, 3)
  })

  test('kurtosis, not the excess one, 2.43', () => {
    expect(sharpeMoments(PORTFOLIO)?.kurtosis).toBeCloseTo(2.43, 2)
  })
})
