import type { Calendar } from '../../time/calendar.ts'
import { DAY_MS, HOUR_MS } from '../../time/durations.ts'
import { exchangeOffset } from '../../time/exchangeOffset.ts'
import { US_EASTERN_FIRST_YEAR } from '../../time/usEasternOffset.ts'
import { weekdayOf } from '../../time/weekday.ts'

/** What the exchange's clock and calendar show: hour with its fraction, 0 Sunday .. 6 Saturday, month 1 to 12, day 1 to 31, days of that month. */
export type ClockReading = {
  readonly hour: number
  readonly weekday: number
  readonly month: number
  readonly day: number
  readonly daysInMonth: number
}

/** Local time of the exchange at an instant (UTC where trading never stops), daylight time included. Null before the rules that are known begin. */
export function exchangeClock(calendar: Calendar, timeMs: number): ClockReading | null {
  const localMs = exchangeLocal(calendar, timeMs)
  if (localMs === null) return null
  const date = new Date(localMs)
  const daysInMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  return {
    hour: (localMs - Math.floor(localMs / DAY_MS) * DAY_MS) / HOUR_MS,
    weekday: weekdayOf(localMs),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    daysInMonth,
  }
}

/** Milliseconds of the exchange's wall clock, as if it were UTC; null before its rules are known. */
export function exchangeLocal(calendar: Calendar, timeMs: number): number | null {
  const isUnknown = !calendar.continuous && new Date(timeMs).getUTCFullYear() < US_EASTERN_FIRST_YEAR
  return isUnknown ? null : timeMs + exchangeOffset(calendar, timeMs)
}
