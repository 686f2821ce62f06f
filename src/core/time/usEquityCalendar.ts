import type { Calendar, Session } from './calendar.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from './durations.ts'
import { usEasternOffset } from './usEasternOffset.ts'
import { usEquityEarlyCloses } from './usEquityEarlyCloses.ts'
import { US_EQUITY_FIRST_YEAR, usEquityHolidays } from './usEquityHolidays.ts'
import { weekdayOf } from './weekday.ts'

/** Extended hours begin at 04:00; they end at 20:00, and at 17:00 on a day that closes at 13:00. */
const HOURS = {
  regular: { openMs: 9 * HOUR_MS + 30 * MINUTE_MS, afterCloseMs: 0 },
  extended: { openMs: 4 * HOUR_MS, afterCloseMs: 4 * HOUR_MS },
} as const
type Hours = keyof typeof HOURS
const USUAL_CLOSE_HOUR = 16

/** 00:00 (01:00 in summer) in New York, when no session is on: extended hours cross UTC midnight in winter, but never this. */
const DATE_CHANGE_MS = 5 * HOUR_MS

/** `session`: bars are counted from the open. `clock`: they begin at multiples of the interval on New York's clock, and at the open. */
const KINDS = {
  'us-equity-rth': { hours: 'regular', anchor: 'session' },
  'us-equity-rth-clock': { hours: 'regular', anchor: 'clock' },
  'us-equity-extended': { hours: 'extended', anchor: 'clock' },
} as const
export type UsEquityCalendarName = keyof typeof KINDS

/** `anchorMs`: bars end at whole intervals after it. */
type TradingDay = { readonly session: Session; readonly anchorMs: number }

/**
 * Hours of New York's stock exchanges, half days and daylight time included, from 1990 on (earlier instants are in no session).
 * `us-equity-rth` and `us-equity-rth-clock`: 09:30 to 16:00 local. `us-equity-extended`: 04:00 to 20:00.
 * Hourly bars start 09:30, 10:30 .. 15:30 (`us-equity-rth`, the last is half an hour), 09:30, 10:00 .. 15:00 (`us-equity-rth-clock`, the
 * first is half an hour), 04:00 .. 19:00 (`us-equity-extended`). A daily bar starts at the open and ends with the session.
 */
export function usEquityCalendar(name: UsEquityCalendarName): Calendar {
  const { hours, anchor } = KINDS[name]
  const tradingDayOf = memoisedDays(hours, anchor === 'clock')
  const tradingDayAt = (timeMs: number): TradingDay | null => {
    const found = tradingDayOf(Math.floor((timeMs - DATE_CHANGE_MS) / DAY_MS))
    return found !== null && timeMs >= found.session.openMs && timeMs < found.session.closeMs ? found : null
  }
  const daysThatOpenIn = (fromMs: number, toMs: number): readonly TradingDay[] => {
    const list: TradingDay[] = []
    for (let day = Math.floor(fromMs / DAY_MS); day * DAY_MS < toMs; day++) {
      const found = tradingDayOf(day)
      if (found !== null && found.session.openMs >= fromMs && found.session.openMs < toMs) list.push(found)
    }
    return list
  }
  return {
    name,
    continuous: false,
    sessions: (fromMs, toMs) => daysThatOpenIn(fromMs, toMs).map(({ session }) => session),
    sessionAt: (timeMs) => tradingDayAt(timeMs)?.session ?? null,
    expectedBars: (fromMs, toMs, intervalMs) =>
      barStarts(daysThatOpenIn(fromMs - DAY_MS, toMs), fromMs, toMs, intervalMs),
    barStart(timeMs, intervalMs) {
      const day = tradingDayAt(timeMs)
      if (day === null) return Number.NaN
      const startMs = day.anchorMs + Math.floor((timeMs - day.anchorMs) / intervalMs) * intervalMs
      return Math.max(startMs, day.session.openMs)
    },
    barEnd(startMs, intervalMs) {
      const day = tradingDayAt(startMs)
      if (day === null) return Number.NaN
      const endMs = startMs === day.session.openMs ? firstBarEnd(day, intervalMs) : startMs + intervalMs
      return Math.min(endMs, day.session.closeMs)
    },
    isOnGrid(timeMs, intervalMs) {
      const day = tradingDayAt(timeMs)
      return day !== null && (timeMs === day.session.openMs || (timeMs - day.anchorMs) % intervalMs === 0)
    },
  }
}

/** The regular session of a New York calendar date, or null. For sources whose daily bars carry a date and no hour. */
export function usEquitySessionOn(year: number, month: number, day: number): Session | null {
  const dayMs = Date.UTC(year, month - 1, day)
  return tradingDay(dayMs, 'regular', false, usEquityHolidays(year), usEquityEarlyCloses(year))?.session ?? null
}

function memoisedDays(hours: Hours, onClock: boolean): (day: number) => TradingDay | null {
  const holidays = new Map<number, ReadonlySet<number>>()
  const earlyCloses = new Map<number, ReadonlyMap<number, number>>()
  const known = new Map<number, TradingDay | null>()
  return (day) => {
    const found = known.get(day)
    if (found !== undefined) return found
    const dayMs = day * DAY_MS
    const year = new Date(dayMs).getUTCFullYear()
    if (!holidays.has(year)) {
      holidays.set(year, usEquityHolidays(year))
      earlyCloses.set(year, usEquityEarlyCloses(year))
    }
    const made = tradingDay(dayMs, hours, onClock, holidays.get(year)!, earlyCloses.get(year)!)
    known.set(day, made)
    return made
  }
}

function tradingDay(
  dayMs: number,
  hours: Hours,
  onClock: boolean,
  holidays: ReadonlySet<number>,
  earlyCloses: ReadonlyMap<number, number>,
): TradingDay | null {
  const weekday = weekdayOf(dayMs)
  const tooEarly = !(new Date(dayMs).getUTCFullYear() >= US_EQUITY_FIRST_YEAR)
  if (tooEarly || weekday === 0 || weekday === 6 || holidays.has(dayMs)) return null
  const midnightMs = dayMs - usEasternOffset(dayMs + DAY_MS / 2)
  const earlyHour = earlyCloses.get(dayMs)
  const openMs = midnightMs + HOURS[hours].openMs
  const closeMs = midnightMs + (earlyHour ?? USUAL_CLOSE_HOUR) * HOUR_MS + HOURS[hours].afterCloseMs
  return { session: { openMs, closeMs, halfDay: earlyHour !== undefined }, anchorMs: onClock ? midnightMs : openMs }
}

/** Before it is cut at the close. */
function firstBarEnd({ session, anchorMs }: TradingDay, intervalMs: number): number {
  return anchorMs + (Math.floor((session.openMs - anchorMs) / intervalMs) + 1) * intervalMs
}

function barStarts(days: readonly TradingDay[], fromMs: number, toMs: number, intervalMs: number): Float64Array {
  const starts: number[] = []
  for (const day of days) {
    const { openMs, closeMs } = day.session
    if (openMs >= fromMs && openMs < toMs) starts.push(openMs)
    for (let startMs = firstBarEnd(day, intervalMs); startMs < closeMs && startMs < toMs; startMs += intervalMs) {
      if (startMs >= fromMs) starts.push(startMs)
    }
  }
  return Float64Array.from(starts)
}
