import type { TimeSpan } from '../../../core/contract/download.ts'
import type { DownloadAnswer } from '../../../core/contract/downloadJournal.ts'

/** Seams overlap by this many bars, which both answers must agree on. */
const SEAM_BARS = 2
/** Where the head is not known, this much emptiness in a row is taken for the head. */
const EMPTY_LIMIT_MS = 366 * 86_400_000

/** `frontierMs`: everything from there to the end of the span has been answered. `nextEndMs` is null when the span is done. */
export type WalkState = {
  readonly frontierMs: number
  readonly nextEndMs: number | null
  readonly stoppedAtEmptiness: boolean
}

/**
 * Where a walk back through `span` stands after its answers, which come in the order they were received. The end of the next question is
 * taken from the oldest bars received, never from the length of the question: what a month holds is for the source to say.
 */
export function walkBack(span: TimeSpan, answers: readonly DownloadAnswer[], headIsKnown: boolean): WalkState {
  let frontierMs = span.toMs
  let endMs = span.toMs
  let emptyFromMs = Number.NaN
  for (const { timeMs, fromMs } of answers) {
    const oldestMs = timeMs[0]
    if (oldestMs !== undefined && oldestMs < frontierMs) {
      frontierMs = Math.min(oldestMs, fromMs)
      endMs = timeMs.length > SEAM_BARS ? timeMs[SEAM_BARS]! : oldestMs
      emptyFromMs = Number.NaN
    } else {
      if (Number.isNaN(emptyFromMs)) emptyFromMs = frontierMs
      frontierMs = Math.min(frontierMs, fromMs)
      endMs = frontierMs
    }
  }
  const stoppedAtEmptiness = !headIsKnown && emptyFromMs - frontierMs >= EMPTY_LIMIT_MS
  const done = frontierMs <= span.fromMs || stoppedAtEmptiness
  return { frontierMs, nextEndMs: done ? null : endMs, stoppedAtEmptiness }
}
