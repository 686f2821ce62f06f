import { DAY_MS } from './durations.ts'
import { nthWeekdayMs, weekdayOf } from './weekday.ts'

const WEDNESDAY = 3
const THURSDAY = 4
const FRIDAY = 5

/** Early closes that follow no rule, all at 13:00. */
const SPECIAL_EARLY_CLOSES: readonly (readonly [number, number, number])[] = [
  [1997, 12, 26],
  [1999, 12, 31],
  [2003, 12, 26],
]

/**
 * Closing hour (New York wall clock) of the half days of a year, keyed by UTC midnight. 13:00 since 1993, 14:00 before.
 * Days that are holidays in that year may be in the map: holidays are asked first.
 * Unplanned halts and late openings within a day (1997-10-27, 2002-09-11, ...) are not in it.
 */
export function usEquityEarlyCloses(year: number): ReadonlyMap<number, number> {
  const hour = year >= 1993 ? 13 : 14
  const closes = new Map<number, number>()
  if (year >= 1992) closes.set(nthWeekdayMs(year, 11, THURSDAY, 4) + DAY_MS, hour)
  const christmasEveMs = Date.UTC(year, 11, 24)
  if (weekdayOf(christmasEveMs) >= 1 && weekdayOf(christmasEveMs) <= THURSDAY) closes.set(christmasEveMs, hour)
  const independenceEarlyMs = independenceEarlyClose(year)
  if (independenceEarlyMs !== null) closes.set(independenceEarlyMs, hour)
  for (const [specialYear, month, day] of SPECIAL_EARLY_CLOSES) {
    if (specialYear === year) closes.set(Date.UTC(year, month - 1, day), 13)
  }
  return closes
}

/** Since 1995: 3 July on a Monday, Tuesday or Thursday; on a Wednesday since 2013, before that Friday 5 July instead. */
function independenceEarlyClose(year: number): number | null {
  if (year < 1995) return null
  const thirdMs = Date.UTC(year, 6, 3)
  const weekday = weekdayOf(thirdMs)
  if (weekday === WEDNESDAY) return year >= 2013 ? thirdMs : thirdMs + 2 * DAY_MS
  return weekday >= 1 && weekday < FRIDAY ? thirdMs : null
}
