import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { type TidyTerms, tidyAnswer } from '../../../src/main/engine/download/tidyAnswer.ts'
import type { ReceivedBars } from '../../../src/main/engine/ports/brokerHistory.ts'
import { barsAt, HOUR, hours } from './roomFixture.ts'

const ALWAYS: TidyTerms = { calendar: calendarOf('24x7'), intervalMs: HOUR, fromMs: 0, endMs: 1000 * HOUR }

function timesOf(bars: ReceivedBars, terms: Partial<TidyTerms> = {}): readonly number[] {
  const tidy = tidyAnswer(bars, { ...ALWAYS, ...terms })
  if (!tidy.ok) throw new Error(tidy.trouble.message)
  return tidy.value.timeMs
}

test('any order and any number of identical repeats give the same bars', () => {
  const sorted = tidyAnswer(barsAt(hours(3, 20)), ALWAYS)
  fc.assert(
    fc.property(
      fc.shuffledSubarray(hours(3, 20), { minLength: 17 }),
      fc.array(fc.constantFrom(...hours(3, 20))),
      (order, repeats) => {
        expect(tidyAnswer(barsAt([...order, ...repeats]), ALWAYS)).toEqual(sorted)
      },
    ),
  )
})

test('one time with two different bars is garbled, whichever field differs and wherever they stand', () => {
  for (const key of ['open', 'high', 'low', 'close', 'volume', 'trades'] as const) {
    const bars = barsAt([5 * HOUR, 3 * HOUR, 4 * HOUR, 3 * HOUR])
    const column = Float64Array.from(bars[key])
    column[3] = column[3]! + 1
    expect(tidyAnswer({ ...bars, [key]: column }, ALWAYS)).toMatchObject({
      ok: false,
      trouble: { code: 'ibkr-garbled' },
    })
  }
})

test('repeats of bars without trade counts are identical', () => {
  const bars = barsAt([HOUR, HOUR])
  expect(timesOf({ ...bars, trades: new Float64Array(2).fill(Number.NaN) })).toEqual([HOUR])
})

test('a contradiction outside of what was asked for does not matter', () => {
  const bars = barsAt([HOUR, HOUR, 9 * HOUR])
  const open = Float64Array.from([1, 2, 3])
  expect(timesOf({ ...bars, open }, { fromMs: 2 * HOUR })).toEqual([9 * HOUR])
})

describe('what is left out', () => {
  test('bars before the start and bars that end after the end', () => {
    expect(timesOf(barsAt(hours(0, 20)), { fromMs: 5 * HOUR, endMs: 9 * HOUR })).toEqual(hours(5, 9))
    expect(timesOf(barsAt(hours(0, 20)), { fromMs: 5 * HOUR + 1, endMs: 9 * HOUR - 1 })).toEqual(hours(6, 8))
  })

  test('bars off the grid stay', () => {
    const off = 3 * HOUR + 60_000
    expect(timesOf(barsAt([3 * HOUR, off]), { endMs: 5 * HOUR })).toEqual([3 * HOUR, off])
    expect(timesOf(barsAt([3 * HOUR, off]), { endMs: 4 * HOUR })).toEqual([3 * HOUR])
  })

  test('nothing of nothing', () => {
    expect(timesOf(barsAt([]))).toEqual([])
  })
})

describe('the New York clock: a bar ends with the next full hour or its session', () => {
  const calendar = calendarOf('us-equity-rth-clock')
  const at = (text: string) => Date.parse(text)
  /** Friday after Thanksgiving closes at 13:00; winter: 09:30 is 14:30 UTC. */
  const friday = ['14:30', '15:00', '16:00', '17:00'].map((time) => at(`2024-11-29T${time}Z`))
  /** Summer: 09:30 is 13:30 UTC. */
  const july = ['13:30', '14:00', '15:00', '16:00', '17:00', '18:00', '19:00'].map((time) => at(`2024-07-10T${time}Z`))
  const part = { calendar, fromMs: at('2024-01-01T00:00Z') }

  test('the first bar is whole at 10:00', () => {
    expect(timesOf(barsAt(july), { ...part, endMs: at('2024-07-10T13:59:59Z') })).toEqual([])
    expect(timesOf(barsAt(july), { ...part, endMs: at('2024-07-10T14:00Z') })).toEqual(july.slice(0, 1))
  })

  test('the last bar is whole at 16:00', () => {
    expect(timesOf(barsAt(july), { ...part, endMs: at('2024-07-10T19:59Z') })).toEqual(july.slice(0, -1))
    expect(timesOf(barsAt(july), { ...part, endMs: at('2024-07-10T20:00Z') })).toEqual(july)
  })

  test('a half day', () => {
    expect(timesOf(barsAt(friday), { ...part, endMs: at('2024-11-29T17:30Z') })).toEqual(friday.slice(0, -1))
    expect(timesOf(barsAt(friday), { ...part, endMs: at('2024-11-29T18:00Z') })).toEqual(friday)
  })

  test('four-hour bars end at the close of a half day', () => {
    const bars = [friday[0]!, at('2024-11-29T17:00Z')]
    const terms = { ...part, intervalMs: 4 * HOUR }
    expect(timesOf(barsAt(bars), { ...terms, endMs: at('2024-11-29T17:00Z') })).toEqual(bars.slice(0, 1))
    expect(timesOf(barsAt(bars), { ...terms, endMs: at('2024-11-29T18:00Z') })).toEqual(bars)
  })

  test('a day bar is whole at the close', () => {
    const terms = { ...part, intervalMs: 24 * HOUR }
    expect(timesOf(barsAt([friday[0]!]), { ...terms, endMs: at('2024-11-29T17:59Z') })).toEqual([])
    expect(timesOf(barsAt([friday[0]!]), { ...terms, endMs: at('2024-11-29T18:00Z') })).toEqual([friday[0]])
  })

  test('a bar outside of sessions ends after its length', () => {
    const saturday = at('2024-11-30T15:00Z')
    expect(timesOf(barsAt([saturday]), { ...part, endMs: saturday + HOUR - 1 })).toEqual([])
    expect(timesOf(barsAt([saturday]), { ...part, endMs: saturday + HOUR })).toEqual([saturday])
  })
})
