import type { Subject } from '../subject/subject.ts'

/** An event of a detector's standard setting, named by what is unique about it: `timeMs` is the start of its bar. */
export type EventName = {
  readonly detector: string
  readonly timeMs: number
  readonly role: number
  readonly direction: 1 | -1
}

/** What may be asked of a run's development data. Plain JSON: it crosses threads. */
export type ExploreQuestion =
  | { readonly kind: 'events'; readonly detector: string }
  | ({ readonly kind: 'event' } & EventName)
  | { readonly kind: 'trade'; readonly subject: Subject; readonly row: number }
