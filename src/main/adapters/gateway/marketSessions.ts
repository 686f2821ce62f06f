import { DAY_MS, HOUR_MS } from '../../../core/time/durations.ts'
import { usEquitySessionOn } from '../../../core/time/usEquityCalendar.ts'
import { weekdayOf } from '../../../core/time/weekday.ts'
import type { GatewaySession } from './gatewayMarket.ts'
import { newYorkDateMs, newYorkToUtc } from './newYorkTime.ts'

/** `crypto-weekdays` runs from Sunday 03:00 to Friday 16:00 New York. */
export type SessionKind = 'crypto-24x7' | 'crypto-weekdays' | 'equity-regular' | 'equity-extended'

/** Sessions that overlap [fromMs, toMs), ascending. Crypto has one a New York day; they touch at midnight. */
export function marketSessions(kind: SessionKind, fromMs: number, toMs: number): GatewaySession[] {
  const list: GatewaySession[] = []
  if (!(fromMs < toMs)) return list
  for (let dateMs = newYorkDateMs(fromMs) - DAY_MS; dateMs < toMs + DAY_MS; dateMs += DAY_MS) {
    const session = sessionOn(kind, dateMs)
    if (session !== null && session.fromMs < toMs && session.toMs > fromMs) list.push(session)
  }
  return list
}

/** The session of a New York date, given by its UTC midnight. */
export function sessionOn(kind: SessionKind, dateMs: number): GatewaySession | null {
  if (kind === 'crypto-24x7') return wallSpan(dateMs, 0, 24)
  if (kind === 'crypto-weekdays') return cryptoWeekday(dateMs)
  const date = new Date(dateMs)
  const regular = usEquitySessionOn(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
  if (regular === null) return null
  if (kind === 'equity-regular') return { dateMs, fromMs: regular.openMs, toMs: regular.closeMs }
  return wallSpan(dateMs, 4, regular.halfDay ? 17 : 20)
}

function cryptoWeekday(dateMs: number): GatewaySession | null {
  const weekday = weekdayOf(dateMs)
  if (weekday === 6) return null
  return wallSpan(dateMs, weekday === 0 ? 3 : 0, weekday === 5 ? 16 : 24)
}

function wallSpan(dateMs: number, fromHour: number, toHour: number): GatewaySession {
  const toMs = toHour === 24 ? newYorkToUtc(dateMs + DAY_MS, 0) : newYorkToUtc(dateMs, toHour * HOUR_MS)
  return { dateMs, fromMs: newYorkToUtc(dateMs, fromHour * HOUR_MS), toMs }
}

/** Sessions that touch, made one. */
export function joinSessions(sessions: readonly GatewaySession[]): GatewaySession[] {
  const joined: GatewaySession[] = []
  for (const session of sessions) {
    const last = joined.at(-1)
    if (last !== undefined && last.toMs === session.fromMs) joined[joined.length - 1] = { ...last, toMs: session.toMs }
    else joined.push(session)
  }
  return joined
}
