import { describe, expect, it } from 'vitest'
import { computeAt } from '../../../../src/core/features/matrix/computeAt.ts'
import { computeMatrixFeatures } from '../../../../src/core/features/matrix/computeMatrixFeatures.ts'
import { joinTableColumn } from '../../../../src/core/features/matrix/joinTableColumn.ts'
import type { MatrixInputs } from '../../../../src/core/features/matrix/matrixInputs.ts'
import { silentBeat } from '../../../../src/core/job/beat.ts'
import type { LegColumns } from '../../../../src/core/market/pairColumns.ts'
import type { Calendar } from '../../../../src/core/time/calendar.ts'
import { calendar24x7 } from '../../../../src/core/time/calendar24x7.ts'
import { calendarOf } from '../../../../src/core/time/calendarOf.ts'
import { featuresOf } from './sampleMatrix.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const at = (text: string) => Date.parse(text)

function legOf(values: readonly number[]): LegColumns {
  const column = Float64Array.from(values)
  return { open: column, high: column, low: column, close: column, volume: column }
}

function clockOf(times: Float64Array, calendar: Calendar, intervalMs: number): MatrixInputs {
  const leg = legOf([...times].map((_, row) => row + 1))
  return { market: { intervalMs, timeMs: times, instruments: [leg] }, calendars: [calendar], joined: [new Map()] }
}

function read(inputs: MatrixInputs, text: string): number[] {
  return [...computeMatrixFeatures(inputs, featuresOf(text), silentBeat).columns[0]![0]!]
}

describe('daylight time', () => {
  const calendar = calendarOf('us-equity-rth')
  // Clocks went forward on Sunday 2024-03-10, so the open moved from 14:30 to 13:30 UTC.
  const bars = clockOf(calendar.expectedBars(at('2024-03-08'), at('2024-03-12'), HOUR_MS), calendar, HOUR_MS)

  it('leaves the hours of the exchange as they are', () => {
    expect(bars.market.timeMs[0]).toBe(at('2024-03-08T14:30:00Z'))
    expect(bars.market.timeMs[7]).toBe(at('2024-03-11T13:30:00Z'))
    const day = [9, 10, 11, 12, 13, 14, 15]
    expect(read(bars, 'hour')).toEqual([...day, ...day])
    expect(read(bars, 'weekday')).toEqual([...day.map(() => 5), ...day.map(() => 1)])
    const since = [60, 120, 180, 240, 300, 360, 390]
    expect(read(bars, 'minutes_since_open')).toEqual([...since, ...since])
    expect(read(bars, 'minutes_until_close')).toEqual([...since, ...since].map((minutes) => 390 - minutes))
    expect(read(bars, 'first_bar')).toEqual([1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0])
    expect(read(bars, 'last_bar')).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1])
  })

  it('knows half days: the day after Thanksgiving ends at 13:00', () => {
    const half = clockOf(calendar.expectedBars(at('2024-11-29'), at('2024-11-30'), HOUR_MS), calendar, HOUR_MS)
    expect(read(half, 'minutes_until_close')).toEqual([150, 90, 30, 0])
  })

  it('is UTC where trading never stops, with no first and no last bar', () => {
    const times = Float64Array.from({ length: 24 }, (_, hour) => at('2024-03-10') + hour * HOUR_MS)
    const crypto = clockOf(times, calendar24x7, HOUR_MS)
    expect(read(crypto, 'hour')).toEqual(Array.from({ length: 24 }, (_, hour) => hour))
    expect(read(crypto, 'minutes_since_open')[23]).toBe(1440)
    expect(read(crypto, 'last_bar').every((flag) => flag === 0)).toBe(true)
    const [sine] = computeMatrixFeatures(crypto, featuresOf('hour_cycle'), silentBeat).columns[0]!
    expect(sine![6]).toBe(1)
  })
})

describe('the month', () => {
  const calendar = calendarOf('us-equity-rth')
  const days = clockOf(calendar.expectedBars(at('2024-05-28'), at('2024-06-07'), DAY_MS), calendar, DAY_MS)

  it('turns on its last session and the first three of the next: 31 May, 3, 4 and 5 June 2024', () => {
    // 28, 29, 30, 31 May, 3, 4, 5, 6 June; 27 May was a holiday.
    expect(read(days, 'turn_of_month')).toEqual([0, 0, 0, 1, 1, 1, 1, 0])
    expect(read(days, 'trading_day_of_month')).toEqual([19, 20, 21, 22, 1, 2, 3, 4])
    expect(read(days, 'trading_days_left').slice(0, 5)).toEqual([3, 2, 1, 0, 18])
    expect(read(days, 'month')).toEqual([5, 5, 5, 5, 6, 6, 6, 6])
    expect(read(days, 'day_of_month')).toEqual([28, 29, 30, 31, 3, 4, 5, 6])
  })

  it('is not known before the rules of the clock are', () => {
    const early = clockOf(Float64Array.of(at('1980-01-02T14:30:00Z')), calendar, DAY_MS)
    expect(read(early, 'hour')[0]).toBeNaN()
    expect(read(early, 'turn_of_month')[0]).toBeNaN()
  })
})

describe('two calendars on one clock', () => {
  const rth = calendarOf('us-equity-rth')
  const clock = calendarOf('us-equity-rth-clock')
  // Both have a bar at the open; that of `rth` ends at 10:30, that of `clock` at 10:00.
  const openMs = at('2024-03-11T13:30:00Z')
  const inputs: MatrixInputs = {
    market: {
      intervalMs: HOUR_MS,
      timeMs: Float64Array.of(openMs - 18 * HOUR_MS, openMs),
      instruments: [legOf([5, 7]), legOf([2, 3])],
    },
    calendars: [rth, clock],
    joined: [new Map(), new Map()],
  }

  it('show no bar that closes later than the own', () => {
    const { columns } = computeMatrixFeatures(inputs, featuresOf('rank(close)', 'relative_return(BBB)'), silentBeat)
    expect(columns[0]![0]![1]).toBe(1)
    expect(columns[1]![0]![1]).toBeNaN()
    const own = computeMatrixFeatures(inputs, featuresOf('relative_return(AAA)'), silentBeat).columns[1]![0]!
    expect(own[1]).toBeNaN()
  })

  it('and none that was open at the instant asked about', () => {
    const features = featuresOf('close', 'rank(close)')
    const early = computeAt(inputs, 1, features, openMs + HOUR_MS / 2)
    expect(early.ok && [...early.value.values]).toEqual([3, Number.NaN])
    const late = computeAt(inputs, 0, features, openMs + HOUR_MS)
    expect(late.ok && [...late.value.values]).toEqual([7, 1])
    const none = computeAt(inputs, 0, features, openMs + HOUR_MS - 1)
    expect(none.ok && none.value.timeMs).toBe(openMs - 18 * HOUR_MS)
  })
})

describe('a table', () => {
  const closeMs = Float64Array.of(10, 20, 30, 40, 50)
  const rows = { eventMs: Float64Array.of(1, 22, 22), knownMs: Float64Array.of(5, 21, 33) }

  it('is joined by what was known at the close, with its age', () => {
    const { values, ageMs } = joinTableColumn(closeMs, rows, Float64Array.of(1, 2, 3))
    expect([...values]).toEqual([1, 1, 2, 3, 3])
    expect([...ageMs]).toEqual([5, 15, 9, 7, 17])
    expect([...joinTableColumn(Float64Array.of(50, 20, 30), rows, Float64Array.of(1, 2, 3)).values]).toEqual([3, 1, 2])
  })

  it('is missing where the newest is too old, and unknown before the first', () => {
    const hour = (text: string) => at(`2024-01-01T${text}Z`)
    const timeMs = Float64Array.of(hour('00:00'), hour('06:00'), hour('12:00'))
    const bars = clockOf(timeMs, calendar24x7, HOUR_MS)
    const joined = joinTableColumn(
      timeMs.map((startMs) => startMs + HOUR_MS),
      { eventMs: Float64Array.of(hour('02:00')), knownMs: Float64Array.of(hour('03:00')) },
      Float64Array.of(0.5),
    )
    const inputs = { ...bars, joined: [new Map([['funding.rate', joined]])] }
    expect(read(inputs, 'funding.rate')).toEqual([Number.NaN, 0.5, Number.NaN])
    expect(read(inputs, 'age(funding.rate)')).toEqual([Number.NaN, 4, Number.NaN])
  })
})
