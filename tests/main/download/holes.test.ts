import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AskedSpan, TimeSpan } from '../../../src/core/contract/download.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { mergeAsked } from '../../../src/main/engine/download/askedSpans.ts'
import { expectedStarts, nextHole, without } from '../../../src/main/engine/download/holes.ts'
import { DAY, HOUR, hours } from './roomFixture.ts'

const START = Date.UTC(2024, 10, 25)

/** Disjoint and ascending, as a venue's sessions are. */
const sessions = fc
  .uniqueArray(fc.integer({ min: 0, max: 10 * 24 * 2 }), { maxLength: 20 })
  .map((places) => places.sort((a, b) => a - b).map((place) => START + (place * HOUR) / 2))
  .map((edges) =>
    edges.flatMap((fromMs, index): TimeSpan[] =>
      index % 2 === 0 && edges[index + 1] !== undefined ? [{ fromMs, toMs: edges[index + 1]! }] : [],
    ),
  )

describe('bars that are expected', () => {
  const names = ['24x7', 'us-equity-rth', 'us-equity-rth-clock', 'us-equity-extended'] as const

  test('are those of the calendar that end within the span and overlap a session, as far as these are known', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        sessions,
        fc.integer({ min: 0, max: 240 }),
        fc.integer({ min: 0, max: 240 }),
        fc.constantFrom(HOUR, 4 * HOUR, HOUR / 2),
        (name, open, from, length, intervalMs) => {
          const calendar = calendarOf(name)
          const known = { fromMs: START + 10 * HOUR, toMs: START + 200 * HOUR, sessions: open }
          const span = { fromMs: START + from * HOUR, toMs: START + (from + length) * HOUR }
          const expected = [...calendar.expectedBars(span.fromMs, span.toMs, intervalMs)].filter((startMs) => {
            const endMs = calendar.barEnd(startMs, intervalMs)
            const isKnown = startMs >= known.fromMs && endMs <= known.toMs
            if (!isKnown) return endMs <= span.toMs
            return endMs <= span.toMs && open.some(({ fromMs, toMs }) => fromMs < endMs && toMs > startMs)
          })
          expect([...expectedStarts(calendar, intervalMs, span, known)]).toEqual(expected)
        },
      ),
    )
  })

  test('are all of the calendar where the sessions are not known, and none where there are none', () => {
    const span = { fromMs: START, toMs: START + DAY }
    expect(expectedStarts(calendarOf('24x7'), HOUR, span, null).length).toBe(24)
    expect(expectedStarts(calendarOf('24x7'), HOUR, span, { ...span, sessions: [] }).length).toBe(0)
  })

  test('the half day after Thanksgiving has four, and a bar that ends after the span is none', () => {
    const calendar = calendarOf('us-equity-rth-clock')
    const whole = { fromMs: Date.parse('2024-11-28T00:00Z'), toMs: Date.parse('2024-11-30T00:00Z') }
    const sessions = [{ fromMs: Date.parse('2024-11-29T14:30Z'), toMs: Date.parse('2024-11-29T18:00Z') }]
    const open = { ...whole, sessions }
    expect(expectedStarts(calendar, HOUR, whole, open).length).toBe(4)
    expect(expectedStarts(calendar, HOUR, { ...whole, toMs: Date.parse('2024-11-29T17:59Z') }, open).length).toBe(3)
  })
})

test('without: what a list lacks of another', () => {
  const list = fc.uniqueArray(fc.integer({ min: 0, max: 60 })).map((all) => all.sort((a, b) => a - b))
  fc.assert(
    fc.property(list, list, (all, others) => {
      expect([...without(Float64Array.from(all), others)]).toEqual(all.filter((value) => !others.includes(value)))
    }),
  )
})

function asked(from: number, to: number, answers: number): AskedSpan {
  return { fromMs: from * HOUR, toMs: to * HOUR, answers, empties: 0 }
}

describe('the next hole', () => {
  const expected = Float64Array.from(hours(0, 100))
  const next = (missing: readonly number[], spans: readonly AskedSpan[]) =>
    nextHole(Float64Array.from(missing), expected, spans)

  test('is the newest missing bar that was denied less than twice', () => {
    const missing = [3, 40, 41, 77].map((hour) => hour * HOUR)
    expect(next(missing, [])).toBe(77 * HOUR)
    expect(next(missing, [asked(0, 100, 1)])).toBe(77 * HOUR)
    expect(next(missing, [asked(0, 41, 1), asked(41, 100, 2)])).toBe(40 * HOUR)
    expect(next(missing, [asked(0, 40, 1), asked(40, 100, 2)])).toBe(3 * HOUR)
    expect(next(missing, [asked(0, 100, 2)])).toBeNull()
    expect(next([], [])).toBeNull()
  })

  test('a span ends before its end', () => {
    expect(next([5 * HOUR], [asked(0, 5, 9)])).toBe(5 * HOUR)
    expect(next([5 * HOUR], [asked(5, 6, 2)])).toBeNull()
    expect(next([5 * HOUR], [asked(6, 9, 9)])).toBe(5 * HOUR)
  })

  test('twelve missing bars in a row must be denied four times, eleven twice', () => {
    expect(next(hours(20, 31), [asked(0, 100, 2)])).toBeNull()
    expect(next(hours(20, 32), [asked(0, 100, 3)])).toBe(31 * HOUR)
    expect(next(hours(20, 32), [asked(0, 100, 4)])).toBeNull()
  })

  test('a row goes on over a closed session', () => {
    const openBars = [...hours(0, 30), ...hours(60, 90)]
    const missing = Float64Array.from([...hours(24, 30), ...hours(60, 66)])
    expect(nextHole(missing, Float64Array.from(openBars), [asked(0, 100, 3)])).toBe(65 * HOUR)
    const apart = Float64Array.from([...hours(23, 29), ...hours(60, 66)])
    expect(nextHole(apart, Float64Array.from(openBars), [asked(0, 100, 3)])).toBeNull()
  })

  test('asking for it again and again ends, with every missing bar denied often enough', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 99 })),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
        (places, reach, gives) => {
          let missing: Float64Array = Float64Array.from(places.sort((a, b) => a - b).map((place) => place * HOUR))
          let spans: readonly AskedSpan[] = []
          let questions = 0
          for (;;) {
            const holeMs = nextHole(missing, expected, spans)
            if (holeMs === null) break
            if (++questions > 500) throw new Error('without end')
            const toMs = holeMs + HOUR
            const fromMs = toMs - reach[questions % reach.length]! * HOUR
            if (gives[questions % gives.length]) missing = without(missing, [holeMs])
            spans = mergeAsked([...spans, { fromMs, toMs, answers: 1, empties: 0 }])
          }
          for (const timeMs of missing) {
            const span = spans.find(({ fromMs, toMs }) => fromMs <= timeMs && timeMs < toMs)
            expect(span!.answers).toBeGreaterThanOrEqual(2)
          }
        },
      ),
    )
  })
})
