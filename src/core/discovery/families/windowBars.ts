import { DAY_MS } from '../../time/durations.ts'

/** Bars of a day of a market that never closes, 24 at least and 96 at most: what "now" means, without the time of day where bars are short. */
export function dayBars(intervalMs: number): number {
  return barsOf(1, intervalMs, 24, 96)
}

/** Bars of four days, 48 at least and 384 at most: the stretch over which a trend or a correlation is measured. */
export function swingBars(intervalMs: number): number {
  return barsOf(4, intervalMs, 48, 384)
}

/** Bars of 30 days, 240 at least and 2,880 at most: the past that a state is ranked within. */
export function pastBars(intervalMs: number): number {
  return barsOf(30, intervalMs, 240, 2_880)
}

/** Bars of a span of days, at least one. */
export function barsOfDays(days: number, intervalMs: number): number {
  return barsOf(days, intervalMs, 1, Number.POSITIVE_INFINITY)
}

function barsOf(days: number, intervalMs: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round((days * DAY_MS) / intervalMs)))
}
