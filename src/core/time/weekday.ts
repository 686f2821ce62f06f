import { DAY_MS } from './durations.ts'

/** Day of the week of a UTC instant: 0 Sunday .. 6 Saturday (1970-01-01 was a Thursday). */
export function weekdayOf(timeMs: number): number {
  const day = (Math.floor(timeMs / DAY_MS) + 4) % 7
  return day < 0 ? day + 7 : day
}

/** UTC midnight of the nth (1 = first) given weekday of a month (1 = January). */
export function nthWeekdayMs(year: number, month: number, weekday: number, nth: number): number {
  const firstMs = Date.UTC(year, month - 1, 1)
  const shift = (weekday - weekdayOf(firstMs) + 7) % 7
  return firstMs + (shift + 7 * (nth - 1)) * DAY_MS
}
