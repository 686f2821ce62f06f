import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CalendarName } from '../../../src/core/market/instrument.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { mergeAnswers } from '../../../src/main/engine/download/mergeAnswers.ts'
import { walkBack } from '../../../src/main/engine/download/walkBack.ts'
import { askedBy } from '../../../src/main/engine/download/walkSeries.ts'
import { answerWith, barsAt, DAY, HOUR, hours } from './roomFixture.ts'
import { type Source, twoSessionsBack, type Walked, walk } from './walkFixture.ts'

const SPAN = { fromMs: 10 * HOUR, toMs: 100 * HOUR }

describe('where the walk stands', () => {
  test('at its beginning it asks for the end of the span', () => {
    expect(walkBack(SPAN, [], true)).toEqual({
      frontierMs: 100 * HOUR,
      nextEndMs: 100 * HOUR,
      stoppedAtEmptiness: false,
    })
  })

  test('the next question overlaps the oldest two bars', () => {
    expect(walkBack(SPAN, [answerWith(hours(60, 100))], true)).toMatchObject({
      frontierMs: 60 * HOUR,
      nextEndMs: 62 * HOUR,
    })
  })

  test('an answer of one or two bars has no seam to spare', () => {
    expect(walkBack(SPAN, [answerWith(hours(98, 100))], true)).toMatchObject({ nextEndMs: 98 * HOUR })
  })

  test('an answer with nothing older than the seam moves nothing: the next question ends at the frontier', () => {
    const seam = answerWith(hours(60, 62), { fromMs: 60 * HOUR, endMs: 62 * HOUR })
    expect(walkBack(SPAN, [answerWith(hours(60, 100)), seam], true)).toMatchObject({
      frontierMs: 60 * HOUR,
      nextEndMs: 60 * HOUR,
    })
  })

  test('an answer never moves it forward', () => {
    const seam = answerWith(hours(61, 62), { fromMs: 61 * HOUR, endMs: 62 * HOUR })
    expect(walkBack(SPAN, [answerWith(hours(60, 100)), seam], true)).toMatchObject({ frontierMs: 60 * HOUR })
  })

  test('an empty answer moves it by what it covers, and no seam is expected there', () => {
    const empty = answerWith([], { fromMs: 40 * HOUR, endMs: 60 * HOUR })
    expect(walkBack(SPAN, [answerWith(hours(60, 100)), empty], true)).toMatchObject({
      frontierMs: 40 * HOUR,
      nextEndMs: 40 * HOUR,
    })
  })

  test('it is done at the start of the span', () => {
    expect(walkBack(SPAN, [answerWith(hours(10, 100))], true).nextEndMs).toBeNull()
    expect(walkBack(SPAN, [answerWith(hours(11, 100))], true).nextEndMs).toBe(13 * HOUR)
    expect(walkBack(SPAN, [answerWith(hours(40, 100), { fromMs: 10 * HOUR })], true).nextEndMs).toBeNull()
  })

  test('a year of emptiness ends it only where the head is not known', () => {
    const span = { fromMs: 0, toMs: 800 * DAY }
    const empties = (days: number) => [
      answerWith([790 * DAY], { fromMs: 790 * DAY, endMs: 800 * DAY }),
      answerWith([], { fromMs: (790 - days) * DAY, endMs: 790 * DAY }),
    ]
    expect(walkBack(span, empties(365), false)).toMatchObject({ stoppedAtEmptiness: false })
    expect(walkBack(span, empties(366), false)).toMatchObject({ stoppedAtEmptiness: true, nextEndMs: null })
    expect(walkBack(span, empties(366), true)).toMatchObject({ stoppedAtEmptiness: false, nextEndMs: 424 * DAY })
    const between = [...empties(200), answerWith([500 * DAY], { fromMs: 500 * DAY, endMs: 590 * DAY })]
    const more = [...between, answerWith([], { fromMs: 140 * DAY, endMs: 500 * DAY })]
    expect(walkBack(span, more, false)).toMatchObject({ stoppedAtEmptiness: false, nextEndMs: 140 * DAY })
  })
})

const CHUNK = 4 * DAY

type World = {
  calendar: CalendarName
  days: number
  missing: readonly number[]
  dark: readonly number[]
  reach: number[]
}

const world: fc.Arbitrary<World> = fc.record({
  calendar: fc.constantFrom<CalendarName[]>('24x7', 'us-equity-rth', 'us-equity-rth-clock', 'us-equity-extended'),
  days: fc.integer({ min: 1, max: 40 }),
  missing: fc.array(fc.integer({ min: 0, max: 999 }), { maxLength: 30 }),
  dark: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }),
  reach: fc.array(fc.double({ min: 1, max: 1.4, noNaN: true }), { minLength: 1, maxLength: 9 }),
})

/** Monday, two weeks before a change of the clocks. */
const START = Date.UTC(2024, 1, 26)

function barsOf({ calendar, days, missing, dark }: World): readonly number[] {
  const all = [...calendarOf(calendar).expectedBars(START, START + days * DAY, HOUR)]
  const gone = new Set(missing.map((place) => all[place % all.length]))
  const darkDays = new Set(dark)
  return all.filter((timeMs) => !gone.has(timeMs) && !darkDays.has(Math.floor((timeMs - START) / DAY)))
}

/** Shuffled, as the source pleases, with the bar that is partial at the end. */
function answering(stored: readonly number[], startOf: (endMs: number, count: number) => number): Source {
  return ({ endMs }, count) => {
    const startMs = startOf(endMs, count)
    const found = stored.filter((timeMs) => timeMs >= startMs && timeMs < endMs)
    return found.length === 0
      ? null
      : barsAt([...found.filter((_, i) => i % 2 === 1), ...found.filter((_, i) => i % 2 === 0)])
  }
}

function expectWalked({ end, answers, ends, span }: Walked, stored: readonly number[], one: World): void {
  expect(end).toMatchObject({ ok: true, value: { kind: 'done' } })
  expect([...mergeAnswers(answers).timeMs]).toEqual(stored)
  expect(askedBy(answers)[0]?.fromMs).toBe(span.fromMs)
  expect(askedBy(answers).at(-1)?.toMs).toBe(span.toMs)
  let reachedMs = span.fromMs
  for (const { fromMs, toMs } of askedBy(answers)) {
    expect(fromMs).toBe(reachedMs)
    reachedMs = toMs
  }
  const walked = ends.slice(
    0,
    answers.findIndex(({ phase }) => phase !== 'walk'),
  )
  walked.forEach((endMs, index) => {
    if (index > 0) expect(endMs).toBeLessThan(walked[index - 1]!)
  })
  expectDenied(answers, stored, one)
}

/** Every bar that is missing was denied at least twice, by questions that covered all of it. */
function expectDenied(answers: Walked['answers'], stored: readonly number[], { calendar, days }: World): void {
  const known = new Set(stored)
  const market = calendarOf(calendar)
  for (const startMs of market.expectedBars(START, START + days * DAY, HOUR)) {
    if (known.has(startMs)) continue
    const endMs = market.barEnd(startMs, HOUR)
    const denied = answers.filter((answer) => answer.fromMs <= startMs && answer.endMs >= endMs)
    expect(denied.length).toBeGreaterThanOrEqual(2)
  }
}

function spanOf({ days }: World) {
  return { fromMs: START, toMs: START + days * DAY }
}

describe('a walk through a source', () => {
  test('whatever a chunk reaches: it ends, asks ever earlier, covers the span, gets every bar and asks for the others again', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (one) => {
        const stored = barsOf(one)
        const source = answering(stored, (endMs, count) => endMs - CHUNK * one.reach[count % one.reach.length]!)
        const walked = await walk({ source, plan: { spans: [spanOf(one)] }, calendar: one.calendar })
        expectWalked(walked, stored, one)
      }),
      { numRuns: 60 },
    )
  })

  test('a chunk that was denied begins inside of a bar: that bar is not lost, even where nothing is asked again', async () => {
    const stored = [...hours(0, 105), ...hours(200, 300)]
    const source = answering(stored, (endMs) => endMs - 344_600_000)
    const plan = { spans: [{ fromMs: 0, toMs: 300 * HOUR }] }
    const facts = { confirmHoles: false }
    const { answers } = await walk({ source, plan, duration: '344600 S', facts })
    expect([...mergeAnswers(answers).timeMs]).toEqual(stored)
  })

  test('chunks that are cut at the start of a session', async () => {
    const aligned = world.map((one) => ({ ...one, dark: [] }))
    await fc.assert(
      fc.asyncProperty(aligned, async (one) => {
        const stored = barsOf({ ...one, calendar: '24x7' })
        const source = answering(stored, twoSessionsBack)
        const walked = await walk({ source, plan: { spans: [spanOf(one)] }, duration: '2 D' })
        expectWalked(walked, stored, { ...one, calendar: '24x7' })
      }),
      { numRuns: 60 },
    )
  })

  test('nothing there at all: as many questions as chunks, and a few to be sure', async () => {
    const span = { fromMs: START, toMs: START + 100 * DAY }
    const { end, answers } = await walk({ source: () => null, plan: { spans: [span] } })
    expect(end.ok).toBe(true)
    expect(answers.every(({ empty }) => empty)).toBe(true)
    expect(answers.filter(({ phase }) => phase === 'walk').length).toBe(25)
    expect(askedBy(answers).every((one) => one.answers >= 4)).toBe(true)
  })

  test('an empty success is an empty answer', async () => {
    const span = { fromMs: START, toMs: START + 2 * DAY }
    const { answers } = await walk({ source: () => barsAt([]), plan: { spans: [span] } })
    expect(answers.length).toBeGreaterThan(0)
    expect(answers.every(({ empty }) => empty)).toBe(true)
  })

  test('a source that revises its bars with every answer comes to an end', async () => {
    const stored = barsOf({ calendar: '24x7', days: 30, missing: [], dark: [], reach: [] })
    const source: Source = ({ endMs }, count) =>
      barsAt(
        stored.filter((timeMs) => timeMs >= endMs - CHUNK && timeMs < endMs),
        count / 100,
      )
    const span = { fromMs: START, toMs: START + 30 * DAY }
    const { end, answers } = await walk({ source, plan: { spans: [span] } })
    expect(end.ok).toBe(true)
    expect(answers.reduce((sum, answer) => sum + answer.revisions, 0)).toBeGreaterThan(0)
  })

  test('a changed scale is seen where an answer holds bars of this download and stored ones', async () => {
    const times = hours(0, 20 * 24)
    const stored = barsAt(times.slice(0, 240))
    const half = (bars: ReturnType<typeof barsAt>) => ({
      ...bars,
      open: bars.open.map((value) => value / 2),
      high: bars.high.map((value) => value / 2),
      low: bars.low.map((value) => value / 2),
      close: bars.close.map((value) => value / 2),
    })
    const source: Source = ({ endMs }) =>
      half(barsAt(times.filter((timeMs) => timeMs >= endMs - CHUNK && timeMs < endMs)))
    const span = { fromMs: 230 * HOUR, toMs: 480 * HOUR }
    const { end, ends } = await walk({ source, plan: { spans: [span] }, facts: { stored } })
    expect(end).toMatchObject({ ok: true, value: { kind: 'scaled', scale: 0.5 } })
    expect(ends.length).toBeGreaterThan(2)
  })

  test('stored bars that agree are no revisions, and one that does not is one', async () => {
    const times = hours(0, 20 * 24)
    const stored = barsAt(times.slice(0, 240))
    const source: Source = ({ endMs }) => {
      const bars = barsAt(times.filter((timeMs) => timeMs >= endMs - CHUNK && timeMs < endMs))
      return { ...bars, close: bars.close.map((value, row) => (bars.timeMs[row] === 235 * HOUR ? value + 0.5 : value)) }
    }
    const span = { fromMs: 230 * HOUR, toMs: 480 * HOUR }
    const { end, answers } = await walk({ source, plan: { spans: [span] }, facts: { stored } })
    expect(end).toMatchObject({ ok: true, value: { kind: 'done' } })
    expect(answers.reduce((sum, answer) => sum + answer.revisions, 0)).toBe(1)
  })
})
