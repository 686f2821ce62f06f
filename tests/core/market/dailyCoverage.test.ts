import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { createCoverageScan } from '../../../src/core/market/coverage.ts'
import { dailyCoverage } from '../../../src/core/market/dailyCoverage.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('dailyCoverage', () => {
  it('counts a day from the first bar on and to the last bar', () => {
    const start = Date.UTC(2024, 2, 1)
    const timeMs = Float64Array.of(start + 22 * HOUR, start + 23 * HOUR, start + DAY, start + 2 * DAY + HOUR)
    expect(dailyCoverage(timeMs, calendarOf('24x7'), HOUR)).toEqual({
      dayMs: [start, start + DAY, start + 2 * DAY],
      expected: [2, 24, 2],
      received: [2, 1, 1],
    })
    expect(dailyCoverage(new Float64Array(0), calendarOf('24x7'), HOUR).dayMs).toEqual([])
  })

  it('expects nothing on a weekend or holiday', () => {
    const calendar = calendarOf('us-equity-rth')
    const timeMs = calendar.expectedBars(Date.UTC(2024, 6, 3), Date.UTC(2024, 6, 9), HOUR)
    const { expected, received } = dailyCoverage(timeMs, calendar, HOUR)
    // Wednesday is a half day, Thursday Independence Day, then Friday, the weekend, Monday.
    expect(expected).toEqual([4, 0, 7, 0, 0, 7])
    expect(received).toEqual(expected)
  })

  test('the sums are those of the passport', () => {
    const names = fc.constantFrom('24x7', 'us-equity-rth', 'us-equity-rth-clock', 'us-equity-extended')
    const dropped = fc.array(fc.nat({ max: 2_000 }), { maxLength: 200 })
    fc.assert(
      fc.property(names, dropped, fc.integer({ min: 0, max: 400 }), (name, holes, day) => {
        const calendar = calendarOf(name)
        const all = calendar.expectedBars(Date.UTC(2023, 0, 1) + day * DAY, Date.UTC(2023, 3, 1) + day * DAY, HOUR / 4)
        const timeMs = all.filter((_, bar) => !holes.includes(bar))
        const scan = createCoverageScan(calendar, HOUR / 4)
        scan.scan(timeMs)
        const daily = dailyCoverage(timeMs, calendar, HOUR / 4)
        expect(sum(daily.expected)).toBe(scan.coverage().expected)
        expect(sum(daily.received)).toBe(scan.coverage().received)
        expect(daily.dayMs.every((_, day) => daily.received[day]! <= daily.expected[day]!)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})
