import type { Calendar } from '../../../core/time/calendar.ts'
import { DAY_MS, SECOND_MS } from '../../../core/time/durations.ts'

/** A source needs a moment until it has a bar that has just closed. */
export const SETTLING_MS = 10 * SECOND_MS
/** No market of these calendars was ever shut for longer. */
const LONGEST_CLOSURE_MS = 30 * DAY_MS

/**
 * When to ask for news: `SETTLING_MS` after the next bar of any of the calendars has closed, always later than `nowMs`. UTC milliseconds.
 * Where no calendar has another session within 30 days: a day later.
 */
export function nextUpdate(calendars: readonly Calendar[], intervalMs: number, nowMs: number): number {
  const dueMs = calendars.map((calendar) => nextClose(calendar, intervalMs, nowMs - SETTLING_MS) + SETTLING_MS)
  const firstMs = Math.min(...dueMs)
  return Number.isFinite(firstMs) ? firstMs : nowMs + DAY_MS
}

/** End of the first bar that ends after the instant; infinite where there is none. */
function nextClose(calendar: Calendar, intervalMs: number, timeMs: number): number {
  const startMs = calendar.barStart(timeMs, intervalMs)
  if (!Number.isNaN(startMs)) return calendar.barEnd(startMs, intervalMs)
  const session = calendar.sessions(timeMs, timeMs + LONGEST_CLOSURE_MS)[0]
  return session === undefined ? Number.POSITIVE_INFINITY : calendar.barEnd(session.openMs, intervalMs)
}
