import { DAY_MS, HOUR_MS } from '../../../core/time/durations.ts'
import { US_EASTERN_FIRST_YEAR, usEasternOffset } from '../../../core/time/usEasternOffset.ts'

export const GATEWAY_ZONE = 'US/Eastern'

const FIRST_RULE_MS = Date.UTC(US_EASTERN_FIRST_YEAR, 0, 1)

/** Standard time before the first rule: a window may begin there, though no bar does. */
function offsetMs(timeMs: number): number {
  return timeMs < FIRST_RULE_MS ? -5 * HOUR_MS : usEasternOffset(timeMs)
}

/** UTC instant of a New York wall clock time, given as UTC midnight of its date and milliseconds since local midnight. */
export function newYorkToUtc(dateMs: number, sinceMidnightMs: number): number {
  // Two steps of daylight time: the first guess may lie on the wrong side of a change, the second never (outside of the doubled hour).
  const guessMs = dateMs + sinceMidnightMs - offsetMs(dateMs + sinceMidnightMs + 5 * HOUR_MS)
  return dateMs + sinceMidnightMs - offsetMs(guessMs)
}

/** UTC midnight of the New York date that holds an instant. */
export function newYorkDateMs(timeMs: number): number {
  return Math.floor((timeMs + offsetMs(timeMs)) / DAY_MS) * DAY_MS
}

/** The wall clock of New York, read as if it were UTC. */
export function newYorkWallMs(timeMs: number): number {
  return timeMs + offsetMs(timeMs)
}
