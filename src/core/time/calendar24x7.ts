import type { Calendar, Session } from './calendar.ts'
import { DAY_MS } from './durations.ts'

/** Trades always. Bars are anchored at UTC midnight, which all supported intervals divide. */
export const calendar24x7: Calendar = {
  name: '24x7',
  continuous: true,
  sessions(fromMs, toMs) {
    const list: Session[] = []
    for (let openMs = Math.ceil(fromMs / DAY_MS) * DAY_MS; openMs < toMs; openMs += DAY_MS) list.push(utcDay(openMs))
    return list
  },
  sessionAt(timeMs) {
    return Number.isFinite(timeMs) ? utcDay(Math.floor(timeMs / DAY_MS) * DAY_MS) : null
  },
  expectedBars(fromMs, toMs, intervalMs) {
    const firstMs = Math.ceil(fromMs / intervalMs) * intervalMs
    const count = Math.max(0, Math.ceil((toMs - firstMs) / intervalMs))
    const starts = new Float64Array(count)
    for (let i = 0; i < count; i++) starts[i] = firstMs + i * intervalMs
    return starts
  },
  barStart(timeMs, intervalMs) {
    return Math.floor(timeMs / intervalMs) * intervalMs
  },
  barEnd(startMs, intervalMs) {
    return startMs + intervalMs
  },
  isOnGrid(timeMs, intervalMs) {
    return timeMs % intervalMs === 0
  },
}

function utcDay(openMs: number): Session {
  return { openMs, closeMs: openMs + DAY_MS, halfDay: false }
}
