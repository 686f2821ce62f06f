import type { Calendar } from './calendar.ts'
import { DAY_MS } from './durations.ts'

const FIRST_YEAR = 2015
const YEARS = 8

/** Bars a year that a calendar expects: 365.25 days of one that always trades, else counted over the eight years from 2015 on. */
export function barsPerYear(calendar: Calendar, intervalMs: number): number {
  if (calendar.continuous) return (365.25 * DAY_MS) / intervalMs
  const bars = calendar.expectedBars(Date.UTC(FIRST_YEAR, 0), Date.UTC(FIRST_YEAR + YEARS, 0), intervalMs)
  return bars.length / YEARS
}
