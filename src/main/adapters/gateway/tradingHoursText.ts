import { DAY_MS } from '../../../core/time/durations.ts'
import type { GatewaySession } from './gatewayMarket.ts'
import { newYorkWallMs } from './newYorkTime.ts'

const DAYS_AHEAD = 6

/** As in `20261120:0400-20261120:2000;20261121:CLOSED`, wall clock of New York, from a date (its UTC midnight) on. */
export function tradingHoursText(fromDateMs: number, sessionOn: (dateMs: number) => GatewaySession | null): string {
  const days: string[] = []
  for (let day = 0; day < DAYS_AHEAD; day++) {
    const dateMs = fromDateMs + day * DAY_MS
    const session = sessionOn(dateMs)
    if (session === null) days.push(`${dateText(dateMs)}:CLOSED`)
    else days.push(`${minuteText(newYorkWallMs(session.fromMs))}-${minuteText(newYorkWallMs(session.toMs))}`)
  }
  return days.join(';')
}

/** As in 20261120. */
export function dateText(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10).replaceAll('-', '')
}

/** As in 04:00:59. */
export function clockText(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(11, 19)
}

function minuteText(wallMs: number): string {
  return `${dateText(wallMs)}:${clockText(wallMs).slice(0, 5).replace(':', '')}`
}
