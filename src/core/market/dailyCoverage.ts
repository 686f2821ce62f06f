import type { Calendar } from '../time/calendar.ts'
import { DAY_MS } from '../time/durations.ts'

/** One entry for each UTC day from the first bar's to the last bar's: its start, bars that the calendar has, bars that are there. */
export type DailyCoverage = {
  readonly dayMs: readonly number[]
  readonly expected: readonly number[]
  readonly received: readonly number[]
}

const BARS_A_WALK = 50_000

/**
 * Bars of each UTC day against the calendar, between the first and the last bar: the sums are those of the passport. `timeMs`: bar
 * starts, ascending, UTC milliseconds.
 */
export function dailyCoverage(timeMs: Float64Array, calendar: Calendar, intervalMs: number): DailyCoverage {
  const count = timeMs.length
  if (count === 0) return { dayMs: [], expected: [], received: [] }
  const firstDay = Math.floor(timeMs[0]! / DAY_MS)
  const days = Math.floor(timeMs[count - 1]! / DAY_MS) - firstDay + 1
  const expected = new Float64Array(days)
  const received = new Float64Array(days)
  const tally = (times: Float64Array, into: Float64Array) => {
    for (let i = 0; i < times.length; i++) into[Math.floor(times[i]! / DAY_MS) - firstDay]!++
  }
  tally(timeMs, received)
  const endMs = timeMs[count - 1]! + 1
  const stepMs = Math.max(DAY_MS, BARS_A_WALK * intervalMs)
  for (let startMs = timeMs[0]!; startMs < endMs; startMs += stepMs)
    tally(calendar.expectedBars(startMs, Math.min(startMs + stepMs, endMs), intervalMs), expected)
  return {
    dayMs: Array.from({ length: days }, (_, day) => (firstDay + day) * DAY_MS),
    expected: [...expected],
    received: [...received],
  }
}
