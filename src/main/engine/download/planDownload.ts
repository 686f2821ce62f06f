import type { AskedSpan, TimeSpan } from '../../../core/contract/download.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Calendar } from '../../../core/time/calendar.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { subtract } from '../../../core/time/timeSpans.ts'

/** An update overlaps what is stored by this many bars: revised values and changes of scale show there. */
export const EDGE_BARS = 10

export type WantedRange = {
  /** UTC milliseconds; null: `DEFAULT_YEARS` before the end. */
  readonly fromMs: number | null
  /** Null: now. */
  readonly toMs: number | null
}

export type PlanFacts = {
  readonly symbol: string
  readonly calendar: Calendar
  readonly intervalMs: number
  readonly nowMs: number
  readonly headTimeMs: number | null
  readonly asked: readonly AskedSpan[]
  /** Starts of the stored bars, ascending. */
  readonly storedMs: Float64Array
}

export const DEFAULT_YEARS = 6

/** What is received is held in memory until it is a layer: about 60 bytes a bar. */
const MOST_BARS = 5_000_000

/** The range that is wanted, cut to what can exist. Errors: `range-empty`, `range-in-future`, `range-before-head`, `range-too-long`. */
export function wantedSpan(wanted: WantedRange, facts: PlanFacts): Outcome<TimeSpan> {
  const { symbol, nowMs, headTimeMs, calendar, intervalMs } = facts
  const endMs = Math.min(wanted.toMs ?? nowMs, nowMs)
  const startMs = wanted.fromMs ?? yearsBefore(endMs)
  if (startMs >= nowMs)
    return failure(
      'range-in-future',
      `The range begins at ${isoTime(startMs)}, which is still to come.`,
      'Give an earlier --from.',
    )
  if (startMs >= endMs)
    return failure(
      'range-empty',
      `The range from ${isoTime(startMs)} to ${isoTime(endMs)} is empty.`,
      'Give --from before --to (times are UTC; --to is excluded).',
    )
  if (headTimeMs !== null && endMs <= headTimeMs)
    return failure(
      'range-before-head',
      `The range ends at ${isoTime(endMs)}; the first bars of ${symbol} at this venue are of ${isoTime(headTimeMs)}.`,
      'Give a later --to, or try another venue with --venue.',
    )
  const fromMs = Math.max(startMs, headTimeMs ?? startMs)
  const firstMs = onGrid(calendar, fromMs, intervalMs)
  const span = { fromMs: firstMs, toMs: lastBarEnd(calendar, firstMs, endMs, intervalMs) }
  if ((span.toMs - span.fromMs) / intervalMs > MOST_BARS) return tooLong(symbol, intervalMs)
  if (span.fromMs >= span.toMs)
    return failure(
      'range-empty',
      `No bar of ${symbol} is complete between ${isoTime(fromMs)} and ${isoTime(endMs)}.`,
      'Give a wider range, or wait until a bar has closed.',
    )
  return success(span)
}

function tooLong(symbol: string, intervalMs: number): Outcome<never> {
  const days = Math.floor((MOST_BARS * intervalMs) / 86_400_000)
  return failure(
    'range-too-long',
    `The range holds more than ${MOST_BARS} bars of ${symbol}.`,
    `Download at most ${days} days of this interval at a time: give a later --from.`,
  )
}

/**
 * What is left to walk, newest first. A series has no hole of its own making: a range apart from what is stored is joined to it. At the
 * edges of what is stored the walk overlaps it by some bars.
 */
export function spansToWalk(wanted: TimeSpan, facts: PlanFacts): readonly TimeSpan[] {
  const { asked, storedMs } = facts
  const first = asked[0]
  const last = asked.at(-1)
  if (first === undefined || last === undefined) return [wanted]
  const hull = { fromMs: Math.min(wanted.fromMs, first.fromMs), toMs: Math.max(wanted.toMs, last.toMs) }
  const left = subtract(
    [hull],
    asked.map(({ fromMs, toMs }) => ({ fromMs, toMs })),
  )
  return left
    .map((span) => ({
      fromMs: span.fromMs > hull.fromMs ? storedBefore(storedMs, span.fromMs) : span.fromMs,
      toMs: span.toMs < hull.toMs ? storedAfter(storedMs, span.toMs, hull.toMs) : span.toMs,
    }))
    .reverse()
}

/** Start of the bar `EDGE_BARS` stored bars back. */
function storedBefore(storedMs: Float64Array, edgeMs: number): number {
  const below = storedMs.filter((timeMs) => timeMs < edgeMs)
  return below.length === 0 ? edgeMs : below[Math.max(0, below.length - EDGE_BARS)]!
}

function storedAfter(storedMs: Float64Array, edgeMs: number, mostMs: number): number {
  const above = storedMs.filter((timeMs) => timeMs >= edgeMs)
  return above.length === 0 ? edgeMs : (above[EDGE_BARS] ?? mostMs)
}

function yearsBefore(timeMs: number): number {
  const date = new Date(timeMs)
  return Date.UTC(date.getUTCFullYear() - DEFAULT_YEARS, date.getUTCMonth(), date.getUTCDate())
}

/** Start of the bar that holds the instant; outside of sessions the instant itself. */
function onGrid(calendar: Calendar, timeMs: number, intervalMs: number): number {
  const startMs = calendar.barStart(timeMs, intervalMs)
  return Number.isNaN(startMs) ? timeMs : startMs
}

const LOOK_BACK_MS = 14 * 86_400_000

/** End of the newest bar that is complete at `endMs`. */
function lastBarEnd(calendar: Calendar, fromMs: number, endMs: number, intervalMs: number): number {
  const starts = calendar.expectedBars(Math.max(fromMs, endMs - LOOK_BACK_MS), endMs, intervalMs)
  for (let place = starts.length - 1; place >= 0; place--) {
    const barEndMs = calendar.barEnd(starts[place]!, intervalMs)
    if (barEndMs <= endMs) return barEndMs
  }
  return fromMs
}
