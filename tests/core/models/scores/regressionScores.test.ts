import { describe, expect, it } from 'vitest'
import { predictionErrors } from '../../../../src/core/models/scores/predictionErrors.ts'
import { rankInformation } from '../../../../src/core/models/scores/rankInformation.ts'
import { rSquaredAgainstZero } from '../../../../src/core/models/scores/rSquaredAgainstZero.ts'
import { lehmerSeries } from '../../stats/lehmerSeries.ts'

const TARGET = Float64Array.of(0.01, -0.02, 0.03, 0.005)
const PREDICTED = Float64Array.of(0.005, -0.01, 0, 0.01)

describe('scores of amounts', () => {
  it('R2 is against 0, not against the mean of the test', () => {
    expect(rSquaredAgainstZero(TARGET, PREDICTED)).toBeCloseTo(1 - 0.00105 / 0.001425, 12)
    expect(rSquaredAgainstZero(TARGET, new Float64Array(4))).toBe(0)
    expect(rSquaredAgainstZero(TARGET, PREDICTED, Float64Array.of(0, 1, 0, 0))).toBeCloseTo(0.75, 12)
    expect(rSquaredAgainstZero(new Float64Array(3), new Float64Array(3))).toBeNull()
  })

  it('mean absolute and root mean squared error, weighted', () => {
    expect(predictionErrors(TARGET, PREDICTED)).toEqual({
      meanAbsolute: expect.closeTo(0.0125, 12),
      rootMeanSquared: expect.closeTo(Math.sqrt(0.00105 / 4), 12),
    })
    expect(predictionErrors(TARGET, PREDICTED, Float64Array.of(0, 3, 1, 0))?.meanAbsolute).toBeCloseTo(0.015, 12)
    expect(predictionErrors(new Float64Array(0), new Float64Array(0))).toBeNull()
  })
})

describe('the rank information coefficient', () => {
  const dates = 30
  const timeMs = Float64Array.from({ length: dates * 4 }, (_, row) => Math.floor(row / 4))
  const target = lehmerSeries(dates * 4, 7)
  const noise = lehmerSeries(dates * 4, 8)
  const predicted = target.map((value, row) => noise[row]! + 0.7 * value)

  it('is that of scipy 1.10.1 by date, with the t of statsmodels 0.13.5 (HAC, 4 lags) where targets overlap', () => {
    const plain = rankInformation(timeMs, target, predicted, 0)!
    expect(plain.mean).toBeCloseTo(REFERENCE.mean, 12)
    expect(plain.deviation).toBeCloseTo(REFERENCE.deviation, 12)
    expect(plain.t).toBeCloseTo(REFERENCE.t, 10)
    expect(plain.dates).toBe(30)
    expect(rankInformation(timeMs, target, predicted, 4)!.t).toBeCloseTo(REFERENCE.overlappingT, 10)
  })

  it('says nothing of one instrument, and leaves out dates without an order', () => {
    expect(rankInformation(Float64Array.of(1, 2, 3), TARGET, PREDICTED, 0)).toBeNull()
    const two = rankInformation(
      Float64Array.of(1, 1, 1, 2, 2, 2),
      Float64Array.of(1, 2, 3, 5, 5, 5),
      Float64Array.of(1, 2, 3, 1, 2, 3),
      0,
    )
    expect(two).toEqual({ mean: 1, deviation: null, t: null, dates: 1, datesWithout: 1 })
  })
})

const REFERENCE = { mean: 0.36, deviation: 0.5236476836115329, t: 3.765511179996693, overlappingT: 5.201935565757186 }
