import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowUniqueness } from '../../../src/core/validation/rowUniqueness.ts'

const HOUR_MS = 3_600_000

/** Rows of two instruments, one an hour each; labels of `bars` bars. */
function rowsOf(hours: number, bars: readonly number[]) {
  const rows = Array.from({ length: hours * bars.length }, (_, row) => ({
    hour: Math.floor(row / bars.length),
    instrument: row % bars.length,
  }))
  return {
    spans: {
      decisionMs: Float64Array.from(rows, ({ hour }) => hour * HOUR_MS),
      labelEndMs: Float64Array.from(rows, ({ hour, instrument }) => {
        const end = hour + bars[instrument]!
        return end < hours ? end * HOUR_MS : Number.NaN
      }),
    },
    instrument: Int32Array.from(rows, ({ instrument }) => instrument),
    all: Int32Array.from(rows, (_, row) => row),
  }
}

describe('uniqueness of rows', () => {
  it('one bar ahead is unique; two bars ahead shares each bar with one neighbour', () => {
    const { spans, instrument, all } = rowsOf(6, [1, 2])
    const unique = rowUniqueness(spans, instrument, all)
    // Instrument 0: hours 0 to 4 have labels. Instrument 1: hours 0 to 3, bars (0,2], (1,3], (2,4], (3,5].
    expect([...unique]).toEqual([1, 0.75, 1, 0.5, 1, 0.5, 1, 0.75, 1, Number.NaN, Number.NaN, Number.NaN])
  })

  it('counts only the rows asked for, on the bars of all', () => {
    const { spans, instrument } = rowsOf(8, [3])
    const alone = rowUniqueness(spans, instrument, Int32Array.of(0, 3))
    expect([...alone]).toEqual([1, 1])
    // (0,3] and (1,4] share two bars of three.
    expect(
      [...rowUniqueness(spans, instrument, Int32Array.of(0, 1))].map((value) => Number(value.toFixed(12))),
    ).toEqual([0.666666666667, 0.666666666667])
  })

  it('does not change with the rows of other instruments', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), (first, second) => {
        const both = rowsOf(20, [first, second])
        const one = rowsOf(20, [first])
        const together = rowUniqueness(both.spans, both.instrument, both.all)
        const apart = rowUniqueness(one.spans, one.instrument, one.all)
        apart.forEach((value, row) => {
          expect(together[row * 2]).toBe(value)
        })
      }),
    )
  })

  it('throws where a label ends before it begins', () => {
    const spans = { decisionMs: Float64Array.of(5, 6), labelEndMs: Float64Array.of(5, 7) }
    expect(() => rowUniqueness(spans, Int32Array.of(0, 0), Int32Array.of(0, 1))).toThrow('ends before')
  })
})
