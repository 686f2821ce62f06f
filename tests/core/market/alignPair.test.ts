import { expect, test } from 'vitest'
import { alignPair } from '../../../src/core/market/alignPair.ts'
import type { BarSeries } from '../../../src/core/market/barSeries.ts'
import { resample } from '../../../src/core/market/resample.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'

const HOUR = 3_600_000

function series(times: readonly number[], intervalMs = HOUR): BarSeries {
  const column = (shift: number) => Float64Array.from(times, (_, i) => 10 * i + shift)
  return {
    symbol: 'X',
    intervalMs,
    timeMs: Float64Array.from(times),
    open: column(3),
    high: column(9),
    low: column(1),
    close: column(5),
    volume: column(0),
    trades: column(2),
  }
}

test('inner join on time, on shared memory, with what was dropped', () => {
  const result = alignPair(
    series([1, 2, 4, 5, 7].map((h) => h * HOUR)),
    series([2, 3, 4, 7, 8].map((h) => h * HOUR)),
    calendarOf('24x7'),
  )
  if (!result.ok) throw new Error(result.trouble.message)
  const { columns, dropped } = result.value
  expect([...columns.timeMs]).toEqual([2 * HOUR, 4 * HOUR, 7 * HOUR])
  expect([...columns.primary.close]).toEqual([15, 25, 45])
  expect([...columns.secondary.open]).toEqual([3, 23, 33])
  expect(dropped).toEqual({ primary: 2, secondary: 2 })
  expect([...columns.sessionEnd]).toEqual([0, 0, 0])
  expect(columns.primary.high.buffer).toBeInstanceOf(SharedArrayBuffer)
})

test('a session ends at its last bar by the calendar, or at the last bar there is before a night', () => {
  const calendar = calendarOf('us-equity-rth')
  const times = [...calendar.expectedBars(Date.UTC(2024, 6, 2), Date.UTC(2024, 6, 6), HOUR)]
  expect(times.length).toBe(7 + 4 + 7)
  const whole = alignPair(series(times), series(times), calendar)
  if (!whole.ok) throw new Error(whole.trouble.message)
  expect([...whole.value.columns.sessionEnd.entries()].filter(([, end]) => end === 1).map(([i]) => i)).toEqual([
    6, 10, 17,
  ])
  const cut = alignPair(series(times.filter((_, i) => i !== 6)), series(times), calendar)
  if (!cut.ok) throw new Error(cut.trouble.message)
  expect([...cut.value.columns.sessionEnd.entries()].filter(([, end]) => end === 1).map(([i]) => i)).toEqual([5, 9, 16])
})

test.each([
  ['us-equity-rth-clock', [6, 10, 17]],
  ['us-equity-extended', [15, 28, 44]],
] as const)('%s: sessions end with the last bar of the day, half days too', (name, ends) => {
  const calendar = calendarOf(name)
  const times = [...calendar.expectedBars(Date.UTC(2024, 6, 2, 6), Date.UTC(2024, 6, 6, 6), HOUR)]
  const result = alignPair(series(times), series(times), calendar)
  if (!result.ok) throw new Error(result.trouble.message)
  expect([...result.value.columns.sessionEnd.entries()].filter(([, end]) => end === 1).map(([i]) => i)).toEqual(ends)
})

test('legs that cannot be joined are refused with a code', () => {
  const calendar = calendarOf('24x7')
  expect(alignPair(series([0]), series([HOUR]), calendar)).toMatchObject({ trouble: { code: 'legs-do-not-overlap' } })
  expect(alignPair(series([0]), series([0], 2 * HOUR), calendar)).toMatchObject({
    trouble: { code: 'interval-mismatch' },
  })
})

test('resample: whole bars inside, none that is cut off at an end', () => {
  const result = resample(series([1, 2, 3, 5, 6, 7, 8].map((h) => h * HOUR)), 2 * HOUR, calendarOf('24x7'))
  if (!result.ok) throw new Error(result.trouble.message)
  const coarse = result.value
  expect([...coarse.timeMs]).toEqual([2 * HOUR, 4 * HOUR, 6 * HOUR])
  expect([...coarse.open]).toEqual([13, 33, 43])
  expect([...coarse.high]).toEqual([29, 39, 59])
  expect([...coarse.low]).toEqual([11, 31, 41])
  expect([...coarse.close]).toEqual([25, 35, 55])
  expect([...coarse.volume]).toEqual([30, 30, 90])
  expect([...coarse.trades]).toEqual([34, 32, 94])
})

test.each(['us-equity-rth-clock', 'us-equity-extended'] as const)('resample keeps to the grid of %s', (name) => {
  const calendar = calendarOf(name)
  const span = [Date.UTC(2024, 10, 27, 6), Date.UTC(2024, 11, 3, 6)] as const
  const half = series([...calendar.expectedBars(...span, HOUR / 2)], HOUR / 2)
  for (const toMs of [HOUR, 4 * HOUR, 24 * HOUR]) {
    const result = resample(half, toMs, calendar)
    if (!result.ok) throw new Error(result.trouble.message)
    expect([...result.value.timeMs]).toEqual([...calendar.expectedBars(...span, toMs)])
  }
})

test('resample: equity bars keep to their session; other steps are refused', () => {
  const calendar = calendarOf('us-equity-rth')
  const half = series([...calendar.expectedBars(Date.UTC(2024, 2, 8), Date.UTC(2024, 2, 12), HOUR / 2)], HOUR / 2)
  const result = resample(half, HOUR, calendar)
  if (!result.ok) throw new Error(result.trouble.message)
  expect([...result.value.timeMs]).toEqual([
    ...calendar.expectedBars(Date.UTC(2024, 2, 8), Date.UTC(2024, 2, 12), HOUR),
  ])
  expect(resample(half, HOUR * 0.75, calendar)).toMatchObject({ trouble: { code: 'interval-not-a-multiple' } })
  const empty = resample(series([]), 2 * HOUR, calendarOf('24x7'))
  expect(empty.ok && empty.value.timeMs.length).toBe(0)
})
