import { describe, expect, it } from 'vitest'
import { computeMatrixFeatures } from '../../../../src/core/features/matrix/computeMatrixFeatures.ts'
import { fractionalWeights } from '../../../../src/core/features/matrix/fractionalWeights.ts'
import type { MatrixInputs } from '../../../../src/core/features/matrix/matrixInputs.ts'
import { cointegrationProbability } from '../../../../src/core/features/matrix/pair/residualUnitRoot.ts'
import { silentBeat } from '../../../../src/core/job/beat.ts'
import type { LegColumns } from '../../../../src/core/market/pairColumns.ts'
import { calendar24x7 } from '../../../../src/core/time/calendar24x7.ts'
import { samplePair } from '../samplePair.ts'
import { featuresOf, joinedOf, matrixOf } from './sampleMatrix.ts'

const HOUR_MS = 3_600_000
const SAMPLE = matrixOf(samplePair(300, 5))

const columns = (inputs: MatrixInputs, ...texts: string[]) =>
  computeMatrixFeatures(inputs, featuresOf(...texts), silentBeat).columns[0]!
const last = (text: string, back = 1) => {
  const column = columns(SAMPLE, text)[0]!
  return column[column.length - back]!
}

/** Bars as [open, high, low, close, volume], hourly. */
function barsOf(rows: readonly (readonly [number, number, number, number, number])[]): MatrixInputs {
  const field = (place: 0 | 1 | 2 | 3 | 4) => Float64Array.from(rows, (row) => row[place])
  const leg: LegColumns = { open: field(0), high: field(1), low: field(2), close: field(3), volume: field(4) }
  return {
    market: {
      intervalMs: HOUR_MS,
      timeMs: Float64Array.from(rows, (_, row) => row * HOUR_MS),
      instruments: [leg, leg],
    },
    calendars: [calendar24x7, calendar24x7],
    joined: [joinedOf(leg), joinedOf(leg)],
  }
}

describe('against statsmodels 0.13.5 and numpy 1.24 on the sample of seed 5', () => {
  // coint(y, x, trend='c', maxlag=lags, autolag=None) of the log closes
  it.each([
    ['cointegration_250_1(BBB)', 1, -2.3893573654311835, 0.32991202685405496],
    ['cointegration_250_3(BBB)', 21, -2.4936424103517987, 0.2818800931576865],
    ['cointegration_100_0(BBB)', 2, -1.3401150930385572, 0.8173025163153149],
  ])('%s', (text, back, tValue, probability) => {
    const [t, p] = columns(SAMPLE, text)
    expect(t![300 - back]).toBeCloseTo(tValue, 9)
    expect(p![300 - back]).toBeCloseTo(probability, 9)
  })

  // mackinnonp(t, 'c', N=2)
  it.each([
    [-4, 0.00718130705505248],
    [-3, 0.1102054949706574],
    [-2.62, 0.2296596033101832],
    [-2.5, 0.2790690234367212],
    [0.5, 0.9926499199201502],
    [1, 1],
    [-19, 0],
  ])('the probability of %f is that of two series, not of one', (tValue, probability) => {
    expect(cointegrationProbability(tValue)).toBeCloseTo(probability, 9)
  })

  it.each([
    ['hedge_ratio_60(BBB)', 0.38292543882811714],
    ['residual_z_60(BBB)', 0.04481566988919887],
    ['residual_half_life_120(BBB)', 12.519963397715587],
    ['pair_beta_60(BBB)', 0.697491239876704],
    ['pair_correlation_60(BBB)', 0.7083561437808059],
    ['lead_lag_120(BBB)', 0.05012891954796306],
    ['amihud_20', 0.004324306677036197],
    ['kyle_lambda_60', 0.001818811453608897],
    ['corwin_schultz_20', 0.002049790041011845],
    ['volume_ratio_20', 1.064687299620124],
    ['volume_ratio_20@1', 0.854433128040961],
    ['frac_diff_0.4', 0.7182985517388065],
    ['frac_diff_0.4_0.01', 2.7093535738452443],
  ])('%s', (text, value) => {
    expect(last(text)).toBeCloseTo(value, 9)
  })

  it('volume_profile: distance to the average price of the volume', () => {
    expect(columns(SAMPLE, 'volume_profile')[1]![299]).toBeCloseTo(-0.008709783480399302, 12)
  })

  it("Roll's spread is missing where neighbouring returns go together", () => {
    expect(last('roll_spread_60')).toBeNaN()
  })
})

describe('by hand', () => {
  it('what a bar says', () => {
    const inputs = barsOf([
      [10, 12, 8, 10, 5],
      [11, 16, 10, 12, 7],
    ])
    const values = columns(
      inputs,
      'gap',
      'bar_range',
      'body_share',
      'upper_wick_share',
      'lower_wick_share',
      'close_location',
      'simple_return',
      'log_return',
      'dollar_volume',
    ).map((column) => column[1])
    expect(values).toEqual([0.1, 0.5, 1 / 6, 4 / 6, 1 / 6, 2 / 6, 0.2, Math.log(12 / 10), 84])
  })

  it('acceleration is the change of the log return', () => {
    const inputs = barsOf([1, 2, 8].map((price) => [price, price, price, price, 1]))
    expect(columns(inputs, 'acceleration')[0]![2]).toBeCloseTo(Math.log(4) - Math.log(2), 12)
  })

  it('volume at price: the volume of a bar is spread over its range, and the lowest of equal levels wins', () => {
    // Range 0 to 10 in two levels. Bar 1: 6 over 0..10 is 3 and 3. Bar 2: 4 over 5..9 is all above.
    const inputs = barsOf([
      [5, 10, 0, 5, 6],
      [5, 9, 5, 6, 4],
    ])
    expect(columns(inputs, 'volume_profile_2_2')[2]![1]).toBeCloseTo(6 / 7.5 - 1, 12)
    const even = barsOf([
      [5, 10, 0, 5, 6],
      [5, 10, 0, 6, 4],
    ])
    expect(columns(even, 'volume_profile_2_2')[2]![1]).toBeCloseTo(6 / 2.5 - 1, 12)
  })

  it("Roll's spread of a price that bounces between bid and ask", () => {
    const inputs = barsOf(
      Array.from({ length: 80 }, (_, row) => row % 2).map((side) => [0, 0, 0, Math.exp(0.01 * side), 1]),
    )
    // Returns +-0.01: covariance -(0.01)^2 of neighbours, with a mean of 0 over an even window, ddof 1.
    expect(columns(inputs, 'roll_spread_60')[0]![79]).toBeCloseTo(0.02 * Math.sqrt(60 / 59), 12)
  })

  it('weights of fractional differencing: (-1)^k binomial(0.4, k), the newest value first', () => {
    const weights = fractionalWeights(0.4, 0.0001)
    expect(weights.length).toBe(282)
    ;[1, -0.4, -0.12, -0.064, -0.0416].forEach((weight, k) => {
      expect(weights[k]).toBeCloseTo(weight, 12)
    })
    expect([...fractionalWeights(1, 0.01)]).toEqual([1, -1])
    expect([...fractionalWeights(2, 0.01)]).toEqual([1, -2, 1])
    expect(last('frac_diff_1')).toBeCloseTo(last('log_return'), 12)
  })

  it('lead and lag are told apart: above 0 where the other moves first', () => {
    const pair = samplePair(300, 3)
    const follower = pair.secondary.close.map((price, row, all) => (row === 0 ? price : all[row - 1]!))
    const inputs = matrixOf({ ...pair, primary: { ...pair.primary, close: follower } })
    expect(columns(inputs, 'lead_lag_120(BBB)')[0]![299]).toBeGreaterThan(0.8)
  })

  it('an instrument against itself is nothing', () => {
    const column = computeMatrixFeatures(SAMPLE, featuresOf('hedge_ratio_60(BBB)'), silentBeat).columns[1]![0]!
    expect(column.every((value) => Number.isNaN(value))).toBe(true)
  })

  it('the half-life is missing for a residual that only grows', () => {
    const pair = samplePair(60, 3)
    const close = pair.secondary.close.map((price, row) => price * Math.exp(row ** 2 / 500))
    const inputs = matrixOf({ ...pair, primary: { ...pair.primary, close } })
    expect(columns(inputs, 'residual_half_life_10(BBB)')[0]!.some((value) => Number.isNaN(value))).toBe(true)
  })
})

describe('versions', () => {
  it('of one feature give their own numbers side by side', () => {
    const inputs = barsOf([1, 1, 1, 9].map((volume) => [1, 1, 1, 1, volume]))
    const features = featuresOf('volume_ratio_4@1', 'volume_ratio_4@2', 'volume_ratio_3')
    expect(features.map(({ name, version }) => [name, version])).toEqual([
      ['volume_ratio_4@1', 1],
      ['volume_ratio_4@2', 2],
      ['volume_ratio_3', 2],
    ])
    const made = computeMatrixFeatures(inputs, features, silentBeat).columns[0]!
    expect(made.map((column) => column[3])).toEqual([3, 9, 9])
  })
})

describe('across the instruments', () => {
  const market = (closes: readonly (readonly number[])[]): MatrixInputs => {
    const legs = closes.map((values) => {
      const column = Float64Array.from(values)
      return { open: column, high: column, low: column, close: column, volume: column }
    })
    return {
      market: {
        intervalMs: HOUR_MS,
        timeMs: Float64Array.from(closes[0]!, (_, row) => row * HOUR_MS),
        instruments: legs,
      },
      calendars: closes.map(() => calendar24x7),
      joined: closes.map(() => new Map()),
    }
  }
  const across = (text: string, values: readonly number[]) =>
    computeMatrixFeatures(market(values.map((value) => [value])), featuresOf(text), silentBeat).columns.map(
      (column) => column[0]![0],
    )

  it('ranks, standardises and demeans those that are known', () => {
    expect(across('rank(close)', [3, 1, Number.NaN, 2])).toEqual([1, 0, Number.NaN, 0.5])
    expect(across('rank(close)', [2, 2, 5])).toEqual([0.25, 0.25, 1])
    expect(across('demean(close)', [3, 1, Number.NaN, 2])).toEqual([1, -1, Number.NaN, 0])
    expect(across('z_score(close)', [4, 2, 6])).toEqual([0, -1, 1])
    expect(across('zscore(close)', [4, 4])).toEqual([Number.NaN, Number.NaN])
    expect(across('rank(close)', [4, Number.NaN])).toEqual([Number.NaN, Number.NaN])
  })

  it('adds up the same bits in any order', () => {
    const values = [0.1, 1e16, -1e16, 0.3, 7]
    const [first] = across('demean(close)', values)
    const turned = across('demean(close)', [...values].reverse())
    expect(turned[values.length - 1]).toBe(first)
  })
})
