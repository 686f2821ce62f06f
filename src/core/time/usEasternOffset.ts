import { DAY_MS, HOUR_MS } from './durations.ts'
import { nthWeekdayMs, weekdayOf } from './weekday.ts'

const STANDARD_OFFSET_MS = -5 * HOUR_MS
const DAYLIGHT_OFFSET_MS = -4 * HOUR_MS
export const US_EASTERN_FIRST_YEAR = 1987

/**
 * UTC offset of New York (local = UTC + offset), in milliseconds, at a UTC instant, from 1987 on.
 * Daylight time runs from 02:00 local standard time to 02:00 local daylight time:
 * 1987-2006 first Sunday of April to last Sunday of October (Pub. L. 99-359);
 * 2007 on second Sunday of March to first Sunday of November (Energy Policy Act of 2005, Pub. L. 109-58, section 110).
 */
export function usEasternOffset(timeMs: number): number {
  const year = new Date(timeMs).getUTCFullYear()
  if (!(year >= US_EASTERN_FIRST_YEAR))
    throw new RangeError(`No rule for New York time before ${US_EASTERN_FIRST_YEAR}`)
  const startDayMs = year >= 2007 ? nthWeekdayMs(year, 3, 0, 2) : nthWeekdayMs(year, 4, 0, 1)
  const endDayMs = year >= 2007 ? nthWeekdayMs(year, 11, 0, 1) : lastSundayOfOctoberMs(year)
  const startMs = startDayMs + 2 * HOUR_MS - STANDARD_OFFSET_MS
  const endMs = endDayMs + 2 * HOUR_MS - DAYLIGHT_OFFSET_MS
  return timeMs >= startMs && timeMs < endMs ? DAYLIGHT_OFFSET_MS : STANDARD_OFFSET_MS
}

function lastSundayOfOctoberMs(year: number): number {
  const lastMs = Date.UTC(year, 9, 31)
  return lastMs - weekdayOf(lastMs) * DAY_MS
}
