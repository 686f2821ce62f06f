import type { Calendar } from './calendar.ts'
import { DAY_MS, HOUR_MS } from './durations.ts'
import { usEasternOffset } from './usEasternOffset.ts'

/** What the clock of a calendar's exchange is ahead of UTC at an instant, in milliseconds: 0 for one that always trades, New York's otherwise. */
export function exchangeOffset(calendar: Calendar, timeMs: number): number {
  return calendar.continuous ? 0 : usEasternOffset(timeMs)
}

/** The hour (0 to 23) that the exchange's clock shows at an instant. */
export function exchangeHour(calendar: Calendar, timeMs: number): number {
  const localMs = timeMs + exchangeOffset(calendar, timeMs)
  return Math.floor((localMs - Math.floor(localMs / DAY_MS) * DAY_MS) / HOUR_MS)
}

/** The instant at which a day (`yyyy-mm-dd`) begins by the exchange's clock, UTC milliseconds. NaN where there is no such day. */
export function exchangeDayStart(calendar: Calendar, day: string): number {
  const utcMs = Date.parse(`${day}T00:00:00Z`)
  // The clock is put forward or back at 02:00, so midnight has the offset of the evening before: that of an instant before it either way.
  return Number.isNaN(utcMs) ? utcMs : utcMs - exchangeOffset(calendar, utcMs)
}
