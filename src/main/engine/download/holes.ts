import type { AskedSpan, TimeSpan } from '../../../core/contract/download.ts'
import type { KnownSessions } from '../../../core/contract/downloadJournal.ts'
import type { Calendar } from '../../../core/time/calendar.ts'
import { lowerBound } from './lowerBound.ts'

/** A bar that is missing counts as not traded when the source said so this often. */
const ANSWERS_FOR_A_BAR = 2
/** A longer silence is less credible. */
const ANSWERS_FOR_A_RUN = 4
const LONG_RUN_BARS = 12

/**
 * Bars of the calendar in `span` that end within it and lie in a session of the venue; where its sessions are not known, all of them.
 * Ascending.
 */
export function expectedStarts(
  calendar: Calendar,
  intervalMs: number,
  span: TimeSpan,
  known: KnownSessions | null,
): Float64Array {
  const starts = calendar.expectedBars(span.fromMs, span.toMs, intervalMs)
  const sessions = known?.sessions ?? []
  let session = 0
  return starts.filter((startMs) => {
    const endMs = calendar.barEnd(startMs, intervalMs)
    if (endMs > span.toMs) return false
    if (known === null || startMs < known.fromMs || endMs > known.toMs) return true
    while (session < sessions.length && sessions[session]!.toMs <= startMs) session++
    return session < sessions.length && sessions[session]!.fromMs < endMs
  })
}

/** The values of `sorted` that `others` (ascending as well) lacks. */
export function without(sorted: Float64Array, others: ArrayLike<number>): Float64Array {
  let place = 0
  return sorted.filter((value) => {
    while (place < others.length && others[place]! < value) place++
    return others[place] !== value
  })
}

/** The newest missing bar that the source has not denied often enough, or null. `missingMs` and `expectedMs` ascending. */
export function nextHole(
  missingMs: Float64Array,
  expectedMs: Float64Array,
  asked: readonly AskedSpan[],
): number | null {
  for (let newest = missingMs.length - 1; newest >= 0; ) {
    const oldest = oldestOfRun(missingMs, newest, expectedMs)
    const needed = newest - oldest + 1 >= LONG_RUN_BARS ? ANSWERS_FOR_A_RUN : ANSWERS_FOR_A_BAR
    for (let row = newest; row >= oldest; row--) if (answersAt(asked, missingMs[row]!) < needed) return missingMs[row]!
    newest = oldest - 1
  }
  return null
}

/** Missing bars that follow each other in the list of expected ones are one run. */
function oldestOfRun(missingMs: Float64Array, newest: number, expectedMs: Float64Array): number {
  let place = lowerBound(expectedMs, missingMs[newest]!)
  let oldest = newest
  while (oldest > 0 && place > 0 && missingMs[oldest - 1] === expectedMs[place - 1]) {
    oldest--
    place--
  }
  return oldest
}

function answersAt(asked: readonly AskedSpan[], timeMs: number): number {
  let low = 0
  let high = asked.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (asked[middle]!.toMs <= timeMs) low = middle + 1
    else high = middle
  }
  const span = asked[low]
  return span !== undefined && span.fromMs <= timeMs ? span.answers : 0
}
