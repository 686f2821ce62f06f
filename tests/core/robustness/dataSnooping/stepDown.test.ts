import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { silentBeat } from '../../../../src/core/job/beat.ts'
import { stepDownPValues } from '../../../../src/core/robustness/dataSnooping/stepDownPValues.ts'
import { stepwiseSuperior } from '../../../../src/core/robustness/dataSnooping/stepwiseSuperior.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { performanceColumns } from './performanceColumns.ts'

const numbers = fc.integer({ min: -4, max: 4 })
/** Small whole numbers, so that ties are common. */
const family = fc.nat(6).chain((more) =>
  fc.record({
    observed: fc.array(numbers, { minLength: more + 1, maxLength: more + 1 }),
    rows: fc.array(fc.array(numbers, { minLength: more + 1, maxLength: more + 1 }), { minLength: 1, maxLength: 25 }),
  }),
)

function adjust(observed: readonly number[], rows: readonly (readonly number[])[]): Float64Array {
  return stepDownPValues(
    Float64Array.from(observed),
    rows.map((row) => Float64Array.from(row)),
  )
}

/** Romano & Wolf 2016, algorithm 4.1, as it is written: one maximum over the rest for each hypothesis. */
function byDefinition(observed: readonly number[], rows: readonly (readonly number[])[]): readonly number[] {
  const order = [...observed.keys()].sort((a, b) => observed[b]! - observed[a]! || a - b)
  const adjusted: number[] = observed.map(() => 0)
  let largest = 0
  for (const [rank, hypothesis] of order.entries()) {
    const rest = order.slice(rank)
    const above = rows.filter((row) => Math.max(...rest.map((j) => row[j]!)) >= observed[hypothesis]!).length
    largest = Math.max(largest, (1 + above) / (rows.length + 1))
    adjusted[hypothesis] = largest
  }
  return adjusted
}

describe('stepDownPValues', () => {
  test('by hand: the second is judged among those that are left', () => {
    const rows = [
      [2, 0, 0],
      [5, 1, 0],
      [0, 0, 3],
      [1, 2, 1],
    ]
    // 4: one row of four reaches it; 2 among the last two: rows 3 and 4; 0.5 alone: 3 and 1, below its forerunner
    expect([...adjust([4, 2, 0.5], rows)]).toEqual([2 / 5, 3 / 5, 3 / 5])
  })

  test('equals the definition, is in (0, 1], and grows as the statistic falls', () => {
    fc.assert(
      fc.property(family, ({ observed, rows }) => {
        const adjusted = adjust(observed, rows)
        const expected = byDefinition(observed, rows)
        observed.forEach((statistic, i) => {
          expect(adjusted[i]).toBeCloseTo(expected[i]!, 14)
          expect(adjusted[i]!).toBeGreaterThan(0)
          expect(adjusted[i]!).toBeLessThanOrEqual(1)
          observed.forEach((other, j) => {
            if (other < statistic) expect(adjusted[j]!).toBeGreaterThanOrEqual(adjusted[i]!)
            if (other === statistic) expect(adjusted[j]).toBe(adjusted[i])
          })
        })
      }),
    )
  })

  test('never above the single step, never below the unadjusted; the best is the single step', () => {
    fc.assert(
      fc.property(family, ({ observed, rows }) => {
        const adjusted = adjust(observed, rows)
        const share = (above: (row: readonly number[]) => boolean): number =>
          (1 + rows.filter(above).length) / (rows.length + 1)
        const best = Math.max(...observed)
        observed.forEach((statistic, i) => {
          const single = share((row) => Math.max(...row) >= statistic)
          expect(adjusted[i]!).toBeLessThanOrEqual(single)
          expect(adjusted[i]!).toBeGreaterThanOrEqual(share((row) => row[i]! >= statistic))
          if (statistic === best) expect(adjusted[i]).toBe(single)
        })
      }),
    )
  })

  test('neither the order of the hypotheses nor the scale of all statistics matters', () => {
    fc.assert(
      fc.property(family, fc.nat(100), ({ observed, rows }, seed) => {
        const adjusted = adjust(observed, rows)
        const order = [...observed.keys()].sort(
          (a, b) => (((a + 1) * 7919 * (seed + 1)) % 13) - (((b + 1) * 7919 * (seed + 1)) % 13),
        )
        const mixed = adjust(
          order.map((i) => observed[i]!),
          rows.map((row) => order.map((i) => row[i]!)),
        )
        for (const [place, i] of order.entries()) expect(mixed[place]).toBe(adjusted[i])
        const scaled = adjust(
          observed.map((value) => 8 * value),
          rows.map((row) => row.map((value) => 8 * value)),
        )
        expect(scaled).toEqual(adjusted)
      }),
    )
  })

  test('NaN: no hypothesis, or a resample that counts against its own', () => {
    const rows = [
      [0, 9, 0],
      [0, 9, 0],
    ]
    const adjusted = adjust([1, Number.NaN, 2], rows)
    expect(adjusted[1]).toBeNaN()
    expect([adjusted[0], adjusted[2]]).toEqual([1 / 3, 1 / 3])
    expect([...adjust([1, 2], [[Number.NaN, 0]])]).toEqual([1, 1 / 2])
    expect(() => adjust([1], [])).toThrow(RangeError)
    expect(() => adjust([1], [[1, 2]])).toThrow(RangeError)
  })
})

describe('stepwiseSuperior', () => {
  test('the values of another program: numpy, 40,000 resamples, by definition', () => {
    const result = stepwiseSuperior(performanceColumns(), {
      resamples: 8000,
      meanBlock: 5,
      errors: 'observed',
      stream: createStream(1, 'step'),
      beat: silentBeat,
    })
    const statistics = [
      -14.800832151778884, -0.8282546065100763, 1.5369498056764794, 1.052533267472803, -2.1404577038961055,
      -1.1768647980427793,
    ]
    const pValues = [1, 0.99783, 0.30317, 0.52239, 0.99912, 0.99912]
    for (let k = 0; k < 6; k += 1) {
      expect(result.statistics[k]).toBeCloseTo(statistics[k]!, 10)
      expect(Math.abs(result.pValues[k]! - pValues[k]!)).toBeLessThan(0.018)
    }
  })

  test('with the errors of each resample (numpy, 20,000 resamples, blocks written out)', () => {
    const { pValues } = stepwiseSuperior(performanceColumns(), {
      resamples: 8000,
      meanBlock: 5,
      stream: createStream(3, 'step'),
      beat: silentBeat,
    })
    const known = [1, 0.9974, 0.36123, 0.55472, 0.99865, 0.99865]
    for (let k = 0; k < 6; k += 1) expect(Math.abs(pValues[k]! - known[k]!)).toBeLessThan(0.02)
  })

  test('finds those that are better, and knows nothing of one that does not vary', () => {
    const columns = [...performanceColumns().map((column, k) => (k < 2 ? column.map((v) => v + 0.6) : column))]
    const { pValues } = stepwiseSuperior([...columns, new Float64Array(120)], {
      resamples: 999,
      meanBlock: 5,
      stream: createStream(2, 'step'),
      beat: silentBeat,
    })
    expect([pValues[0], pValues[1]]).toEqual([1 / 1000, 1 / 1000])
    expect(pValues[2]!).toBeGreaterThan(0.05)
    expect(pValues[6]).toBeNaN()
  })
})
