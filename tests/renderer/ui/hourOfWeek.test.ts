import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourOfWeekIn } from '../../../src/renderer/ui/hourOfWeek.ts'

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** What the zone's own calendar writes. */
function written(timeMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' })
  const parts = new Map(format.formatToParts(timeMs).map(({ type, value }) => [type, value]))
  return WEEKDAYS.indexOf(parts.get('weekday') ?? '') * 24 + Number(parts.get('hour'))
}

describe('hourOfWeekIn', () => {
  const zones = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'Europe/London']
  it.each(zones)('%s: what its calendar says', (timeZone) => {
    const hourOfWeek = hourOfWeekIn(timeZone)
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2030, 0, 1) }), (timeMs) => {
        expect(hourOfWeek(timeMs)).toBe(written(timeMs, timeZone))
      }),
    )
  })

  it('changes with the clocks, to the minute', () => {
    const hourOfWeek = hourOfWeekIn('America/New_York')
    // 10 March 2024, a Sunday: 01:59 is followed by 03:00.
    expect(hourOfWeek(Date.UTC(2024, 2, 10, 6, 59)) % 24).toBe(1)
    expect(hourOfWeek(Date.UTC(2024, 2, 10, 7, 0)) % 24).toBe(3)
  })

  it('is UTC where nobody knows the zone', () => {
    expect(hourOfWeekIn('Nowhere/Land')(Date.UTC(2024, 4, 14, 5))).toBe(29)
  })
})
