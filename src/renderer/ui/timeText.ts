import { NOT_KNOWN } from './numberText.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** The last instant that a date can hold, to either side of 1970: an address may name any number. */
const MOST_MS = 8.64e15

export type TimeGrain = 'day' | 'minute' | 'second'

/** `2024-05-17 13:00` in the zone of display (`useSettings().timeZone`), in the order that sorts; a zone nobody knows is UTC. */
export function timeText(time: number | string | null, timeZone: string, grain: TimeGrain = 'minute'): string {
  const instant = typeof time === 'string' ? Date.parse(time) : time
  if (instant === null || !(Math.abs(instant) <= MOST_MS)) return NOT_KNOWN
  if (timeZone === 'UTC') return isoText(instant, grain)
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
  if (grain === 'day') return day
  const minute = `${day} ${parts.get('hour')}:${parts.get('minute')}`
  return grain === 'minute' ? minute : `${minute}:${parts.get('second')}`
}

/** The same without the long way round: labels that follow the pointer are made many times a second. */
function isoText(instant: number, grain: TimeGrain): string {
  const [day = '', clock = ''] = new Date(instant).toISOString().split('T')
  return grain === 'day' ? day : `${day} ${clock.slice(0, grain === 'minute' ? 5 : 8)}`
}

export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: isTimeZone(timeZone) ? timeZone : 'UTC',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, format)
  return format
}
