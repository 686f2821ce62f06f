import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { isoTime } from '../../../src/core/time/isoTime.ts'
import { type UsEquityCalendarName, usEquitySessionOn } from '../../../src/core/time/usEquityCalendar.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const NAMES: readonly UsEquityCalendarName[] = ['us-equity-rth', 'us-equity-rth-clock', 'us-equity-extended']
const INTERVALS = [15 * MINUTE, 30 * MINUTE, 90 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 8 * HOUR, DAY]
/** Weeks of changes of the clock (old and new law), of half days and of the turn of the year. */
const NOTABLE_DAYS = [
  '2024-03-08',
  '2024-11-01',
  '2024-07-02',
  '2024-11-27',
  '2024-12-23',
  '2005-04-01',
  '2006-10-26',
  '1992-11-25',
]

const newYork = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})

/** Date and minute of the day on New York's clock, by the time zone database. */
function wallClock(timeMs: number): {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly minute: number
} {
  const part = Object.fromEntries(newYork.formatToParts(timeMs).map(({ type, value }) => [type, Number(value)]))
  return { year: part.year!, month: part.month!, day: part.day!, minute: part.hour! * 60 + part.minute! }
}

/** Bar starts by reading the wall clock at every quarter of an hour; whether a day trades, and if it is a half day, is not asked anew here. */
function barsByWallClock(
  name: UsEquityCalendarName,
  fromMs: number,
  toMs: number,
  intervalMs: number,
): readonly number[] {
  const every = intervalMs / MINUTE
  const starts: number[] = []
  for (let timeMs = Math.ceil(fromMs / (15 * MINUTE)) * 15 * MINUTE; timeMs < toMs; timeMs += 15 * MINUTE) {
    const { year, month, day, minute } = wallClock(timeMs)
    const session = usEquitySessionOn(year, month, day)
    if (session === null) continue
    const regularClose = session.halfDay ? (year < 1993 ? 14 : 13) : 16
    const open = name === 'us-equity-extended' ? 4 * 60 : 9 * 60 + 30
    const close = (name === 'us-equity-extended' ? regularClose + 4 : regularClose) * 60
    if (minute < open || minute >= close) continue
    const onGrid = name === 'us-equity-rth' ? (minute - open) % every === 0 : minute % every === 0 || minute === open
    if (onGrid) starts.push(timeMs)
  }
  return starts
}

const span = fc
  .record({
    dayMs: fc.oneof(
      fc.constantFrom(...NOTABLE_DAYS.map((day) => Date.parse(`${day}T00:00:00Z`))),
      fc.integer({ min: 7_400, max: 21_000 }).map((day) => day * DAY),
    ),
    offset: fc.integer({ min: 0, max: 4 * 24 * 12 }),
    length: fc.integer({ min: 0, max: 5 * 24 * 12 }),
  })
  .map(({ dayMs, offset, length }) => {
    const fromMs = dayMs + offset * 5 * MINUTE
    return { fromMs, toMs: fromMs + length * 5 * MINUTE }
  })
const kind = fc.record({ name: fc.constantFrom(...NAMES), intervalMs: fc.constantFrom(...INTERVALS) })

describe('the three calendars of US equities', () => {
  test('expected bars are those read off the clock of New York', () => {
    fc.assert(
      fc.property(kind, span, ({ name, intervalMs }, { fromMs, toMs }) => {
        const bars = [...calendarOf(name).expectedBars(fromMs, toMs, intervalMs)]
        expect(bars).toEqual(barsByWallClock(name, fromMs, toMs, intervalMs))
      }),
      { numRuns: 300 },
    )
  })

  test('expectedBars, barStart, barEnd, isOnGrid and sessionAt agree', () => {
    fc.assert(
      fc.property(kind, span, ({ name, intervalMs }, { fromMs, toMs }) => {
        const calendar = calendarOf(name)
        const bars = calendar.expectedBars(fromMs - DAY, toMs, intervalMs)
        const starts = new Set(bars)
        bars.forEach((startMs, index) => {
          const session = calendar.sessionAt(startMs)!
          const endMs = calendar.barEnd(startMs, intervalMs)
          const nextMs = bars[index + 1]
          const nextIsHere = nextMs !== undefined && nextMs < session.closeMs
          if (nextMs !== undefined) expect(endMs).toBe(nextIsHere ? nextMs : session.closeMs)
          expect(endMs - startMs).toBeGreaterThan(0)
          expect(endMs - startMs).toBeLessThanOrEqual(intervalMs)
          expect(endMs).toBeLessThanOrEqual(session.closeMs)
        })
        for (let timeMs = fromMs; timeMs < toMs; timeMs += 5 * MINUTE) {
          const startMs = calendar.barStart(timeMs, intervalMs)
          const session = calendar.sessionAt(timeMs)
          expect(calendar.isOnGrid(timeMs, intervalMs)).toBe(starts.has(timeMs))
          expect(Number.isNaN(startMs)).toBe(session === null)
          if (session === null) {
            expect(calendar.barEnd(timeMs, intervalMs)).toBeNaN()
            continue
          }
          expect(starts.has(startMs)).toBe(true)
          expect(startMs <= timeMs && timeMs < calendar.barEnd(startMs, intervalMs)).toBe(true)
          expect(calendar.sessions(session.openMs, session.openMs + 1)).toEqual([session])
        }
      }),
      { numRuns: 150 },
    )
  })

  test('a range cut in two gives the same bars', () => {
    fc.assert(
      fc.property(
        kind,
        span,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ name, intervalMs }, { fromMs, toMs }, share) => {
          const calendar = calendarOf(name)
          const cutMs = fromMs + Math.floor(share * (toMs - fromMs))
          const left = calendar.expectedBars(fromMs, cutMs, intervalMs)
          const right = calendar.expectedBars(cutMs, toMs, intervalMs)
          expect([...left, ...right]).toEqual([...calendar.expectedBars(fromMs, toMs, intervalMs)])
        },
      ),
    )
  })
})

const clock = (name: UsEquityCalendarName, fromMs: number, toMs: number, intervalMs: number) =>
  [...calendarOf(name).expectedBars(fromMs, toMs, intervalMs)].map((timeMs) => isoTime(timeMs).slice(5, 16))

test('hour bars on the clock: half an hour at 09:30, then 10:00 .. 15:00, as the broker stamps them', () => {
  const calendar = calendarOf('us-equity-rth-clock')
  const at = (hour: string) => Date.parse(`2024-03-11T${hour}:00Z`)
  expect(clock('us-equity-rth-clock', at('00:00'), at('00:00') + DAY, HOUR).map((text) => text.slice(6))).toEqual([
    ...['13:30', '14:00', '15:00', '16:00', '17:00', '18:00', '19:00'],
  ])
  expect(calendar.barEnd(at('13:30'), HOUR)).toBe(at('14:00'))
  expect(calendar.barEnd(at('19:00'), HOUR)).toBe(at('20:00'))
  expect(calendar.isOnGrid(at('14:30'), HOUR)).toBe(false)
})

test('extended hours cross UTC midnight in winter and end at 17:00 New York on half days', () => {
  const calendar = calendarOf('us-equity-extended')
  const thursdayMs = Date.UTC(2024, 0, 4)
  const hours = clock('us-equity-extended', thursdayMs + 5 * HOUR, thursdayMs + 29 * HOUR, HOUR)
  expect(hours).toHaveLength(16)
  expect([hours[0], hours[15]]).toEqual(['01-04T09:00', '01-05T00:00'])
  expect(calendar.sessionAt(thursdayMs + 24.5 * HOUR)?.openMs).toBe(thursdayMs + 9 * HOUR)
  expect(calendar.sessionAt(thursdayMs + 25 * HOUR)).toBeNull()
  const half = calendar.sessionAt(Date.UTC(2024, 10, 29, 15))
  expect(half).toEqual({ openMs: Date.UTC(2024, 10, 29, 9), closeMs: Date.UTC(2024, 10, 29, 22), halfDay: true })
})

test('a daily bar is the whole session', () => {
  for (const name of NAMES) {
    const calendar = calendarOf(name)
    for (const session of calendar.sessions(Date.UTC(2024, 0, 1), Date.UTC(2025, 0, 1))) {
      expect([...calendar.expectedBars(session.openMs, session.closeMs, DAY)]).toEqual([session.openMs])
      expect(calendar.barEnd(session.openMs, DAY)).toBe(session.closeMs)
    }
  }
})
