import { DAY_MS, SECOND_MS } from '../../../core/time/durations.ts'
import type { GatewaySession } from './gatewayMarket.ts'
import { newYorkToUtc } from './newYorkTime.ts'

export type Duration = { readonly count: number; readonly unit: 'S' | 'D' | 'W' | 'M' | 'Y' }

/** The most that each unit allows. */
const MOST: Readonly<Record<Duration['unit'], number>> = { S: 86_400, D: 365, W: 52, M: 12, Y: 68 }

/** Null: not a whole number, a space and a unit, or more than the unit allows. */
export function readDuration(text: string): Duration | null {
  const match = /^([1-9]\d{0,5}) ([SDWMY])$/.exec(text)
  if (match === null) return null
  const count = Number(match[1])
  const unit = match[2] as Duration['unit']
  return count > MOST[unit] ? null : { count, unit }
}

/** `zoneless`: the date was read in the zone of the gateway, with a warning. */
export type EndTime = { readonly timeMs: number; readonly zoneless: boolean }

/** `yyyymmdd-hh:mm:ss` is UTC; `yyyymmdd hh:mm:ss` may be followed by a zone; empty is now. Null: none of these. */
export function readEndTime(text: string, nowMs: number): EndTime | null {
  if (text === '') return { timeMs: nowMs, zoneless: false }
  const match = /^(\d{4})(\d\d)(\d\d)([- ])(\d\d):(\d\d):(\d\d)(?: (\S+))?$/.exec(text)
  if (match === null) return null
  const [, year, month, day, joint, hour, minute, second, zone] = match
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`
  const wallMs = Date.parse(iso)
  if (Number.isNaN(wallMs) || new Date(wallMs).toISOString() !== iso || Number(year) < 1990) return null
  if (joint === '-') return zone === undefined ? { timeMs: wallMs, zoneless: false } : null
  if (zone === 'UTC' || zone === 'GMT') return { timeMs: wallMs, zoneless: false }
  if (zone !== undefined && !NEW_YORK_NAMES.includes(zone)) return null
  const dateMs = Math.floor(wallMs / DAY_MS) * DAY_MS
  return { timeMs: newYorkToUtc(dateMs, wallMs - dateMs), zoneless: zone === undefined }
}

const NEW_YORK_NAMES: readonly string[] = ['US/Eastern', 'America/New_York', 'EST', 'EST5EDT']

/** `sessionsBefore(ms)`: sessions of about two years and more that began before the instant, ascending. */
export function windowStartMs(
  duration: Duration,
  endMs: number,
  sessionsSince: (fromMs: number) => readonly GatewaySession[],
): number {
  const { count, unit } = duration
  if (unit === 'W') return endMs - count * 7 * DAY_MS
  if (unit === 'M') return monthsBefore(endMs, count)
  if (unit === 'Y') return monthsBefore(endMs, 12 * count)
  if (unit === 'D') return sessionsBack(sessionsSince(endMs - (2 * count + 14) * DAY_MS), count, endMs)
  return tradingSecondsBack(sessionsSince(endMs - 16 * DAY_MS), count * SECOND_MS, endMs)
}

/** Calendar months, in UTC; the day is cut to the length of the month. */
export function monthsBefore(timeMs: number, months: number): number {
  const date = new Date(timeMs)
  const firstMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1)
  const first = new Date(firstMs)
  const monthDays = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  const day = Math.min(date.getUTCDate(), monthDays)
  return firstMs + (day - 1) * DAY_MS + (timeMs - Math.floor(timeMs / DAY_MS) * DAY_MS)
}

function sessionsBack(sessions: readonly GatewaySession[], count: number, endMs: number): number {
  return sessions[Math.max(0, sessions.length - count)]?.fromMs ?? endMs
}

function tradingSecondsBack(sessions: readonly GatewaySession[], spanMs: number, endMs: number): number {
  let leftMs = spanMs
  let startMs = endMs
  for (let k = sessions.length - 1; k >= 0 && leftMs > 0; k--) {
    const session = sessions[k]!
    const lengthMs = Math.min(session.toMs, endMs) - session.fromMs
    startMs = Math.max(session.fromMs, Math.min(session.toMs, endMs) - leftMs)
    leftMs -= lengthMs
  }
  return startMs
}
