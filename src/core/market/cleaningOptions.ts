import type { Calendar } from '../time/calendar.ts'

/**
 * `receivedAtMs`: the last instant (UTC milliseconds) up to which the source was complete when it was read; a bar that ends after it
 * is partial. Null where it is not known: then nothing can be said of the newest bar. `receivedAtByLayer` overrides it for a layer.
 */
export type CleaningOptions = {
  readonly symbol: string
  readonly intervalMs: number
  readonly calendar: Calendar
  readonly receivedAtMs: number | null
  readonly receivedAtByLayer?: ReadonlyMap<number, number>
}
