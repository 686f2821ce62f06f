import { describe, expect, it } from 'vitest'
import { barsPerYear } from '../../../src/core/time/barsPerYear.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { exchangeDayStart, exchangeHour } from '../../../src/core/time/exchangeOffset.ts'

const newYork = calendarOf('us-equity-rth')
const always = calendarOf('24x7')

describe('the clock of an exchange', () => {
  it('shows New York hours in winter and in summer, and UTC where trading never stops', () => {
    expect(exchangeHour(newYork, Date.UTC(2023, 0, 3, 14, 30))).toBe(9)
    expect(exchangeHour(newYork, Date.UTC(2023, 6, 3, 13, 30))).toBe(9)
    expect(exchangeHour(newYork, Date.UTC(2023, 6, 4, 0, 0))).toBe(20)
    expect(exchangeHour(always, Date.UTC(2023, 6, 3, 13, 30))).toBe(13)
  })
  it('begins a day at its midnight, on days of a change too', () => {
    expect(exchangeDayStart(newYork, '2023-03-12')).toBe(Date.UTC(2023, 2, 12, 5))
    expect(exchangeDayStart(newYork, '2023-03-13')).toBe(Date.UTC(2023, 2, 13, 4))
    expect(exchangeDayStart(newYork, '2023-11-05')).toBe(Date.UTC(2023, 10, 5, 4))
    expect(exchangeDayStart(newYork, '2023-11-06')).toBe(Date.UTC(2023, 10, 6, 5))
    expect(exchangeDayStart(always, '2023-11-05')).toBe(Date.UTC(2023, 10, 5))
    expect(exchangeDayStart(always, '2023-13-05')).toBeNaN()
  })
})

describe('bars a year', () => {
  it('are counted by the calendar', () => {
    expect(barsPerYear(always, 3_600_000)).toBe(8766)
    expect(barsPerYear(newYork, 86_400_000)).toBeGreaterThan(251)
    expect(barsPerYear(newYork, 86_400_000)).toBeLessThan(253)
    // Seven bars of a full session, the last one half an hour long.
    expect(barsPerYear(newYork, 3_600_000)).toBeGreaterThan(1_740)
    expect(barsPerYear(newYork, 3_600_000)).toBeLessThan(1_764)
  })
})
