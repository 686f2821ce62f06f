import type { Calendar } from '../../time/calendar.ts'
import { DAY_MS } from '../../time/durations.ts'

/** The calendar clock that figures are annualised by: UTC days (365 a year) or sessions of an exchange (252). */
export type MetricClock = {
  readonly kind: 'utc-days' | 'exchange-days'
  readonly periodsPerYear: number
  /** Starts of all periods from the one that holds `firstMs` to the one that holds `lastMs`, days without a bar included. RangeError where no session holds one of them. */
  periodStarts(firstMs: number, lastMs: number): Float64Array
}

const utcDays: MetricClock = {
  kind: 'utc-days',
  periodsPerYear: 365,
  periodStarts(firstMs, lastMs) {
    const first = Math.floor(firstMs / DAY_MS)
    const count = Math.floor(lastMs / DAY_MS) - first + 1
    return Float64Array.from({ length: count }, (_, day) => (first + day) * DAY_MS)
  },
}

function exchangeDays(calendar: Calendar): MetricClock {
  const openOf = (timeMs: number) => {
    const session = calendar.sessionAt(timeMs)
    if (session === null) throw new RangeError(`No session of ${calendar.name} holds ${new Date(timeMs).toISOString()}`)
    return session.openMs
  }
  return {
    kind: 'exchange-days',
    periodsPerYear: 252,
    periodStarts: (firstMs, lastMs) =>
      Float64Array.from(calendar.sessions(openOf(firstMs), openOf(lastMs) + 1), (session) => session.openMs),
  }
}

/**
 * The clock of a book: sessions where everything in it trades in sessions, UTC days where anything trades always (then a share stands still on weekends, and the year has 365 days).
 * RangeError for no calendar.
 */
export function clockOf(calendars: readonly Calendar[]): MetricClock {
  const [first] = calendars
  if (first === undefined) throw new RangeError('A clock needs a calendar')
  if (calendars.some((calendar) => calendar.continuous)) return utcDays
  return exchangeDays(calendars.find((calendar) => calendar.name === 'us-equity-extended') ?? first)
}
