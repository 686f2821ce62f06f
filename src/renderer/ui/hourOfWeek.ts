import { utcHourOfWeek } from '../../core/charts/workbench/hourWeekday.ts'
import { isTimeZone } from './timeText.ts'

const DAY_MS = 86_400_000

/** Hours since Monday 00:00 by the clocks of a zone; one nobody knows is UTC. Offsets are asked once a day, and again where they change. */
export function hourOfWeekIn(timeZone: string): (timeMs: number) => number {
  if (timeZone === 'UTC' || !isTimeZone(timeZone)) return utcHourOfWeek
  const offsetAt = offsetIn(timeZone)
  const days = new Map<number, number>()
  const offsetOfDay = (day: number) => {
    const known = days.get(day)
    if (known !== undefined) return known
    const offset = offsetAt(day * DAY_MS)
    days.set(day, offset)
    return offset
  }
  return (timeMs) => {
    const day = Math.floor(timeMs / DAY_MS)
    const offset = offsetOfDay(day)
    return utcHourOfWeek(timeMs + (offset === offsetOfDay(day + 1) ? offset : offsetAt(timeMs)))
  }
}

/** Milliseconds by which the clocks of a zone are ahead of UTC at an instant. */
function offsetIn(timeZone: string): (timeMs: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  })
  return (timeMs) => {
    const whole = Math.floor(timeMs / 1_000) * 1_000
    const parts = new Map(format.formatToParts(whole).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
    const clock = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
    return clock - whole
  }
}
