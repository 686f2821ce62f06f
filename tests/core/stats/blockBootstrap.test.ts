import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { autocorrelation } from '../../../src/core/stats/autocorrelation.ts'
import { bootstrapMeanTest } from '../../../src/core/stats/bootstrapMeanTest.ts'
import { circularBlockIndices } from '../../../src/core/stats/circularBlockIndices.ts'
import { mean } from '../../../src/core/stats/mean.ts'
import { movingBlockIndices } from '../../../src/core/stats/movingBlockIndices.ts'
import { resampledShare } from '../../../src/core/stats/resampledShare.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { stationaryBootstrapIndices } from '../../../src/core/stats/stationaryBootstrapIndices.ts'
import { stationaryBootstrapVariance } from '../../../src/core/stats/stationaryBootstrapVariance.ts'
import { stationaryResampledMeans } from '../../../src/core/stats/stationaryResampledMeans.ts'
import { variance } from '../../../src/core/stats/variance.ts'
import { autoregressiveSeries } from './lehmerSeries.ts'

const values = autoregressiveSeries(120, 0.4, 1002)

function scriptedStarts(...starts: number[]) {
  return { ...createStream(1, 'none'), nextInt: () => starts.shift()! }
}

describe('blocks of one length', () => {
  test('circular: any start, wrapping, the last block cut', () => {
    const out = new Int32Array(7)
    circularBlockIndices(5, 3, scriptedStarts(4, 1, 3), out)
    expect([...out]).toEqual([4, 0, 1, 1, 2, 3, 3])
  })

  test('moving: whole blocks, none over the end', () => {
    const seen = new Set<number>()
    const stream = createStream(2, 'moving')
    const out = new Int32Array(30)
    for (let draw = 0; draw < 300; draw += 1) {
      movingBlockIndices(10, 3, stream, out)
      for (let i = 0; i < 30; i += 3) {
        expect([out[i + 1], out[i + 2]]).toEqual([out[i]! + 1, out[i]! + 2])
        seen.add(out[i]!)
      }
    }
    expect([...seen].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  test('circular draws all alike, moving short-changes the ends', () => {
    const share = (fill: typeof circularBlockIndices): Float64Array => {
      const counts = new Float64Array(12)
      const out = new Int32Array(12)
      const stream = createStream(3, 'ends')
      for (let draw = 0; draw < 20_000; draw += 1) {
        fill(12, 4, stream, out)
        for (const index of out) counts[index]! += 1 / 20_000
      }
      return counts
    }
    for (const count of share(circularBlockIndices)) expect(Math.abs(count - 1)).toBeLessThan(0.05)
    // 9 starts, 1 of them holds the first value, 4 the middle ones, 3 blocks a resample
    const moving = share(movingBlockIndices)
    expect(moving[0]).toBeCloseTo(3 / 9, 1)
    expect(moving[5]).toBeCloseTo(12 / 9, 1)
    for (const block of [0, 13, 2.5]) {
      expect(() => circularBlockIndices(12, block, createStream(1, 'x'), new Int32Array(1))).toThrow(RangeError)
      expect(() => movingBlockIndices(12, block, createStream(1, 'x'), new Int32Array(1))).toThrow(RangeError)
    }
  })
})

describe('stationaryResampledMeans', () => {
  test('all columns from the same indices, those of stationaryBootstrapIndices', () => {
    const other = autoregressiveSeries(120, 0, 7)
    const rows = stationaryResampledMeans([values, other], {
      resamples: 20,
      meanBlock: 6,
      stream: createStream(4, 'rows'),
      beat: silentBeat,
    })
    const stream = createStream(4, 'rows')
    const indices = new Int32Array(120)
    for (const row of rows) {
      stationaryBootstrapIndices(120, 6, stream, indices)
      for (const [k, column] of [values, other].entries()) {
        expect(row[k]).toBeCloseTo(mean(Float64Array.from(indices, (index) => column[index]!)), 13)
      }
    }
    const options = { resamples: 1, meanBlock: 2, stream, beat: silentBeat }
    expect(() => stationaryResampledMeans([values, other.subarray(1)], options)).toThrow(RangeError)
    expect(() => stationaryResampledMeans([], options)).toThrow(RangeError)
    expect(() => stationaryResampledMeans([values], { ...options, resamples: 0 })).toThrow(RangeError)
  })
})

describe('stationaryBootstrapVariance', () => {
  test('the sum over all lags as Hansen 2005 writes it', () => {
    fc.assert(
      fc.property(
        fc.float64Array({ min: -1, max: 1, noNaN: true, minLength: 2, maxLength: 40 }),
        fc.double({ min: 1, max: 60, noNaN: true }),
        (sample, meanBlock) => {
          fc.pre(variance(sample) > 1e-6)
          const n = sample.length
          const errors = sample.map((value) => value - mean(sample))
          const q = 1 / meanBlock
          let expected = errors.reduce((sum, e) => sum + e * e, 0) / n
          for (let i = 1; i < n; i += 1) {
            const kernel = ((n - i) / n) * (1 - q) ** i + (i / n) * (1 - q) ** (n - i)
            let product = 0
            for (let t = 0; t + i < n; t += 1) product += errors[t]! * errors[t + i]!
            expected += (2 * kernel * product) / n
          }
          expect(stationaryBootstrapVariance(sample, meanBlock)).toBeCloseTo(Math.max(0, expected), 11)
        },
      ),
    )
  })

  test('is the variance of the resampled means; single draws give the plain variance', () => {
    const means = Float64Array.from(
      stationaryResampledMeans([values], {
        resamples: 20_000,
        meanBlock: 8,
        stream: createStream(5, 'variance'),
        beat: silentBeat,
      }),
      (row) => row[0]!,
    )
    expect(Math.abs((120 * variance(means)) / stationaryBootstrapVariance(values, 8) - 1)).toBeLessThan(0.05)
    expect(stationaryBootstrapVariance(values, 1)).toBeCloseTo(variance(values, 0), 14)
    expect(stationaryBootstrapVariance(new Float64Array(5).fill(0.1), 3)).toBe(0)
    expect(stationaryBootstrapVariance(new Float64Array(0), 3)).toBeNaN()
    expect(() => stationaryBootstrapVariance(values, 0.9)).toThrow(RangeError)
  })
})

describe('bootstrapMeanTest', () => {
  const options = { resamples: 500, meanBlock: 5, stream: createStream(6, 'mean'), beat: silentBeat }

  test('centred under the null: all 5^5 equally likely single draws give the exact p-value', () => {
    const sample = Float64Array.of(0.7, -0.3, 0.45, 0.1, 0.31)
    const centre = mean(sample)
    let above = 0
    for (let code = 0; code < 3125; code += 1) {
      let sum = 0
      for (let rest = code, i = 0; i < 5; i += 1, rest = Math.floor(rest / 5)) sum += sample[rest % 5]!
      if (sum / 5 - centre >= centre) above += 1
    }
    const test = bootstrapMeanTest(sample, { ...options, resamples: 60_000, meanBlock: 1 })!
    expect(Math.abs(test.pValue - above / 3125)).toBeLessThan(0.006)
    expect(test.mean).toBe(centre)
  })

  test('studentised: column 2 of the example has 0.081 in numpy (20,000 resamples, blocks written out)', () => {
    const sample = autoregressiveSeries(120, 0.4, 1002).map((value) => value * 1.5)
    const test = bootstrapMeanTest(sample, { ...options, resamples: 20_000, studentized: true })!
    expect(test.statistic).toBeCloseTo(1.5369498056764794, 11)
    expect(Math.abs(test.pValue - 0.08135)).toBeLessThan(0.008)
  })

  test('the value of another program: numpy, 40,000 stationary resamples, 0.883 and 0.935', () => {
    const sample = autoregressiveSeries(120, 0.4, 1005).map((value) => value * 3 + 0.1)
    const pOf = (meanBlock: number): number =>
      bootstrapMeanTest(sample, { ...options, resamples: 20_000, meanBlock })!.pValue
    expect(Math.abs(pOf(5) - 0.8825)).toBeLessThan(0.01)
    expect(Math.abs(pOf(1) - 0.9351)).toBeLessThan(0.01)
  })

  test('alternatives mirror each other; scale does not matter; a strong mean is at the bound 1/(B+1)', () => {
    const fresh = () => createStream(7, 'same')
    const pOf = (sample: Float64Array, more: object): number =>
      bootstrapMeanTest(sample, { ...options, stream: fresh(), ...more })!.pValue
    for (const studentized of [false, true]) {
      const less = pOf(values, { alternative: 'less', studentized })
      expect(
        pOf(
          values.map((value) => -value),
          { studentized },
        ),
      ).toBe(less)
      expect(
        pOf(
          values.map((value) => value * 1024),
          { alternative: 'less', studentized },
        ),
      ).toBe(less)
      expect(pOf(values, { alternative: 'two-sided', studentized })).toBeLessThanOrEqual(1)
      expect(
        pOf(
          values.map((value) => value + 5),
          { studentized },
        ),
      ).toBe(1 / 501)
    }
  })

  test('unknown or refused', () => {
    expect(bootstrapMeanTest(new Float64Array(9).fill(2), options)).toBeNull()
    expect(bootstrapMeanTest(new Float64Array(0), options)).toBeNull()
    expect(() => bootstrapMeanTest(Float64Array.of(1, Number.NaN), options)).toThrow(RangeError)
    expect(() => resampledShare(1, [])).toThrow(RangeError)
    expect(resampledShare(1, [0, 0, 1])).toBeCloseTo(1 / 3, 15)
    expect(resampledShare(2, [0, 0, 1])).toBe(0.25)
    expect(resampledShare(2, [0, Number.NaN])).toBe(0.5)
  })
})

describe('autocorrelation', () => {
  test('values of statsmodels acf', () => {
    const series = autoregressiveSeries(200, 0.5, 77)
    const known = [1, 0.5021902293621582, 0.25295655465864075, 0.12234564050436697]
    for (const [lag, value] of known.entries()) expect(autocorrelation(series, lag)).toBeCloseTo(value, 13)
    expect(autocorrelation(series, 200)).toBe(0)
    expect(autocorrelation(new Float64Array(4).fill(1), 1)).toBeNaN()
    expect(() => autocorrelation(series, -1)).toThrow(RangeError)
  })
})
