import type { EventName } from './eventRows.ts'

/** What is open in the tab of single events: a detector, and perhaps one of its events. */
export type EventAddress = { readonly detector: string; readonly event: EventName | null }

/** `exhaustion-reversal`, or `exhaustion-reversal.1546300800000.0.-1`. */
export function eventAddress({ detector, event }: EventAddress): string {
  return event === null ? detector : [detector, event.timeMs, event.role, event.direction].join('.')
}

/** Null where the text names no detector. */
export function readEventAddress(at: string | null): EventAddress | null {
  if (at === null || at === '') return null
  const found = /^(.+)\.(-?\d+)\.([012])\.(-?1)$/.exec(at)
  if (found === null) return { detector: at, event: null }
  return {
    detector: found[1]!,
    event: { timeMs: Number(found[2]), role: Number(found[3]), direction: found[4] === '1' ? 1 : -1 },
  }
}
