import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrationError } from '../../../../src/core/models/calibration/calibrationError.ts'
import { calibratorOf, fitCalibrator } from '../../../../src/core/models/calibration/calibrator.ts'
import { brierScore } from '../../../../src/core/models/scores/brierScore.ts'
import { calibrationBins } from '../../../../src/core/models/scores/calibrationBins.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

const PROBABILITY = Float64Array.of(0.05, 0.1, 0.1, 0.2, 0.3, 0.35, 0.4, 0.55, 0.6, 0.7, 0.8, 0.95)
const LABEL = Uint8Array.of(0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1)
const WEIGHT = Float64Array.of(1, 2, 1, 0.5, 1, 1, 3, 1, 2, 1, 1, 0.5)

function fitted(method: 'platt' | 'isotonic', weight?: Float64Array) {
  const calibrator = fitCalibrator(method, PROBABILITY, LABEL, weight)
  if (!calibrator.ok) throw new Error(calibrator.trouble.message)
  return calibrator.value
}

describe('Platt scaling', () => {
  it('is the optimum that scipy 1.10.1 finds (BFGS); scikit-learn 1.2.1 stops at 0.320674, 0.132041', () => {
    const plain = fitted('platt').data
    const weighted = fitted('platt', WEIGHT).data
    expect(plain.method === 'platt' && [plain.slope, plain.intercept]).toEqual([
      expect.closeTo(0.32067438275, 8),
      expect.closeTo(0.13204133961, 8),
    ])
    expect(weighted.method === 'platt' && [weighted.slope, weighted.intercept]).toEqual([
      expect.closeTo(0.22274110247, 8),
      expect.closeTo(0.65375559433, 8),
    ])
  })

  it('leaves a calibrated model as it is, and stays finite where classes are parted', () => {
    const stream = createStream(5, 'calibrated')
    const probability = Float64Array.from({ length: 20_000 }, () => stream.nextUniform())
    const label = Uint8Array.from(probability, (value) => (stream.nextUniform() < value ? 1 : 0))
    const calibrator = fitCalibrator('platt', probability, label)
    if (!calibrator.ok || calibrator.value.data.method !== 'platt') throw new Error('not fitted')
    expect(calibrator.value.data.slope).toBeCloseTo(1, 1)
    expect(calibrator.value.data.intercept).toBeCloseTo(0, 1)
    const parted = fitCalibrator('platt', Float64Array.of(0, 0.1, 0.9, 1), Uint8Array.of(0, 0, 1, 1))
    if (!parted.ok) throw new Error('not fitted')
    const [lowest, , , highest] = parted.value.apply(Float64Array.of(0, 0.1, 0.9, 1))
    // Smoothed targets 1/4 and 3/4: certainty of four rows is not certain.
    expect(lowest).toBeGreaterThan(0.05)
    expect(highest).toBeLessThan(0.95)
  })
})

describe('isotonic calibration', () => {
  it('is that of scikit-learn 1.2.1 (IsotonicRegression, weights, clipped)', () => {
    const { data, apply } = fitted('isotonic', WEIGHT)
    if (data.method !== 'isotonic') throw new Error('another method')
    expect(data.probabilities).toEqual([0.05, 0.1, 0.35, 0.4, 0.8, 0.95])
    ;[0, 6 / 11, 6 / 11, 0.75, 0.75, 1].forEach((share, k) => {
      expect(data.shares[k]).toBeCloseTo(share, 12)
    })
    const asked = apply(Float64Array.of(0.01, 0.15, 0.375, 0.45, 0.65, 0.99))
    ;[0, 6 / 11, (6 / 11 + 0.75) / 2, 0.75, 0.75, 1].forEach((share, k) => {
      expect(asked[k]).toBeCloseTo(share, 12)
    })
  })

  it('never falls, keeps the mean of the labels, and equals a slow definition (min-max formula)', () => {
    const row = fc.record({ p: fc.integer({ min: 0, max: 12 }), y: fc.integer({ min: 0, max: 1 }) })
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 25 }), (rows) => {
        const label = Uint8Array.from(rows, ({ y }) => y)
        if (new Set(label).size < 2) return
        const probability = Float64Array.from(rows, ({ p }) => p / 12)
        const calibrator = fitCalibrator('isotonic', probability, label)
        if (!calibrator.ok) throw new Error(calibrator.trouble.message)
        const levels = [...new Set(probability)].sort((a, b) => a - b)
        const meanOf = (low: number, high: number) => {
          const own = rows.filter(({ p }) => p / 12 >= low && p / 12 <= high)
          return own.reduce((sum, { y }) => sum + y, 0) / own.length
        }
        const fittedValues = calibrator.value.apply(Float64Array.from(levels))
        levels.forEach((level, k) => {
          const slow = Math.max(
            ...levels.slice(0, k + 1).map((low) => Math.min(...levels.slice(k).map((high) => meanOf(low, high)))),
          )
          expect(fittedValues[k]).toBeCloseTo(slow, 10)
          if (k > 0) expect(fittedValues[k]!).toBeGreaterThanOrEqual(fittedValues[k - 1]! - 1e-15)
          expect(level).toBeLessThanOrEqual(1)
        })
      }),
    )
  })
})

describe('a calibrator', () => {
  it('is plain data: made again from JSON it gives the same bits', () => {
    for (const method of ['platt', 'isotonic'] as const) {
      const { data, apply } = fitted(method)
      expect(calibratorOf(JSON.parse(JSON.stringify(data))).apply(PROBABILITY)).toEqual(apply(PROBABILITY))
    }
  })

  it('refuses one class', () => {
    const one = fitCalibrator('platt', Float64Array.of(0.2, 0.3), Uint8Array.of(1, 1))
    expect(one.ok ? '' : one.trouble.code).toBe('one-class-labels')
    expect(() => fitCalibrator('platt', Float64Array.of(1.2, 0.3), Uint8Array.of(1, 0))).toThrow()
  })
})

describe('calibration error', () => {
  it('parts the Brier score: reliability - resolution + uncertainty, and what the bins hide', () => {
    const bins = calibrationBins(LABEL, PROBABILITY, 3)
    const error = calibrationError(bins, LABEL, PROBABILITY)!
    // By hand: bins of 4; means 0.1125, 0.4, 0.7625; shares 1/4, 1/2, 3/4.
    expect(error.expected).toBeCloseTo((0.1375 + 0.1 + 0.0125) / 3, 12)
    expect(error.maximum).toBeCloseTo(0.1375, 12)
    expect(error.reliability).toBeCloseTo((0.1375 ** 2 + 0.01 + 0.0125 ** 2) / 3, 12)
    expect(error.resolution).toBeCloseTo(0.125 / 3, 12)
    expect(error.uncertainty).toBeCloseTo(0.25, 12)
    const { brier, reliability, resolution, uncertainty, withinBins } = error
    expect(reliability - resolution + uncertainty + withinBins).toBeCloseTo(brier, 12)
    expect(brier).toBe(brierScore(LABEL, PROBABILITY))
  })

  it('hides nothing where the rows of each bin have one probability', () => {
    const probability = Float64Array.from(LABEL, (_, row) => [0.2, 0.5, 0.8][row % 3]!)
    const error = calibrationError(calibrationBins(LABEL, probability, 3), LABEL, probability)!
    expect(error.withinBins).toBeCloseTo(0, 12)
  })
})
