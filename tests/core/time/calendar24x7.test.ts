import { expect, test } from 'vitest'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'

const HOUR = 3_600_000
const calendar = calendarOf('24x7')

test('bars of every hour, half-open range', () => {
  expect([...calendar.expectedBars(1, 3 * HOUR, HOUR)]).toEqual([HOUR, 2 * HOUR])
  expect([...calendar.expectedBars(HOUR, HOUR + 1, HOUR)]).toEqual([HOUR])
  expect(calendar.expectedBars(5, 2, HOUR).length).toBe(0)
  expect(calendar.isOnGrid(-HOUR, HOUR)).toBe(true)
  expect(calendar.isOnGrid(HOUR + 1, HOUR)).toBe(false)
  expect(calendar.barStart(-1, HOUR)).toBe(-HOUR)
  expect(calendar.sessions(0, 24 * HOUR)).toEqual([{ openMs: 0, closeMs: 24 * HOUR, halfDay: false }])
})
