import { DAY_MS } from './durations.ts'
import { easterSunday } from './easterSunday.ts'
import { nthWeekdayMs, weekdayOf } from './weekday.ts'

/** Before this year the exchange kept other holidays and hours; the rules below do not hold. */
export const US_EQUITY_FIRST_YEAR = 1990

const SUNDAY = 0
const MONDAY = 1
const THURSDAY = 4
const SATURDAY = 6

/** Whole days closed by decision: mourning for presidents (1994, 2004, 2007, 2018, 2025), 11 September 2001, hurricane Sandy 2012. */
const SPECIAL_CLOSINGS: readonly (readonly [number, number, number])[] = [
  [1994, 4, 27],
  [2001, 9, 11],
  [2001, 9, 12],
  [2001, 9, 13],
  [2001, 9, 14],
  [2004, 6, 11],
  [2007, 1, 2],
  [2012, 10, 29],
  [2012, 10, 30],
  [2018, 12, 5],
  [2025, 1, 9],
]

/** UTC midnights of the weekdays of a year on which New York's stock exchanges stay closed (NYSE Rule 7.2 and its circulars). */
export function usEquityHolidays(year: number): ReadonlySet<number> {
  const days = new Set<number>()
  const newYearMs = Date.UTC(year, 0, 1)
  if (weekdayOf(newYearMs) === SUNDAY) days.add(newYearMs + DAY_MS)
  else days.add(newYearMs)
  if (year >= 1998) days.add(nthWeekdayMs(year, 1, MONDAY, 3))
  days.add(nthWeekdayMs(year, 2, MONDAY, 3))
  days.add(easterSunday(year) - 2 * DAY_MS)
  days.add(lastMondayOfMayMs(year))
  if (year >= 2022) days.add(nearestWeekday(Date.UTC(year, 5, 19)))
  days.add(nearestWeekday(Date.UTC(year, 6, 4)))
  days.add(nthWeekdayMs(year, 9, MONDAY, 1))
  days.add(nthWeekdayMs(year, 11, THURSDAY, 4))
  days.add(nearestWeekday(Date.UTC(year, 11, 25)))
  for (const [specialYear, month, day] of SPECIAL_CLOSINGS) {
    if (specialYear === year) days.add(Date.UTC(year, month - 1, day))
  }
  return days
}

/** A holiday on a Saturday is kept on Friday, one on a Sunday on Monday (not so New Year's Day: see above). */
function nearestWeekday(dayMs: number): number {
  const weekday = weekdayOf(dayMs)
  if (weekday === SATURDAY) return dayMs - DAY_MS
  return weekday === SUNDAY ? dayMs + DAY_MS : dayMs
}

function lastMondayOfMayMs(year: number): number {
  const lastMs = Date.UTC(year, 4, 31)
  return lastMs - ((weekdayOf(lastMs) + 6) % 7) * DAY_MS
}
