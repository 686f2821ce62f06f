import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../core/time/durations.ts'
import { intervalLabel } from '../../../core/time/interval.ts'

/**
 * `words` and durations as the broker spells them; `chunkMs` is the nominal length (a month 30 days, a year 365). `tailDuration`: another
 * length for asking for the newest bars a second time, so that the question is not the identical one.
 */
export type BarSize = {
  readonly words: string
  readonly chunkDuration: string
  readonly chunkMs: number
  readonly tailDuration: string
  /** 30 seconds or less: the strict pacing rules hold. */
  readonly smallBars: boolean
}

const LARGEST_SMALL_BAR_MS = 30 * SECOND_MS

function barSize(
  words: string,
  chunkDuration: string,
  chunkMs: number,
  tailDuration: string,
): Omit<BarSize, 'smallBars'> {
  return { words, chunkDuration, chunkMs, tailDuration }
}

/**
 * A chunk is 540 to 1,800 bars of a market that never closes (a year of days: 365): large enough to be quick, small enough not to time
 * out ("a few thousand bars"), in a unit that the broker takes for this size, and for seconds and one minute a step of its own table.
 */
const BAR_SIZES: ReadonlyMap<number, Omit<BarSize, 'smallBars'>> = new Map([
  [SECOND_MS, barSize('1 secs', '1800 S', 1_800 * SECOND_MS, '900 S')],
  [5 * SECOND_MS, barSize('5 secs', '3600 S', HOUR_MS, '1800 S')],
  [10 * SECOND_MS, barSize('10 secs', '14400 S', 4 * HOUR_MS, '7200 S')],
  [15 * SECOND_MS, barSize('15 secs', '14400 S', 4 * HOUR_MS, '7200 S')],
  [30 * SECOND_MS, barSize('30 secs', '28800 S', 8 * HOUR_MS, '14400 S')],
  [MINUTE_MS, barSize('1 min', '86400 S', DAY_MS, '28800 S')],
  [2 * MINUTE_MS, barSize('2 mins', '2 D', 2 * DAY_MS, '1 D')],
  [3 * MINUTE_MS, barSize('3 mins', '3 D', 3 * DAY_MS, '2 D')],
  [5 * MINUTE_MS, barSize('5 mins', '5 D', 5 * DAY_MS, '3 D')],
  [10 * MINUTE_MS, barSize('10 mins', '1 W', 7 * DAY_MS, '5 D')],
  [15 * MINUTE_MS, barSize('15 mins', '2 W', 14 * DAY_MS, '1 W')],
  [20 * MINUTE_MS, barSize('20 mins', '2 W', 14 * DAY_MS, '1 W')],
  [30 * MINUTE_MS, barSize('30 mins', '1 M', 30 * DAY_MS, '1 W')],
  [HOUR_MS, barSize('1 hour', '1 M', 30 * DAY_MS, '1 W')],
  [2 * HOUR_MS, barSize('2 hours', '2 M', 60 * DAY_MS, '1 M')],
  [3 * HOUR_MS, barSize('3 hours', '3 M', 90 * DAY_MS, '1 M')],
  [4 * HOUR_MS, barSize('4 hours', '3 M', 90 * DAY_MS, '1 M')],
  [8 * HOUR_MS, barSize('8 hours', '6 M', 180 * DAY_MS, '2 M')],
  [DAY_MS, barSize('1 day', '1 Y', 365 * DAY_MS, '2 Y')],
])

/** Null: the broker has no bars of this length. */
export function barSizeOf(intervalMs: number): BarSize | null {
  const found = BAR_SIZES.get(intervalMs)
  return found === undefined ? null : { ...found, smallBars: intervalMs <= LARGEST_SMALL_BAR_MS }
}

/** An `N D` may be cut at the start of its first session (23 hours, when clocks are put forward), which may just have begun. */
const SURE_MS: Readonly<Record<string, (count: number) => number>> = {
  S: (count) => count * SECOND_MS,
  D: (count) => (count - 1) * 23 * HOUR_MS,
  W: (count) => (7 * count - 1) * DAY_MS,
  M: (count) => 28 * count * DAY_MS,
  Y: (count) => 364 * count * DAY_MS,
}

/** How far back a duration reaches at the least, whatever the source makes of sessions, months and daylight time. */
export function sureReachMs(duration: string): number {
  const [count, unit] = duration.split(' ')
  return SURE_MS[unit ?? '']?.(Number(count)) ?? 0
}

/** Labels from the shortest to the longest, for the hint of `interval-not-offered`. */
export function offeredIntervals(): readonly string[] {
  return [...BAR_SIZES.keys()].map(intervalLabel)
}
