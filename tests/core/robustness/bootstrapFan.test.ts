import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { bootstrapFan } from '../../../src/core/robustness/bootstrapFan.ts'
import { quantile } from '../../../src/core/stats/quantile.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { stationaryBootstrapIndices } from '../../../src/core/stats/stationaryBootstrapIndices.ts'
import { autoregressiveSeries } from '../stats/lehmerSeries.ts'

const days = autoregressiveSeries(90, 0.3).map((value) => 0.001 + 0.02 * value)
const BANDS = ['p5', 'p25', 'p50', 'p75', 'p95'] as const

function fanOf(returns: Float64Array, changes: { resamples?: number; mostPoints?: number; meanBlock?: number } = {}) {
  const options = { resamples: 60, mostPoints: 12, meanBlock: 5, stream: createStream(1, 'f'), beat: silentBeat }
  return bootstrapFan(returns, 1000, { ...options, ...changes })
}

describe('bootstrapFan', () => {
  test('resamples written out: the drawn days, wrapped, compounded from the start capital to each point', () => {
    const fan = fanOf(days)!
    const stream = createStream(1, 'f')
    // One resample after the other from one stream: all days of it, with nothing drawn beyond its last day.
    const paths = Array.from({ length: 60 }, () => {
      const indices = new Int32Array(90)
      stationaryBootstrapIndices(90, 5, stream, indices)
      return [...fan.dayOfPoint].map((day) =>
        indices.subarray(0, day).reduce((wealth, index) => wealth * (1 + days[index]!), 1000),
      )
    })
    ;([0.05, 0.25, 0.5, 0.75, 0.95] as const).forEach((probability, band) => {
      fan.dayOfPoint.forEach((_, point) => {
        const expected = quantile(
          Float64Array.from(paths, (path) => path[point]!),
          probability,
        )
        expect(fan[BANDS[band]!][point]!).toBeCloseTo(expected, 7)
      })
    })
    expect([...fan.dayOfPoint]).toEqual([0, 8, 16, 25, 33, 41, 49, 57, 65, 74, 82, 90])
    expect(fan.real[0]).toBe(1000)
    expect(fan.real[11]).toBeCloseTo(
      days.reduce((wealth, value) => wealth * (1 + value), 1000),
      7,
    )
    expect(fan.real[2]).toBeCloseTo(
      days.slice(0, 16).reduce((wealth, value) => wealth * (1 + value), 1000),
      7,
    )
  })

  test('bands never cross, start together at the start capital, and keep the days in order', () => {
    const returns = fc.float64Array({ min: -1.2, max: 0.5, noNaN: true, minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(
        returns,
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: 1, max: 20 }),
        (values, points, block) => {
          const fan = fanOf(values, { resamples: 25, mostPoints: points, meanBlock: block })!
          expect(fan.dayOfPoint.length).toBe(Math.min(points, values.length + 1))
          expect([fan.dayOfPoint[0], fan.dayOfPoint.at(-1)]).toEqual([0, values.length])
          fan.dayOfPoint.forEach((day, point) => {
            if (point > 0) expect(day).toBeGreaterThan(fan.dayOfPoint[point - 1]!)
            for (let band = 1; band < BANDS.length; band++)
              expect(fan[BANDS[band]!][point]!).toBeGreaterThanOrEqual(fan[BANDS[band - 1]!][point]!)
          })
          for (const name of [...BANDS, 'real'] as const) {
            expect(fan[name][0]).toBe(1000)
            expect(fan[name].every((value) => value >= 0 && Number.isFinite(value))).toBe(true)
          }
        },
      ),
    )
  })

  test('equal days give one line, whatever is drawn', () => {
    const fan = fanOf(new Float64Array(40).fill(0.01), { mostPoints: 41 })!
    fan.dayOfPoint.forEach((day, point) => {
      for (const name of [...BANDS, 'real'] as const) expect(fan[name][point]!).toBeCloseTo(1000 * 1.01 ** day, 6)
    })
  })

  test('ruin stays ruin, also where better days follow', () => {
    const ruined = Float64Array.of(0.1, -1, 0.5, 0.5, -1.5, 0.2)
    expect([...fanOf(ruined)!.real].map(Math.round)).toEqual([1000, 1100, 0, 0, 0, 0, 0])
    expect(Object.is(fanOf(ruined)!.real.at(-1), 0)).toBe(true)
    expect(fanOf(ruined, { resamples: 400, meanBlock: 1 })!.p50.at(-1)).toBe(0)
  })

  test('same stream, same bytes; no day gives null; refusals; pulse and brake', () => {
    expect(fanOf(days)).toEqual(fanOf(days))
    expect(fanOf(new Float64Array(0))).toBeNull()
    expect(() => fanOf(Float64Array.of(Number.NaN))).toThrow(RangeError)
    expect(() => fanOf(days, { resamples: 0 })).toThrow(RangeError)
    expect(() => fanOf(days, { mostPoints: 1 })).toThrow(RangeError)
    const notes: string[] = []
    const beat = (done: number, total: number, note: string) => notes.push(`${done}/${total} ${note}`)
    bootstrapFan(days, 1, { resamples: 40, mostPoints: 5, meanBlock: 5, stream: createStream(1, 'f'), beat })
    expect(notes).toEqual([
      '0/40 bootstrap of the equity',
      '16/40 bootstrap of the equity',
      '32/40 bootstrap of the equity',
    ])
  })
})
