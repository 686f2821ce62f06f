import type { Calendar, Session } from '../../time/calendar.ts'
import { DAY_MS } from '../../time/durations.ts'
import { exchangeOffset } from '../../time/exchangeOffset.ts'
import { exchangeLocal } from './exchangeClock.ts'

/** Which trading day of its month a session is, from 1, and how many of that month follow it. Known in advance: from the calendar, not from the bars. */
export type MonthPlace = { readonly tradingDay: number; readonly daysLeft: number }

/** Answers for instants in any order; each month is looked up once. Null outside of sessions. */
export function monthPlaces(calendar: Calendar): (timeMs: number) => MonthPlace | null {
  const opens = new Map<string, readonly number[]>()
  return (timeMs) => {
    const session = calendar.sessionAt(timeMs)
    if (session === null) return null
    const localMs = exchangeLocal(calendar, session.openMs)
    if (localMs === null) return null
    const date = new Date(localMs)
    const key = `${date.getUTCFullYear()}-${date.getUTCMonth()}`
    const known = opens.get(key) ?? sessionsOfMonth(calendar, date.getUTCFullYear(), date.getUTCMonth())
    opens.set(key, known)
    const place = known.indexOf(session.openMs)
    return { tradingDay: place + 1, daysLeft: known.length - 1 - place }
  }
}

function sessionsOfMonth(calendar: Calendar, year: number, month: number): readonly number[] {
  const sessions: readonly Session[] = calendar.sessions(
    Date.UTC(year, month, 1) - DAY_MS,
    Date.UTC(year, month + 1, 1) + DAY_MS,
  )
  return sessions
    .map(({ openMs }) => openMs)
    .filter((openMs) => new Date(openMs + exchangeOffset(calendar, openMs)).getUTCMonth() === month)
}
