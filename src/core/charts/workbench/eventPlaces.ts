import type { EventView, LegBars } from '../../contract/workbench/exploreViews.ts'

export const PAIR_ROLE = 2

/**
 * Where things of an event lie on an axis of bar numbers: bar i reaches from i - 0.5 (its open) to i + 0.5 (its close).
 * `decision` is the close of the event's bar, `limit` the open at which an open trade ends, `exit` where it did; null: not known.
 */
export type EventPlaces = {
  readonly decision: number
  readonly entry: number | null
  readonly limit: number | null
  readonly exit: number | null
}

export function eventPlaces({ barTimeMs, timeMs, barriers, outcome, role }: EventView): EventPlaces {
  const open = (wantedMs: number) => barAt(barTimeMs, wantedMs) - 0.5
  return {
    decision: barAt(barTimeMs, timeMs) + 0.5,
    entry: barriers === null ? null : open(barriers.entryMs),
    limit: barriers === null ? null : open(barriers.limitMs),
    exit: outcome === null ? null : exitPlace(outcome, barTimeMs, role === PAIR_ROLE),
  }
}

/** A target or a stop of a leg is met within its bar; the limit, and every exit of the pair, is filled at an open. */
function exitPlace(
  { exitMs, exitReason }: NonNullable<EventView['outcome']>,
  times: readonly number[],
  isPair: boolean,
) {
  const bar = barAt(times, exitMs)
  return exitReason === 'time' || isPair ? bar - 0.5 : bar
}

/** Number of the bar that starts then, or of the first later one; the count of bars where there is none. */
export function barAt(times: readonly number[], wantedMs: number): number {
  const found = times.findIndex((timeMs) => timeMs >= wantedMs)
  return found < 0 ? times.length : found
}

/** Boundaries (x.5) at which time is missing: a weekend, a night, a hole in the data. */
export function missingTime(times: readonly number[]): readonly number[] {
  let stepMs = Number.POSITIVE_INFINITY
  for (let bar = 1; bar < times.length; bar++) stepMs = Math.min(stepMs, times[bar]! - times[bar - 1]!)
  return times.flatMap((timeMs, bar) => (bar > 0 && timeMs - times[bar - 1]! > stepMs * 1.5 ? [bar - 0.5] : []))
}

/**
 * Return of the pair since its entry at the close of each bar from the entry to the exit, as its barriers see it: half of the notional in each leg,
 * before costs. At the exit itself, which is an open, the last point is the return made.
 */
export function pairReturns(event: EventView): readonly (readonly [number, number])[] {
  const primary = event.legs.find(({ role }) => role === 0)
  const secondary = event.legs.find(({ role }) => role === 1)
  const { entry, limit, exit } = eventPlaces(event)
  if (primary === undefined || secondary === undefined || entry === null || limit === null) return []
  const first = entry + 0.5
  const end = exit ?? limit
  const value = (bar: number, column: 'open' | 'close') =>
    0.5 * event.direction * (change(primary, first, bar, column) - change(secondary, first, bar, column))
  const points: (readonly [number, number])[] = []
  for (let bar = first; bar + 0.5 <= end && bar < event.barTimeMs.length; bar++) {
    points.push([bar + 0.5, value(bar, 'close')])
  }
  const last = end + 0.5
  if (exit !== null && last < event.barTimeMs.length) points.push([end, value(last, 'open')])
  return [[entry, 0], ...points]
}

function change(leg: LegBars, entryBar: number, bar: number, column: 'open' | 'close'): number {
  return leg[column][bar]! / leg.open[entryBar]!
}
