import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AskedSpan, HoleKind, TimeSpan } from '../../../src/core/contract/download.ts'
import {
  type CompletenessJudgement,
  type CompletenessQuestion,
  HOLE_LIST_LIMIT,
  judgeCompleteness,
} from '../../../src/core/market/completeness.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { isoTime } from '../../../src/core/time/isoTime.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** A Friday in winter: extended hours run into Saturday by UTC. */
const T0 = Date.UTC(2024, 0, 5)
const HALF = 30 * MINUTE

const hours = (from: number, to: number): TimeSpan => ({ fromMs: T0 + from * HOUR, toMs: T0 + to * HOUR })
const answered = (from: number, to: number, answers: number): AskedSpan => ({ ...hours(from, to), answers, empties: 0 })
const barsAt = (...at: readonly number[]) => Float64Array.from(at, (hour) => T0 + hour * HOUR)

function ask(change: Partial<CompletenessQuestion>): CompletenessJudgement {
  return judgeCompleteness({
    calendar: calendarOf('24x7'),
    intervalMs: HOUR,
    ...hours(0, 10),
    timeMs: barsAt(0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    sessions: [hours(0, 10)],
    asked: [answered(0, 10, 1)],
    ...change,
  })
}
const short = ({ holes }: CompletenessJudgement) =>
  holes.map(({ from, to, bars, kind }) => `${from.slice(8, 13)} ${to.slice(8, 13)} ${bars} ${kind}`)

describe('judgeCompleteness', () => {
  test('everything is there', () => {
    expect(ask({})).toEqual({
      expectedBars: 10,
      receivedBars: 10,
      missingBars: 0,
      closedBars: 0,
      noTradesBars: 0,
      unexplainedBars: 0,
      barsOutsideSessions: 0,
      holeCount: 0,
      holes: [],
    })
  })

  test('two answers make a missing bar one without trades, one answer does not; runs of one kind are one hole', () => {
    const judged = ask({ timeMs: barsAt(0, 1, 4, 7, 9), asked: [answered(0, 10, 1), answered(2, 6, 1)] })
    expect(judged).toMatchObject({ expectedBars: 10, receivedBars: 5, noTradesBars: 3, unexplainedBars: 2 })
    expect(short(judged)).toEqual([
      '05T02 05T03 2 no-trades',
      '05T05 05T05 1 no-trades',
      '05T06 05T06 1 unexplained',
      '05T08 05T08 1 unexplained',
    ])
  })

  test('a bar of which only a part was asked about twice is unexplained; one question may be answered twice', () => {
    const timeMs = barsAt(0, 1, 2, 4, 5, 6, 7, 8, 9)
    expect(ask({ timeMs, asked: [answered(0, 10, 1), answered(3, 3.5, 1)] }).unexplainedBars).toBe(1)
    expect(ask({ timeMs, asked: [answered(0, 3.5, 2), answered(3.5, 10, 2)] }).noTradesBars).toBe(1)
    expect(ask({ timeMs, asked: [answered(0, 10, 2)] }).noTradesBars).toBe(1)
  })

  test('a bar of no session is closed, never missing; a bar that touches a session by a minute is expected', () => {
    const sessions = [{ fromMs: T0, toMs: T0 + 3 * HOUR + MINUTE }, hours(8, 10)]
    const judged = ask({ sessions, timeMs: barsAt(0, 1, 2, 3, 6, 8, 9) })
    expect(judged).toMatchObject({
      expectedBars: 6,
      receivedBars: 6,
      missingBars: 0,
      closedBars: 3,
      barsOutsideSessions: 1,
    })
    expect(short(judged)).toEqual(['05T04 05T05 2 closed-session', '05T07 05T07 1 closed-session'])
  })

  test('a whole session of nothing is unexplained, however often it was asked for; a session of one bar is not', () => {
    const asked = [answered(0, 10, 9)]
    const touching = [hours(0, 4), hours(4, 8), hours(8, 9), hours(9, 10)]
    const judged = ask({ asked, sessions: touching, timeMs: barsAt(0, 9) })
    expect(short(judged)).toEqual(['05T01 05T03 3 no-trades', '05T04 05T07 4 unexplained', '05T08 05T08 1 no-trades'])
  })

  test('sessions not known: every bar is expected, and a day of nothing is unexplained', () => {
    const whole = { ...hours(0, 72), asked: [answered(0, 72, 2)], sessions: null }
    const judged = ask({ ...whole, timeMs: barsAt(0, 60) })
    expect(judged).toMatchObject({
      expectedBars: 72,
      closedBars: 0,
      noTradesBars: 46,
      unexplainedBars: 24,
      barsOutsideSessions: 0,
    })
  })

  test('sessions known for a part: elsewhere the calendar stands in, and nothing is called closed or outside', () => {
    const judged = ask({ timeMs: barsAt(0, 4, 8), sessions: [hours(3, 5)], sessionsSpan: hours(2, 6) })
    expect(judged).toMatchObject({
      expectedBars: 8,
      receivedBars: 3,
      missingBars: 5,
      closedBars: 2,
      barsOutsideSessions: 0,
    })
    const asIfWhole = ask({ timeMs: barsAt(0, 4, 8), sessions: [hours(3, 5)] })
    expect(asIfWhole).toMatchObject({ expectedBars: 2, closedBars: 6, barsOutsideSessions: 2 })
  })

  test('the bar that the span cuts is not judged, and a schedule without a session expects nothing', () => {
    expect(ask({ toMs: T0 + 9.5 * HOUR }).expectedBars).toBe(9)
    expect(ask({ sessions: [] })).toMatchObject({ expectedBars: 0, closedBars: 0, barsOutsideSessions: 10 })
    expect(ask({ sessions: [], timeMs: barsAt() })).toMatchObject({ expectedBars: 0, closedBars: 10, holeCount: 1 })
  })

  test('the list of holes ends, the count does not', () => {
    const every = Float64Array.from({ length: 30_000 }, (_, index) => T0 + index * 2 * HOUR)
    const judged = ask({ ...hours(0, 60_000), sessions: null, timeMs: every })
    expect([judged.holeCount, judged.holes.length, judged.unexplainedBars]).toEqual([30_000, HOLE_LIST_LIMIT, 30_000])
  })

  test('a million bars with a session a day take seconds at most', () => {
    const timeMs = Float64Array.from({ length: 500_000 }, (_, index) => T0 + index * 2 * MINUTE)
    const sessions = Array.from({ length: 700 }, (_, day) => hours(day * 24, day * 24 + 20))
    const startMs = performance.now()
    const judged = ask({ intervalMs: MINUTE, fromMs: T0, toMs: T0 + 1_000_000 * MINUTE, timeMs, sessions })
    expect(judged.expectedBars + judged.closedBars + judged.barsOutsideSessions).toBe(1_000_000)
    expect(performance.now() - startMs).toBeLessThan(5_000)
  })
})

/** The rules as they are written down, bar by bar and minute by minute. */
function bruteForce(
  question: CompletenessQuestion,
): Omit<CompletenessJudgement, 'holes' | 'holeCount'> & { readonly runs: readonly string[] } {
  const { calendar, intervalMs, fromMs, toMs, asked } = question
  const received = new Set(question.timeMs)
  const known = question.sessions === null ? null : (question.sessionsSpan ?? { fromMs, toMs })
  const cut = (span: TimeSpan, from: number, to: number): TimeSpan => ({
    fromMs: Math.max(span.fromMs, from),
    toMs: Math.min(span.toMs, to),
  })
  const own = (question.sessions ?? []).map((session) => cut(session, known!.fromMs, known!.toMs))
  const standIns = calendar.sessions(fromMs - DAY, toMs).flatMap(({ openMs, closeMs }) => {
    const session = { fromMs: openMs, toMs: closeMs }
    if (known === null) return [session]
    return [cut(session, -Infinity, known.fromMs), cut(session, known.toMs, Infinity)]
  })
  const sessions = [...own, ...standIns].filter((session) => session.fromMs < session.toMs)
  const bars = [...calendar.expectedBars(fromMs, toMs, intervalMs)]
    .map((startMs) => ({ startMs, endMs: calendar.barEnd(startMs, intervalMs) }))
    .filter(({ endMs }) => endMs <= toMs)
  const inSession = (bar: { startMs: number; endMs: number }, session: TimeSpan) =>
    bar.startMs < session.toMs && session.fromMs < bar.endMs
  const silent = sessions.filter((session) => {
    const own = bars.filter((bar) => inSession(bar, session))
    return own.length > 1 && !own.some((bar) => received.has(bar.startMs))
  })
  const kinds = bars.map((bar): HoleKind | 'received' | 'extra' => {
    const open = sessions.some((session) => inSession(bar, session))
    if (received.has(bar.startMs)) return open ? 'received' : 'extra'
    if (!open) return 'closed-session'
    if (silent.some((session) => inSession(bar, session))) return 'unexplained'
    for (let timeMs = bar.startMs; timeMs < bar.endMs; timeMs += HALF) {
      const answers = asked.filter((span) => span.fromMs <= timeMs && timeMs < span.toMs)
      if (answers.reduce((sum, span) => sum + span.answers, 0) < 2) return 'unexplained'
    }
    return 'no-trades'
  })
  const runs: string[] = []
  for (let i = 0; i < bars.length; i++) {
    const kind = kinds[i]!
    if (kind === 'received' || kind === 'extra' || kinds[i - 1] === kind) continue
    let last = i
    while (kinds[last + 1] === kind) last++
    runs.push(`${isoTime(bars[i]!.startMs)} ${isoTime(bars[last]!.startMs)} ${last - i + 1} ${kind}`)
  }
  const number = (kind: string) => kinds.filter((found) => found === kind).length
  const outside = [...question.timeMs].filter((startMs) => {
    const endMs = calendar.barEnd(startMs, intervalMs) || startMs + intervalMs
    if (known === null || startMs < known.fromMs || endMs > known.toMs) return false
    return startMs >= fromMs && endMs <= toMs && !sessions.some((session) => inSession({ startMs, endMs }, session))
  })
  return {
    expectedBars: number('received') + number('no-trades') + number('unexplained'),
    receivedBars: number('received'),
    missingBars: number('no-trades') + number('unexplained'),
    closedBars: number('closed-session'),
    noTradesBars: number('no-trades'),
    unexplainedBars: number('unexplained'),
    barsOutsideSessions: outside.length,
    runs,
  }
}

/** Four days in half hours. Sessions keep an order of cuts, so that they may touch but not overlap. */
const cuts = fc.uniqueArray(fc.integer({ min: -10, max: 202 }), { maxLength: 14 }).map((at) => at.sort((a, b) => a - b))
const sessionsArbitrary = fc.tuple(cuts, fc.boolean()).map(([at, touching]) => {
  const spans: TimeSpan[] = []
  for (let i = 0; i + 1 < at.length; i += touching ? 1 : 2)
    spans.push({ fromMs: T0 + at[i]! * HALF, toMs: T0 + at[i + 1]! * HALF })
  return spans.reverse()
})
const askedArbitrary = fc.array(
  fc.record({
    at: fc.integer({ min: -5, max: 200 }),
    length: fc.integer({ min: 0, max: 150 }),
    answers: fc.integer({ min: 0, max: 2 }),
  }),
  { maxLength: 6 },
)

test('agrees with the rules applied bar by bar', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('24x7', 'us-equity-rth', 'us-equity-rth-clock', 'us-equity-extended'),
      fc.constantFrom(HALF, HOUR, 4 * HOUR),
      fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 192 })),
      fc.array(fc.integer({ min: 0, max: 191 }), { maxLength: 120 }),
      fc.option(sessionsArbitrary),
      fc.option(fc.tuple(fc.integer({ min: -10, max: 150 }), fc.integer({ min: 0, max: 150 }))),
      askedArbitrary,
      (name, intervalMs, [from, length], at, sessions, known, asked) => {
        const question = {
          calendar: calendarOf(name),
          intervalMs,
          fromMs: T0 + from * HALF,
          toMs: T0 + (from + length) * HALF,
          timeMs: Float64Array.from(
            [...new Set(at)].sort((a, b) => a - b),
            (half) => T0 + half * HALF,
          ),
          sessions,
          ...(known === null
            ? {}
            : { sessionsSpan: { fromMs: T0 + known[0] * HALF, toMs: T0 + (known[0] + known[1]) * HALF } }),
          asked: asked.map((span) => ({
            fromMs: T0 + span.at * HALF,
            toMs: T0 + (span.at + span.length) * HALF,
            answers: span.answers,
            empties: 0,
          })),
        }
        const { holes, holeCount, ...counts } = judgeCompleteness(question)
        const runs = holes.map((hole) => `${hole.from} ${hole.to} ${hole.bars} ${hole.kind}`)
        expect({ ...counts, runs }).toEqual(bruteForce(question))
        expect(holeCount).toBe(holes.length)
        expect(counts.expectedBars).toBe(counts.receivedBars + counts.missingBars)
      },
    ),
    { numRuns: 1_500 },
  )
})
