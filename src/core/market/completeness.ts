import type { AskedSpan, Completeness, HoleKind, TimeSpan } from '../contract/download.ts'
import type { Calendar } from '../time/calendar.ts'
import { DAY_MS } from '../time/durations.ts'
import { isoTime } from '../time/isoTime.ts'

/**
 * `timeMs`: starts of the bars received, ascending. `sessions`: when the venue was open, in any order; null where it is not known.
 * `sessionsSpan`: the span for which `sessions` hold all sessions; left out, that is all of [fromMs, toMs).
 */
export type CompletenessQuestion = {
  readonly calendar: Calendar
  readonly intervalMs: number
  readonly fromMs: number
  readonly toMs: number
  readonly timeMs: Float64Array
  readonly sessions: readonly TimeSpan[] | null
  readonly sessionsSpan?: TimeSpan | undefined
  readonly asked: readonly AskedSpan[]
}

/** expected = received + missing, missing = no trades + unexplained; the bars of all holes = closed + no trades + unexplained. */
export type CompletenessJudgement = Pick<
  Completeness,
  | 'expectedBars'
  | 'receivedBars'
  | 'missingBars'
  | 'closedBars'
  | 'noTradesBars'
  | 'unexplainedBars'
  | 'barsOutsideSessions'
  | 'holeCount'
  | 'holes'
>

export const HOLE_LIST_LIMIT = 20_000
const BARS_A_WALK = 50_000
const ANSWERS_NEEDED = 2

/**
 * Judges every bar of the calendar that lies in [fromMs, toMs) as a whole (finite, UTC milliseconds).
 *
 * A bar that overlaps a session of the venue is expected. One that overlaps none is closed, and never missing. An expected bar that was
 * not received is `no-trades` if each of its instants was covered by questions with at least two answers in all, else `unexplained`.
 * But a session of more than one bar of which none was received is `unexplained` whatever was answered: nobody trades nothing for a whole
 * session, so the source lacks the data, or the schedule is wrong. Where and when the venue's sessions are not known, those of the
 * calendar (of `24x7`: UTC days) stand in: every bar of the calendar is expected, and a whole day of nothing is `unexplained`.
 * Given sessions that overlap are taken as one.
 *
 * Received bars off the calendar's grid are no expected bars. `barsOutsideSessions` are received bars that lie where the venue's sessions
 * are known and overlap none.
 */
export function judgeCompleteness(question: CompletenessQuestion): CompletenessJudgement {
  const sessions = sessionTable(sessionsOf(question))
  const answered = tableOf(answeredSpans(question.asked))
  countBarsOfSessions(question, sessions)
  const count = { expected: 0, received: 0, 'closed-session': 0, 'no-trades': 0, unexplained: 0 }
  const holes = createHoleList()
  const sessionAt = createCursor(sessions)
  const answeredAt = createCursor(answered)
  walkBars(question, (startMs, endMs, isReceived) => {
    const first = sessionAt(startMs)
    const isOpen = overlaps(sessions, first, endMs)
    if (isOpen) count.expected++
    if (isOpen && isReceived) count.received++
    if (isReceived) return holes.close()
    let kind: HoleKind = 'closed-session'
    if (isOpen) {
      const span = answeredAt(startMs)
      const isAnswered =
        span < answered.fromMs.length && answered.fromMs[span]! <= startMs && answered.toMs[span]! >= endMs
      kind = isAnswered && !inSilentSession(sessions, first, endMs) ? 'no-trades' : 'unexplained'
    }
    count[kind]++
    holes.add(startMs, kind)
  })
  holes.close()
  return {
    expectedBars: count.expected,
    receivedBars: count.received,
    missingBars: count.expected - count.received,
    closedBars: count['closed-session'],
    noTradesBars: count['no-trades'],
    unexplainedBars: count.unexplained,
    barsOutsideSessions: countOutside(question, sessions),
    ...holes.listed(),
  }
}

/** Sorted spans that do not overlap, as columns. */
type SpanTable = { readonly fromMs: Float64Array; readonly toMs: Float64Array }
/** `bars`, `received`: of the calendar's bars that overlap each session. */
type SessionTable = SpanTable & { readonly bars: Float64Array; readonly received: Float64Array }

/** Null where nothing is known of the venue's sessions. */
function knownSpan({ sessions, sessionsSpan, fromMs, toMs }: CompletenessQuestion): TimeSpan | null {
  return sessions === null ? null : (sessionsSpan ?? { fromMs, toMs })
}

/** The venue's sessions, and those of the calendar where the venue's are not known. */
function sessionsOf(question: CompletenessQuestion): readonly TimeSpan[] {
  const { calendar, fromMs, toMs, sessions } = question
  const known = knownSpan(question) ?? { fromMs: toMs, toMs }
  const before = { fromMs: Number.NEGATIVE_INFINITY, toMs: known.fromMs }
  const after = { fromMs: known.toMs, toMs: Number.POSITIVE_INFINITY }
  const standIns = calendar
    .sessions(fromMs - DAY_MS, toMs)
    .map(({ openMs, closeMs }) => ({ fromMs: openMs, toMs: closeMs }))
  return [
    ...(sessions ?? []).map((session) => within(session, known)),
    ...standIns.map((session) => within(session, before)),
    ...standIns.map((session) => within(session, after)),
  ]
}

/** Ends before it starts where the two do not overlap. */
function within(span: TimeSpan, limits: TimeSpan): TimeSpan {
  return { fromMs: Math.max(span.fromMs, limits.fromMs), toMs: Math.min(span.toMs, limits.toMs) }
}

function tableOf(spans: readonly TimeSpan[]): SpanTable {
  return {
    fromMs: Float64Array.from(spans, (span) => span.fromMs),
    toMs: Float64Array.from(spans, (span) => span.toMs),
  }
}

/** Sessions that touch stay two: each must have bars of its own. */
function sessionTable(given: readonly TimeSpan[]): SessionTable {
  const joined: TimeSpan[] = []
  for (const { fromMs, toMs } of given.filter((span) => span.fromMs < span.toMs).sort((a, b) => a.fromMs - b.fromMs)) {
    const last = joined[joined.length - 1]
    if (last === undefined || fromMs >= last.toMs) joined.push({ fromMs, toMs })
    else last.toMs = Math.max(last.toMs, toMs)
  }
  return { ...tableOf(joined), bars: new Float64Array(joined.length), received: new Float64Array(joined.length) }
}

/** Where the answers of all questions add up to enough; sorted, minimal. */
function answeredSpans(asked: readonly AskedSpan[]): readonly TimeSpan[] {
  const edges = asked
    .filter((span) => span.fromMs < span.toMs && span.answers > 0)
    .flatMap(({ fromMs, toMs, answers }) => [
      { timeMs: fromMs, change: answers },
      { timeMs: toMs, change: -answers },
    ])
    .sort((a, b) => a.timeMs - b.timeMs)
  const spans: TimeSpan[] = []
  let answers = 0
  let fromMs = Number.NaN
  edges.forEach(({ timeMs, change }, index) => {
    answers += change
    if (edges[index + 1]?.timeMs === timeMs) return
    const isEnough = answers >= ANSWERS_NEEDED
    if (isEnough && Number.isNaN(fromMs)) fromMs = timeMs
    if (isEnough || Number.isNaN(fromMs)) return
    spans.push({ fromMs, toMs: timeMs })
    fromMs = Number.NaN
  })
  return spans
}

/** The first span that ends after an instant; instants must come in ascending order. */
function createCursor({ toMs }: SpanTable): (timeMs: number) => number {
  let at = 0
  return (timeMs) => {
    while (at < toMs.length && toMs[at]! <= timeMs) at++
    return at
  }
}

/** `first`: the first span that ends after the bar's start. */
function overlaps({ fromMs }: SpanTable, first: number, endMs: number): boolean {
  return first < fromMs.length && fromMs[first]! < endMs
}

function countBarsOfSessions(question: CompletenessQuestion, sessions: SessionTable): void {
  const sessionAt = createCursor(sessions)
  walkBars(question, (startMs, endMs, isReceived) => {
    for (let i = sessionAt(startMs); overlaps(sessions, i, endMs); i++) {
      sessions.bars[i] = sessions.bars[i]! + 1
      if (isReceived) sessions.received[i] = sessions.received[i]! + 1
    }
  })
}

function inSilentSession(sessions: SessionTable, first: number, endMs: number): boolean {
  for (let i = first; overlaps(sessions, i, endMs); i++) {
    if (sessions.bars[i]! > 1 && sessions.received[i] === 0) return true
  }
  return false
}

/** In parts, so that memory does not grow with the span. */
function walkBars(
  { calendar, intervalMs, fromMs, toMs, timeMs }: CompletenessQuestion,
  visit: (startMs: number, endMs: number, isReceived: boolean) => void,
): void {
  const stepMs = Math.max(DAY_MS, BARS_A_WALK * intervalMs)
  let position = 0
  for (let partMs = fromMs; partMs < toMs; partMs += stepMs) {
    const bars = calendar.expectedBars(partMs, Math.min(partMs + stepMs, toMs), intervalMs)
    for (let i = 0; i < bars.length; i++) {
      const startMs = bars[i]!
      const endMs = calendar.barEnd(startMs, intervalMs)
      if (endMs > toMs) return
      while (position < timeMs.length && timeMs[position]! < startMs) position++
      visit(startMs, endMs, position < timeMs.length && timeMs[position] === startMs)
    }
  }
}

function countOutside(question: CompletenessQuestion, sessions: SpanTable): number {
  const { calendar, intervalMs, fromMs, toMs, timeMs } = question
  const known = knownSpan(question)
  if (known === null) return 0
  const sessionAt = createCursor(sessions)
  let outside = 0
  for (let i = 0; i < timeMs.length; i++) {
    const startMs = timeMs[i]!
    const barEndMs = calendar.barEnd(startMs, intervalMs)
    const endMs = Number.isNaN(barEndMs) ? startMs + intervalMs : barEndMs
    if (startMs < Math.max(fromMs, known.fromMs) || endMs > Math.min(toMs, known.toMs)) continue
    if (!overlaps(sessions, sessionAt(startMs), endMs)) outside++
  }
  return outside
}

/** Joins neighbouring bars of one kind; lists the first runs and counts all. */
function createHoleList() {
  const holes: Completeness['holes'] = []
  let holeCount = 0
  let fromMs = 0
  let toMs = 0
  let bars = 0
  let runKind: HoleKind = 'unexplained'
  const close = (): void => {
    if (bars === 0) return
    holeCount++
    if (holes.length < HOLE_LIST_LIMIT) holes.push({ from: isoTime(fromMs), to: isoTime(toMs), bars, kind: runKind })
    bars = 0
  }
  return {
    close,
    add(startMs: number, kind: HoleKind): void {
      if (kind !== runKind) close()
      if (bars === 0) fromMs = startMs
      runKind = kind
      toMs = startMs
      bars++
    },
    listed: () => ({ holeCount, holes }),
  }
}
