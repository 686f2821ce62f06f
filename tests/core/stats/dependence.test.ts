import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { geometricLength, logContinuation } from '../../../src/core/stats/geometricLength.ts'
import { mean } from '../../../src/core/stats/mean.ts'
import { neweyWestMean } from '../../../src/core/stats/neweyWestMean.ts'
import { politisWhiteBlockLength } from '../../../src/core/stats/politisWhiteBlockLength.ts'
import { quantile } from '../../../src/core/stats/quantile.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { stationaryBootstrapIndices } from '../../../src/core/stats/stationaryBootstrapIndices.ts'
import { stationaryBootstrapMeanInterval } from '../../../src/core/stats/stationaryBootstrapMeanInterval.ts'
import { variance } from '../../../src/core/stats/variance.ts'
import { autoregressiveSeries } from './lehmerSeries.ts'

const sample = autoregressiveSeries(400, 0.6)

/** Variance of the stationary-bootstrap mean in closed form: Politis & Romano 1994, lemma 1 (circular autocovariances). */
function bootstrapVarianceOfMean(values: Float64Array, meanBlock: number): number {
  const n = values.length
  const centre = mean(values)
  const circular = (lag: number): number => {
    let sum = 0
    for (let t = 0; t < n; t += 1) sum += (values[t]! - centre) * (values[(t + lag) % n]! - centre)
    return sum / n
  }
  let total = circular(0)
  for (let lag = 1; lag < n; lag += 1) total += 2 * (1 - lag / n) * (1 - 1 / meanBlock) ** lag * circular(lag)
  return total / n
}

describe('neweyWestMean', () => {
  test('values (the sandwich written out as matrices in numpy)', () => {
    const references = [
      [0, 0.01750086528261438, 0.10185905695337533],
      [5, 0.02803950907652709, 0.30722995741458814],
      [23, 0.030505339821612715, 0.34797865578142395],
    ]
    for (const [lag, standardError, p] of references) {
      const result = neweyWestMean(sample, lag!)
      expect(result.standardError).toBeCloseTo(standardError!, 14)
      expect(result.pTwoSided).toBeCloseTo(p!, 12)
      expect(result.pOneSidedPositive).toBeCloseTo(1 - p! / 2, 12)
      expect(result.t).toBeCloseTo(mean(sample) / standardError!, 11)
    }
  })

  test('overlapping outcomes: lag H - 1 widens the error by about sqrt(H) over the naive one', () => {
    const horizon = 16
    const noise = autoregressiveSeries(4000, 0)
    const overlapping = new Float64Array(4000 - horizon).map((_, t) =>
      noise.subarray(t, t + horizon).reduce((a, b) => a + b, 0),
    )
    const naive = neweyWestMean(overlapping, 0).standardError
    const honest = neweyWestMean(overlapping, horizon - 1).standardError
    expect(honest / naive).toBeGreaterThan(0.6 * Math.sqrt(horizon))
  })

  test('never negative, and unknown where nothing varies', () => {
    fc.assert(
      fc.property(
        fc.float64Array({ min: -1, max: 1, noNaN: true, minLength: 3, maxLength: 40 }),
        fc.nat(50),
        (values, lag) => {
          const result = neweyWestMean(values, lag)
          expect(Number.isNaN(result.standardError) || result.standardError > 0).toBe(true)
        },
      ),
    )
    const constant = neweyWestMean(new Float64Array(8).fill(0.1), 2)
    expect(constant.mean).toBeCloseTo(0.1, 15)
    expect(constant.t).toBeNaN()
    expect(constant.pOneSidedPositive).toBeNaN()
    expect(() => neweyWestMean(sample, -1)).toThrow(RangeError)
  })
})

describe('stationary bootstrap', () => {
  test('block lengths are geometric', () => {
    const continuation = logContinuation(4)
    const stream = createStream(1, 'geometric')
    const draws = 100_000
    const counts = new Map<number, number>()
    for (let i = 0; i < draws; i += 1) {
      const length = geometricLength(stream.nextUniform(), continuation)
      counts.set(length, (counts.get(length) ?? 0) + 1)
    }
    for (let k = 1; k <= 6; k += 1) expect(counts.get(k)! / draws).toBeCloseTo(0.25 * 0.75 ** (k - 1), 2)
    expect(geometricLength(0.999, logContinuation(1))).toBe(1)
    expect(() => logContinuation(0.5)).toThrow(RangeError)
  })

  test('indices from given draws: blocks run on, wrap, and are cut at the end', () => {
    const starts = [3, 1]
    const lengths = [4, 9]
    const continuation = logContinuation(5)
    const scripted = {
      nextInt: () => starts.shift()!,
      nextUniform: () => 1 - Math.exp(continuation * (lengths.shift()! - 0.5)),
      nextUint32: () => 0,
      nextNormal: () => 0,
    }
    const out = new Int32Array(7)
    stationaryBootstrapIndices(5, 5, scripted, out)
    expect([...out]).toEqual([3, 4, 0, 1, 1, 2, 3])
  })

  test('every observation is drawn alike: no edge is short-changed', () => {
    const counts = new Float64Array(20)
    const out = new Int32Array(20)
    const stream = createStream(2, 'edges')
    for (let k = 0; k < 20_000; k += 1) {
      stationaryBootstrapIndices(20, 6, stream, out)
      for (const index of out) counts[index]! += 1
    }
    for (const count of counts) expect(Math.abs(count / 20_000 - 1)).toBeLessThan(0.05)
  })

  test('the mean has the variance of the closed form, not that of independent draws', () => {
    const values = sample.subarray(0, 60)
    const stream = createStream(3, 'variance')
    const out = new Int32Array(60)
    const means = new Float64Array(30_000).map(() => {
      stationaryBootstrapIndices(60, 8, stream, out)
      return out.reduce((sum, index) => sum + values[index]!, 0) / 60
    })
    const expected = bootstrapVarianceOfMean(values, 8)
    expect(Math.abs(variance(means) / expected - 1)).toBeLessThan(0.04)
    expect(variance(values, 0) / 60 / expected).toBeLessThan(0.8)
  })

  test('the interval is that of the resampled series, drawn index by index', () => {
    const interval = stationaryBootstrapMeanInterval(sample, {
      resamples: 500,
      meanBlock: 7,
      level: 0.9,
      stream: createStream(5, 'i'),
      beat: silentBeat,
    })!
    const stream = createStream(5, 'i')
    const out = new Int32Array(sample.length)
    const means = new Float64Array(500).map(() => {
      stationaryBootstrapIndices(sample.length, 7, stream, out)
      return out.reduce((sum, index) => sum + sample[index]!, 0) / sample.length
    })
    expect(interval.low).toBeCloseTo(quantile(means, 0.05), 12)
    expect(interval.high).toBeCloseTo(quantile(means, 0.95), 12)
    expect(interval.low).toBeLessThan(mean(sample))
    expect(interval.high).toBeGreaterThan(mean(sample))
  })

  test('pulse, brake and refusals', () => {
    const options = { resamples: 300, meanBlock: 3, level: 0.9, stream: createStream(5, 'i') }
    const brake = (done: number): void => {
      if (done > 0) throw new Error('stop')
    }
    expect(() => stationaryBootstrapMeanInterval(sample, { ...options, beat: brake })).toThrow('stop')
    expect(stationaryBootstrapMeanInterval(new Float64Array(0), { ...options, beat: silentBeat })).toBeNull()
    expect(() => stationaryBootstrapMeanInterval(sample, { ...options, level: 95, beat: silentBeat })).toThrow(
      RangeError,
    )
  })
})

describe('politisWhiteBlockLength', () => {
  test('values (the published algorithm written again in numpy)', () => {
    const references = [
      [0, 1.071890539090903, 1.2270083665555258],
      [0.3, 3.8847982864599917, 4.446983927957531],
      [0.6, 8.421459317999513, 9.640164424397511],
      [0.9, 19.756253906284737, 22.615265226024036],
      [-0.4, 12.983687293737578, 14.86261176600013],
    ] as const
    for (const [phi, stationary, circular] of references) {
      const lengths = politisWhiteBlockLength(autoregressiveSeries(400, phi))!
      expect(lengths.stationary).toBeCloseTo(stationary, 9)
      expect(lengths.circular).toBeCloseTo(circular, 9)
    }
  })

  test('the 2009 constants: circular / stationary = (3/2)^(1/3), where 2004 had another ratio', () => {
    const lengths = politisWhiteBlockLength(sample)!
    expect(lengths.circular / lengths.stationary).toBeCloseTo(Math.cbrt(1.5), 12)
  })

  test('within 1 and the cap; unknown for a short or constant series', () => {
    fc.assert(
      fc.property(fc.float64Array({ min: -1, max: 1, noNaN: true, minLength: 10, maxLength: 80 }), (values) => {
        const lengths = politisWhiteBlockLength(values)
        fc.pre(lengths !== null)
        expect(lengths!.stationary).toBeGreaterThanOrEqual(1)
        expect(lengths!.stationary).toBeLessThanOrEqual(Math.ceil(values.length / 3))
      }),
    )
    expect(politisWhiteBlockLength(sample.subarray(0, 9))).toBeNull()
    expect(politisWhiteBlockLength(new Float64Array(50).fill(0.1))).toBeNull()
  })
})
