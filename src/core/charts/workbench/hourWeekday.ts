/** Below this many events a mean says nothing: the cell shows its count alone. */
export const LEAST_CELL_EVENTS = 10

export const HOURS_A_DAY = 24
export const DAYS_A_WEEK = 7
const HOUR_MS = 3_600_000
/** The epoch began on a Thursday, three days after a Monday. */
const EPOCH_HOUR = 3 * HOURS_A_DAY
const HOURS_A_WEEK = DAYS_A_WEEK * HOURS_A_DAY

/** `weekday` 0 is Monday; `mean` is a fraction, null where no event of the hour has an outcome. */
export type HourWeekdayCell = {
  readonly weekday: number
  readonly hour: number
  /** Events that have an outcome. */
  readonly events: number
  readonly mean: number | null
}

/** Hours since Monday 00:00 UTC, 0 to 167. */
export function utcHourOfWeek(timeMs: number): number {
  const hours = (Math.floor(timeMs / HOUR_MS) + EPOCH_HOUR) % HOURS_A_WEEK
  return hours < 0 ? hours + HOURS_A_WEEK : hours
}

/**
 * Mean return of the events that begin in each stretch of the week, Monday 00:00 first, all of them: 168 hours, or 42 stretches of 4 hours
 * (`hours` divides 24; `hour` of a cell is its first). `returns` are fractions; null or NaN: no outcome, not counted. `hourOfWeek` gives the
 * hours since Monday 00:00 in the zone of display.
 */
export function hourWeekdayMeans(
  timeMs: readonly number[],
  returns: readonly (number | null)[],
  hourOfWeek: (timeMs: number) => number,
  hours = 1,
): readonly HourWeekdayCell[] {
  const sums = new Float64Array(HOURS_A_WEEK / hours)
  const counts = new Int32Array(HOURS_A_WEEK / hours)
  for (let row = 0; row < timeMs.length; row++) {
    const value = returns[row] ?? Number.NaN
    if (!Number.isFinite(value)) continue
    const slot = Math.floor(hourOfWeek(timeMs[row]!) / hours)
    sums[slot]! += value
    counts[slot]! += 1
  }
  return Array.from(counts, (events, slot) => ({
    weekday: Math.floor((slot * hours) / HOURS_A_DAY),
    hour: (slot * hours) % HOURS_A_DAY,
    events,
    mean: events === 0 ? null : sums[slot]! / events,
  }))
}

/** Hours that may stand together in a cell. */
export const HOURS_TOGETHER = [1, 2, 4, 6] as const

/** The fewest hours together at which an average cell holds enough events; the most where none does. */
export function hoursForCount(events: number): number {
  const enough = (hours: number) => (events * hours) / HOURS_A_WEEK >= LEAST_CELL_EVENTS
  return HOURS_TOGETHER.find(enough) ?? HOURS_TOGETHER[HOURS_TOGETHER.length - 1]!
}

/** Largest size of a mean that rests on enough events: the end of the colour scale; 0 where there is none. */
export function largestCellMean(cells: readonly HourWeekdayCell[]): number {
  return cells.reduce(
    (most, { events, mean }) => (events < LEAST_CELL_EVENTS ? most : Math.max(most, Math.abs(mean ?? 0))),
    0,
  )
}
