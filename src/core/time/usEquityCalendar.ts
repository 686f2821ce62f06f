import type { Calendar, Session } from './calendar.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from './durations.ts'
import { usEasternOffset } from './usEasternOffset.ts'
import { usEquityEarlyCloses } from './usEquityEarlyCloses.ts'
import { US_EQUITY_FIRST_YEAR, usEquityHolidays } from './usEquityHolidays.ts'
import { weekdayOf } from './weekday.ts'

const OPEN_MS = 9 * HOUR_MS + 30 * MINUTE_MS
const CLOSE_HOUR = 16

/**
 * Regular trading hours of New York's stock exchanges, 09:30 to 16:00 local, half days and daylight time included, from 1990 on
 * (earlier instants are in no session). Hourly bars start 09:30, 10:30 .. 15:30, the last is half an hour; a daily bar starts at the open.
 */
export function usEquityCalendar(): Calendar {
  const sessionOfDay = memoisedSessions()
  const sessionAt = (timeMs: number): Session | null => {
    // A session never crosses UTC midnight: 09:30-16:00 New York is 13:30-21:00 UTC.
    const session = sessionOfDay(Math.floor(timeMs / DAY_MS))
    return session !== null && timeMs >= session.openMs && timeMs < session.closeMs ? session : null
  }
  const sessions = (fromMs: number, toMs: number): readonly Session[] => {
    const list: Session[] = []
    for (let day = Math.floor(fromMs / DAY_MS); day * DAY_MS < toMs; day++) {
      const session = sessionOfDay(day)
      if (session !== null && session.openMs >= fromMs && session.openMs < toMs) list.push(session)
    }
    return list
  }
  return {
    name: 'us-equity-rth',
    continuous: false,
    sessions,
    sessionAt,
    expectedBars: (fromMs, toMs, intervalMs) => barStarts(sessions(fromMs - DAY_MS, toMs), fromMs, toMs, intervalMs),
    barStart(timeMs, intervalMs) {
      const session = sessionAt(timeMs)
      if (session === null) return Number.NaN
      return session.openMs + Math.floor((timeMs - session.openMs) / intervalMs) * intervalMs
    },
    barEnd(startMs, intervalMs) {
      const session = sessionAt(startMs)
      return session === null ? Number.NaN : Math.min(startMs + intervalMs, session.closeMs)
    },
    isOnGrid(timeMs, intervalMs) {
      const session = sessionAt(timeMs)
      return session !== null && (timeMs - session.openMs) % intervalMs === 0
    },
  }
}

/** The session of a New York calendar date, or null. For sources whose daily bars carry a date and no hour. */
export function usEquitySessionOn(year: number, month: number, day: number): Session | null {
  return sessionOfDate(Date.UTC(year, month - 1, day), usEquityHolidays(year), usEquityEarlyCloses(year))
}

function memoisedSessions(): (day: number) => Session | null {
  const holidays = new Map<number, ReadonlySet<number>>()
  const earlyCloses = new Map<number, ReadonlyMap<number, number>>()
  const known = new Map<number, Session | null>()
  return (day) => {
    const found = known.get(day)
    if (found !== undefined) return found
    const dayMs = day * DAY_MS
    const year = new Date(dayMs).getUTCFullYear()
    if (!holidays.has(year)) {
      holidays.set(year, usEquityHolidays(year))
      earlyCloses.set(year, usEquityEarlyCloses(year))
    }
    const session = sessionOfDate(dayMs, holidays.get(year)!, earlyCloses.get(year)!)
    known.set(day, session)
    return session
  }
}

function sessionOfDate(
  dayMs: number,
  holidays: ReadonlySet<number>,
  earlyCloses: ReadonlyMap<number, number>,
): Session | null {
  const weekday = weekdayOf(dayMs)
  const tooEarly = !(new Date(dayMs).getUTCFullYear() >= US_EQUITY_FIRST_YEAR)
  if (tooEarly || weekday === 0 || weekday === 6 || holidays.has(dayMs)) return null
  const offsetMs = usEasternOffset(dayMs + DAY_MS / 2)
  const earlyHour = earlyCloses.get(dayMs)
  return {
    openMs: dayMs + OPEN_MS - offsetMs,
    closeMs: dayMs + (earlyHour ?? CLOSE_HOUR) * HOUR_MS - offsetMs,
    halfDay: earlyHour !== undefined,
  }
}

function barStarts(sessions: readonly Session[], fromMs: number, toMs: number, intervalMs: number): Float64Array {
  const starts: number[] = []
  for (const session of sessions) {
    for (let startMs = session.openMs; startMs < session.closeMs && startMs < toMs; startMs += intervalMs) {
      if (startMs >= fromMs) starts.push(startMs)
    }
  }
  return Float64Array.from(starts)
}
