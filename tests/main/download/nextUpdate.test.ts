import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { nextUpdate, SETTLING_MS } from '../../../src/main/engine/download/nextUpdate.ts'

const HOUR_MS = 3_600_000
const coins = calendarOf('24x7')
const clockHours = calendarOf('us-equity-rth-clock')

const next = (calendar: Parameters<typeof calendarOf>[0], intervalMs: number, now: string) =>
  new Date(nextUpdate([calendarOf(calendar)], intervalMs, Date.parse(now))).toISOString()

describe('the next update', () => {
  it.each([
    ['24x7', HOUR_MS, '2026-11-20T18:20:30Z', '2026-11-20T19:00:10.000Z'],
    ['24x7', HOUR_MS, '2026-11-20T19:00:09.999Z', '2026-11-20T19:00:10.000Z'],
    ['24x7', HOUR_MS, '2026-11-20T19:00:10Z', '2026-11-20T20:00:10.000Z'],
    ['24x7', 60_000, '2026-11-20T23:59:59Z', '2026-11-21T00:00:10.000Z'],
    // Within a session; the last bar of it; a week-end; a half day; the hour of New York's winter.
    ['us-equity-rth-clock', HOUR_MS, '2026-11-20T18:20:30Z', '2026-11-20T19:00:10.000Z'],
    ['us-equity-rth-clock', HOUR_MS, '2026-11-20T20:30:00Z', '2026-11-20T21:00:10.000Z'],
    ['us-equity-rth-clock', HOUR_MS, '2026-11-20T21:00:10Z', '2026-11-23T15:00:10.000Z'],
    ['us-equity-rth', HOUR_MS, '2026-11-21T12:00:00Z', '2026-11-23T15:30:10.000Z'],
    ['us-equity-rth-clock', HOUR_MS, '2026-11-27T17:30:00Z', '2026-11-27T18:00:10.000Z'],
    ['us-equity-rth-clock', HOUR_MS, '2026-10-30T21:00:00Z', '2026-11-02T15:00:10.000Z'],
    ['us-equity-extended', HOUR_MS, '2026-11-21T01:30:00Z', '2026-11-23T10:00:10.000Z'],
    ['us-equity-rth', 24 * HOUR_MS, '2026-11-20T15:00:00Z', '2026-11-20T21:00:10.000Z'],
  ] as const)('%s, bars of %i ms, at %s: %s', (calendar, intervalMs, now, due) => {
    expect(next(calendar, intervalMs, now)).toBe(due)
  })

  it('is that of the first of several', () => {
    const nowMs = Date.parse('2026-11-21T12:30:00Z')
    expect(nextUpdate([clockHours, coins], HOUR_MS, nowMs)).toBe(Date.parse('2026-11-21T13:00:10Z'))
  })

  it('is a day later where no calendar is open again', () => {
    const nowMs = Date.UTC(1950, 0, 1)
    expect(nextUpdate([clockHours], HOUR_MS, nowMs)).toBe(nowMs + 24 * HOUR_MS)
  })

  it('is later than now, just after a close, and no close is passed over', () => {
    const names = fc.constantFrom('24x7', 'us-equity-rth', 'us-equity-rth-clock', 'us-equity-extended')
    const instants = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2030, 0, 1) })
    fc.assert(
      fc.property(names, instants, fc.constantFrom(300_000, 1_800_000, HOUR_MS), (name, nowMs, intervalMs) => {
        const calendar = calendarOf(name)
        const dueMs = nextUpdate([calendar], intervalMs, nowMs)
        const ends = [...calendar.expectedBars(nowMs - 24 * HOUR_MS, dueMs + 1, intervalMs)]
          .map((startMs) => calendar.barEnd(startMs, intervalMs) + SETTLING_MS)
          .filter((endMs) => endMs > nowMs)
        return dueMs > nowMs && Math.min(...ends) === dueMs
      }),
    )
  })
})
