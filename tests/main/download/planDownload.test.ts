import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CalendarName } from '../../../src/core/market/instrument.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { subtract } from '../../../src/core/time/timeSpans.ts'
import { EDGE_BARS, type PlanFacts, spansToWalk, wantedSpan } from '../../../src/main/engine/download/planDownload.ts'
import { codeOf } from './downloadScene.ts'
import { DAY, HOUR, hours } from './roomFixture.ts'

const at = (text: string) => Date.parse(text)

function facts(part: Partial<PlanFacts> & { name?: CalendarName } = {}): PlanFacts {
  const { name = '24x7', ...rest } = part
  return {
    symbol: 'BTC',
    calendar: calendarOf(name),
    intervalMs: HOUR,
    nowMs: at('2024-07-10T14:20:30Z'),
    headTimeMs: null,
    asked: [],
    storedMs: new Float64Array(0),
    ...rest,
  }
}

function wanted(from: string | null, to: string | null, part: Partial<PlanFacts> & { name?: CalendarName } = {}) {
  const range = { fromMs: from === null ? null : at(from), toMs: to === null ? null : at(to) }
  return wantedSpan(range, facts(part))
}

function texts(outcome: ReturnType<typeof wantedSpan>) {
  if (!outcome.ok) return outcome.trouble.code
  return [outcome.value.fromMs, outcome.value.toMs].map((ms) => new Date(ms).toISOString().slice(0, 16))
}

describe('the wanted span', () => {
  test('without a range: six years, up to the last complete bar', () => {
    expect(texts(wanted(null, null))).toEqual(['2018-07-10T00:00', '2024-07-10T14:00'])
  })

  test('without a start: six years before the end', () => {
    expect(texts(wanted(null, '2020-02-29T12:00Z'))).toEqual(['2014-03-01T00:00', '2020-02-29T12:00'])
  })

  test('begins with the bar that holds its start, and ends with the last bar that ends within it', () => {
    expect(texts(wanted('2024-01-01T10:30Z', '2024-01-02T10:59Z'))).toEqual(['2024-01-01T10:00', '2024-01-02T10:00'])
  })

  test('an end in the future is now', () => {
    expect(texts(wanted('2024-07-01T00:00Z', '2030-01-01T00:00Z'))).toEqual(['2024-07-01T00:00', '2024-07-10T14:00'])
  })

  test('begins with the head where that is later', () => {
    const headTimeMs = at('2023-05-05T05:25Z')
    expect(texts(wanted('2020-01-01T00:00Z', null, { headTimeMs }))).toEqual(['2023-05-05T05:00', '2024-07-10T14:00'])
  })

  test('errors', () => {
    const headTimeMs = at('2023-05-05T05:00Z')
    expect(codeOf(wanted('2024-07-10T14:20:30Z', null))).toBe('range-in-future')
    expect(codeOf(wanted('2025-01-01T00:00Z', '2025-02-01T00:00Z'))).toBe('range-in-future')
    expect(codeOf(wanted('2024-02-01T00:00Z', '2024-02-01T00:00Z'))).toBe('range-empty')
    expect(codeOf(wanted('2024-02-01T00:00Z', '2024-01-01T00:00Z'))).toBe('range-empty')
    expect(codeOf(wanted('2024-02-01T00:10Z', '2024-02-01T00:50Z'))).toBe('range-empty')
    expect(codeOf(wanted('2024-07-10T14:05Z', null))).toBe('range-empty')
    expect(codeOf(wanted('2020-01-01T00:00Z', '2023-05-05T05:00Z', { headTimeMs }))).toBe('range-before-head')
    expect(codeOf(wanted('2020-01-01T00:00Z', '2023-05-05T05:30Z', { headTimeMs }))).toBe('range-empty')
    expect(codeOf(wanted(null, '2010-01-01T00:00Z', { headTimeMs }))).toBe('range-before-head')
  })

  test('New York, summer and winter', () => {
    const part = { name: 'us-equity-rth-clock' as const, nowMs: at('2025-01-01T00:00Z') }
    expect(texts(wanted('2024-03-08T00:00Z', '2024-03-08T20:59Z', part))).toEqual([
      '2024-03-08T00:00',
      '2024-03-08T20:00',
    ])
    expect(texts(wanted('2024-03-08T00:00Z', '2024-03-08T21:00Z', part))).toEqual([
      '2024-03-08T00:00',
      '2024-03-08T21:00',
    ])
    expect(texts(wanted('2024-03-08T00:00Z', '2024-03-11T20:00Z', part))).toEqual([
      '2024-03-08T00:00',
      '2024-03-11T20:00',
    ])
    expect(texts(wanted('2024-03-08T14:45Z', '2024-03-11T13:45Z', part))).toEqual([
      '2024-03-08T14:30',
      '2024-03-08T21:00',
    ])
    expect(texts(wanted('2024-03-08T00:00Z', '2024-03-11T14:00Z', part))).toEqual([
      '2024-03-08T00:00',
      '2024-03-11T14:00',
    ])
  })

  test('a half day, and the days after it', () => {
    const part = { name: 'us-equity-rth' as const, nowMs: at('2025-01-01T00:00Z') }
    expect(texts(wanted('2024-11-29T00:00Z', '2024-11-29T17:59Z', part))).toEqual([
      '2024-11-29T00:00',
      '2024-11-29T17:30',
    ])
    expect(texts(wanted('2024-11-29T00:00Z', '2024-12-01T00:00Z', part))).toEqual([
      '2024-11-29T00:00',
      '2024-11-29T18:00',
    ])
    expect(codeOf(wanted('2024-11-30T00:00Z', '2024-12-02T00:00Z', part))).toBe('range-empty')
  })

  test('day bars: up to the last close', () => {
    const part = { name: 'us-equity-rth' as const, intervalMs: DAY, nowMs: at('2025-01-01T00:00Z') }
    expect(texts(wanted('2024-11-25T00:00Z', '2024-11-29T17:00Z', part))).toEqual([
      '2024-11-25T00:00',
      '2024-11-27T21:00',
    ])
    expect(texts(wanted('2024-11-25T00:00Z', '2024-11-29T18:00Z', part))).toEqual([
      '2024-11-25T00:00',
      '2024-11-29T18:00',
    ])
  })

  test('never ends after now or inside of a bar, and never begins inside of one', () => {
    const names = ['24x7', 'us-equity-rth', 'us-equity-rth-clock', 'us-equity-extended'] as const
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.constantFrom(HOUR, HOUR / 60, 4 * HOUR),
        fc.integer({ min: 0, max: 20 * DAY }),
        fc.integer({ min: 1, max: 9 * DAY }),
        (name, intervalMs, from, length) => {
          const fromMs = at('2024-10-25T00:00Z') + from
          const nowMs = fromMs + length
          const span = wantedSpan({ fromMs, toMs: null }, facts({ name, intervalMs, nowMs }))
          if (!span.ok) {
            expect(span.trouble.code).toBe('range-empty')
            return
          }
          const calendar = calendarOf(name)
          expect(span.value.toMs).toBeLessThanOrEqual(nowMs)
          const lastMs = calendar.barStart(span.value.toMs - 1, intervalMs)
          expect(calendar.barEnd(lastMs, intervalMs)).toBe(span.value.toMs)
          if (calendar.sessionAt(span.value.fromMs) !== null)
            expect(calendar.isOnGrid(span.value.fromMs, intervalMs)).toBe(true)
        },
      ),
    )
  })
})

describe('what is left to walk', () => {
  const stored = Float64Array.from(hours(100, 200))
  const asked = [{ fromMs: 100 * HOUR, toMs: 200 * HOUR, answers: 1, empties: 0 }]
  const left = (from: number, to: number, part: Partial<PlanFacts> = {}) =>
    spansToWalk({ fromMs: from * HOUR, toMs: to * HOUR }, facts({ asked, storedMs: stored, ...part })).map(
      ({ fromMs, toMs }) => [fromMs / HOUR, toMs / HOUR],
    )

  test('all of it, where nothing was asked', () => {
    expect(left(5, 9, { asked: [], storedMs: new Float64Array(0) })).toEqual([[5, 9]])
  })

  test('nothing, where all was asked', () => {
    expect(left(100, 200)).toEqual([])
    expect(left(150, 160)).toEqual([])
  })

  test('forward, with the newest bars again', () => {
    expect(left(150, 230)).toEqual([[190, 230]])
  })

  test('back, with the oldest bars again', () => {
    expect(left(50, 150)).toEqual([[50, 110]])
  })

  test('both, newest first', () => {
    expect(left(50, 230)).toEqual([
      [190, 230],
      [50, 110],
    ])
  })

  test('a range apart is joined to what is there', () => {
    expect(left(300, 310)).toEqual([[190, 310]])
    expect(left(10, 20)).toEqual([[10, 110]])
  })

  test('few stored bars: all of them again, and no further than what is there', () => {
    const few = { storedMs: Float64Array.from(hours(100, 104)) }
    expect(left(150, 230, few)).toEqual([[100, 230]])
    expect(left(50, 150, few)).toEqual([[50, 200]])
    expect(left(50, 230, { storedMs: new Float64Array(0) })).toEqual([
      [200, 230],
      [50, 100],
    ])
  })

  test('a hole in what was asked', () => {
    const two = [
      { fromMs: 100 * HOUR, toMs: 140 * HOUR, answers: 1, empties: 0 },
      { fromMs: 160 * HOUR, toMs: 200 * HOUR, answers: 2, empties: 0 },
    ]
    expect(left(100, 200, { asked: two })).toEqual([[130, 170]])
  })

  test('covers all that was not asked, within the hull, and no more than the edges beyond', () => {
    const spans = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 60 })).map(([from, length]) => ({
        fromMs: from * HOUR,
        toMs: (from + length) * HOUR,
        answers: 1,
        empties: 0,
      })),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(spans, fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 99 }), (all, from, length) => {
        const known = subtract([{ fromMs: 0, toMs: 500 * HOUR }], subtract([{ fromMs: 0, toMs: 500 * HOUR }], all))
        const spansAsked = known.map((span) => ({ ...span, answers: 1, empties: 0 }))
        const storedMs = Float64Array.from(
          hours(0, 500).filter((ms) => known.some(({ fromMs, toMs }) => fromMs <= ms && ms < toMs)),
        )
        const span = { fromMs: from * HOUR, toMs: (from + length) * HOUR }
        const walks = spansToWalk(span, facts({ asked: spansAsked, storedMs }))
        expect(subtract([span], [...known, ...walks])).toEqual([])
        const hull = {
          fromMs: Math.min(span.fromMs, known[0]?.fromMs ?? span.fromMs),
          toMs: Math.max(span.toMs, known.at(-1)?.toMs ?? span.toMs),
        }
        expect(subtract([hull], [...known, ...walks])).toEqual([])
        expect(subtract(walks, [hull])).toEqual([])
        for (const walk of walks) {
          const again = storedMs.filter((ms) => walk.fromMs <= ms && ms < walk.toMs)
          expect(again.length).toBeLessThanOrEqual(2 * EDGE_BARS + 1)
        }
        walks.forEach((walk, index) => {
          if (index > 0) expect(walk.fromMs).toBeLessThanOrEqual(walks[index - 1]!.fromMs)
        })
      }),
    )
  })
})
