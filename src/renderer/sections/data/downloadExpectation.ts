import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../core/time/durations.ts'

/** What one question for bars brings, by the length of a bar; a test holds it equal to the engine's own table. */
export const CHUNK_MS: ReadonlyMap<number, number> = new Map([
  [SECOND_MS, 1_800 * SECOND_MS],
  [5 * SECOND_MS, HOUR_MS],
  [10 * SECOND_MS, 4 * HOUR_MS],
  [15 * SECOND_MS, 4 * HOUR_MS],
  [30 * SECOND_MS, 8 * HOUR_MS],
  [MINUTE_MS, DAY_MS],
  [2 * MINUTE_MS, 2 * DAY_MS],
  [3 * MINUTE_MS, 3 * DAY_MS],
  [5 * MINUTE_MS, 5 * DAY_MS],
  [10 * MINUTE_MS, 7 * DAY_MS],
  [15 * MINUTE_MS, 14 * DAY_MS],
  [20 * MINUTE_MS, 14 * DAY_MS],
  [30 * MINUTE_MS, 30 * DAY_MS],
  [HOUR_MS, 30 * DAY_MS],
  [2 * HOUR_MS, 60 * DAY_MS],
  [3 * HOUR_MS, 90 * DAY_MS],
  [4 * HOUR_MS, 90 * DAY_MS],
  [8 * HOUR_MS, 180 * DAY_MS],
  [DAY_MS, 365 * DAY_MS],
])
const SCHEDULE_MS = 360 * DAY_MS
/** Looking the head up, and the newest bars a second time. */
const ONCE_A_SYMBOL = 2
/** Bars of 30 seconds or less: at most 50 in 10 minutes. */
const SMALL_BAR_MS = 30 * SECOND_MS
const SMALL_BAR_PAUSE_MS = (10 * MINUTE_MS) / 50

export type DownloadExpectation = { readonly requests: number; readonly minutes: number }

/** About what a first download costs, without holes that are asked for again; null: Interactive Brokers has no bars of this length. */
export function downloadExpectation(
  symbols: number,
  spanMs: number,
  intervalMs: number,
  politeMs: number,
): DownloadExpectation | null {
  const chunkMs = CHUNK_MS.get(intervalMs)
  if (chunkMs === undefined) return null
  const length = Math.max(0, spanMs)
  const requests = symbols * (Math.ceil(length / chunkMs) + Math.ceil(length / SCHEDULE_MS) + ONCE_A_SYMBOL)
  const pauseMs = intervalMs <= SMALL_BAR_MS ? Math.max(politeMs, SMALL_BAR_PAUSE_MS) : politeMs
  return { requests, minutes: (requests * pauseMs) / MINUTE_MS }
}
