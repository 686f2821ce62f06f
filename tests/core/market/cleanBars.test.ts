import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBarCleaner } from '../../../src/core/market/barCleaner.ts'
import { cleanBars } from '../../../src/core/market/cleanBars.ts'
import type { CleaningOptions } from '../../../src/core/market/cleaningOptions.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import type { Row } from './rawRows.ts'
import { bar, rawRows } from './rawRows.ts'

const HOUR = 3_600_000
const T0 = Date.UTC(2024, 0, 1)
const crypto: CleaningOptions = {
  symbol: 'BTC',
  intervalMs: HOUR,
  calendar: calendarOf('24x7'),
  receivedAtMs: null,
}
const hours = (count: number, from = 0): Row[] =>
  Array.from({ length: count }, (_, i) => bar(T0 + (from + i) * HOUR, from + i))
const reasons = (rows: Row[], options = crypto) =>
  cleanBars(rawRows(rows), options).rejects.map((reject) => [reject.line, reject.reason])

test('a sound series passes unchanged, in any order', () => {
  const rows = hours(50)
  const { series, rejects, quality } = cleanBars(rawRows(rows.toReversed()), crypto)
  expect(rejects).toEqual([])
  expect([...series.timeMs]).toEqual(rows.map((row) => row.timeMs))
  expect([...series.close]).toEqual(rows.map((row) => row.close))
  expect(quality).toMatchObject({ rowsIn: 50, clean: 50, rejected: 0, rejectsByReason: {}, revisions: 0 })
  expect(quality.coverage).toMatchObject({ expected: 50, received: 50, missing: 0, gapCount: 0 })
})

test.each<[string, Partial<Row>]>([
  ['unparsable-time', { timeMs: Number.NaN }],
  ['unparsable-time', { timeMs: Number.POSITIVE_INFINITY }],
  ['not-a-number', { open: Number.NaN }],
  ['not-a-number', { high: Number.POSITIVE_INFINITY }],
  ['not-a-number', { volume: Number.NaN }],
  ['not-a-number', { trades: Number.POSITIVE_INFINITY }],
  ['non-positive-price', { low: 0 }],
  ['non-positive-price', { open: -5 }],
  ['negative-volume', { volume: -1 }],
  ['negative-volume', { trades: -1 }],
  ['ohlc-violation', { high: 99.9, open: 100, close: 99, low: 98 }],
  ['ohlc-violation', { low: 100.5, open: 100, close: 101, high: 102 }],
  ['ohlc-violation', { low: 100, open: 100, close: 101, high: 100.5 }],
  ['off-grid', { timeMs: T0 + 3 * HOUR + 1 }],
])('%s', (reason, fault) => {
  const rows = hours(10)
  rows[3] = { ...rows[3]!, ...fault }
  expect(reasons(rows)).toEqual([[4, reason]])
})

test('a bar that was not over, and one from the future, by layer', () => {
  const receivedAtMs = T0 + 9 * HOUR + 1
  expect(reasons(hours(11), { ...crypto, receivedAtMs })).toEqual([
    [10, 'partial-newest-bar'],
    [11, 'future-time'],
  ])
  expect(reasons(hours(10), { ...crypto, receivedAtMs: T0 + 10 * HOUR })).toEqual([])
  const rows = [...hours(3).map((row) => ({ ...row, layer: 1 })), ...hours(3, 3).map((row) => ({ ...row, layer: 2 }))]
  const receivedAtByLayer = new Map([[1, T0 + 2.5 * HOUR]])
  expect(reasons(rows, { ...crypto, receivedAtMs: T0 + 100 * HOUR, receivedAtByLayer })).toEqual([
    [3, 'partial-newest-bar'],
  ])
})

test('identical rows: the first stays; conflicting rows: the last received wins', () => {
  const rows = hours(5)
  const other = { ...rows[2]!, volume: 999 }
  expect(reasons([...rows, rows[2]!])).toEqual([[6, 'duplicate-identical']])
  const conflict = cleanBars(rawRows([...rows, other]), crypto)
  expect(conflict.rejects.map((reject) => [reject.line, reject.reason])).toEqual([[3, 'duplicate-conflict']])
  expect(conflict.series.volume[2]).toBe(999)
  expect(conflict.quality.revisions).toBe(0)
})

test('a later layer wins whatever its line, and counts as a revision', () => {
  const rows = hours(5).map((row, i) => ({ ...row, line: i + 100 }))
  const { series, quality, rejects } = cleanBars(
    rawRows([{ ...rows[2]!, volume: 999, line: 1, layer: 2 }, ...rows]),
    crypto,
  )
  expect(series.volume[2]).toBe(999)
  expect(quality.revisions).toBe(1)
  expect(rejects).toMatchObject([{ line: 102, layer: 1, reason: 'duplicate-conflict' }])
})

test('within a layer a row that only lost its volume does not displace the one that has it', () => {
  const rows = hours(5)
  const { series, rejects } = cleanBars(rawRows([...rows, { ...rows[2]!, volume: 0 }]), crypto)
  expect(series.volume[2]).toBe(rows[2]!.volume)
  expect(rejects).toMatchObject([{ line: 6, reason: 'duplicate-conflict' }])
})

test('equities: rows outside of regular hours and off the half-hour grid', () => {
  const equity = { ...crypto, calendar: calendarOf('us-equity-rth') }
  const at = (clock: string, step: number) => bar(Date.parse(`2024-03-11T${clock}:00Z`), step)
  const rows = [at('13:00', 1), at('13:30', 2), at('14:00', 3), at('14:30', 4), at('20:00', 5), at('23:00', 6)]
  expect(reasons(rows, equity)).toEqual([
    [1, 'outside-session'],
    [3, 'off-grid'],
    [5, 'outside-session'],
    [6, 'outside-session'],
  ])
  const christmas = bar(Date.parse('2023-12-25T14:30:00Z'), 1)
  expect(reasons([christmas], equity)).toEqual([[1, 'outside-session']])
})

test('copied hours: out of file order on one side only is rejected, the original stays', () => {
  const rows = hours(40)
  // Bars 30-32 hold copies of 20-22 and were appended after the end of the file.
  const copies = [30, 31, 32].map((hour) => ({ ...rows[hour - 10]!, timeMs: rows[hour]!.timeMs }))
  const file = [...rows.slice(0, 30), ...rows.slice(33), ...copies]
  const { rejects, series, quality } = cleanBars(rawRows(file), crypto)
  expect(rejects.map((reject) => [reject.line, reject.reason])).toEqual([
    [38, 'copied-bar'],
    [39, 'copied-bar'],
    [40, 'copied-bar'],
  ])
  expect(series.timeMs.length).toBe(37)
  expect(quality.coverage.gaps).toEqual([
    { fromMs: T0 + 30 * HOUR, toMs: T0 + 32 * HOUR, bars: 3, kind: 'no-trades-or-missing' },
  ])
})

test('copied hours in an ordered file cannot be told apart: both runs are kept and flagged', () => {
  const rows = hours(40)
  for (const hour of [30, 31, 32]) rows[hour] = { ...rows[hour - 10]!, timeMs: rows[hour]!.timeMs }
  const { rejects, quality } = cleanBars(rawRows(rows), crypto)
  expect(rejects).toEqual([])
  expect(quality.flags['copied-hours']).toEqual({
    runs: 2,
    bars: 6,
    listed: [
      { kind: 'copied-hours', fromMs: T0 + 20 * HOUR, toMs: T0 + 22 * HOUR, bars: 3, value: 10 * HOUR },
      { kind: 'copied-hours', fromMs: T0 + 30 * HOUR, toMs: T0 + 32 * HOUR, bars: 3, value: -10 * HOUR },
    ],
  })
})

test('copied hours: farther than 48 hours, a single bar, and flat bars are no evidence', () => {
  const far = hours(80)
  for (const hour of [70, 71]) far[hour] = { ...far[hour - 49]!, timeMs: far[hour]!.timeMs }
  const single = hours(40)
  single[30] = { ...single[20]!, timeMs: single[30]!.timeMs }
  const flat = hours(40).map((row) => ({ ...row, open: 100, high: 100, low: 100, close: 100, volume: 5 }))
  for (const rows of [far, single, flat]) {
    expect(cleanBars(rawRows(rows), crypto).quality.flags['copied-hours'].runs).toBe(0)
  }
})

test('copied hours across the border of two partitions are flagged', () => {
  const rows = hours(40)
  for (const hour of [30, 31, 32]) rows[hour] = { ...rows[hour - 10]!, timeMs: rows[hour]!.timeMs }
  const cleaner = createBarCleaner(crypto)
  cleaner.cleanPartition(rawRows(rows.slice(0, 26)))
  cleaner.cleanPartition(rawRows(rows.slice(26)))
  expect(cleaner.finish().flags['copied-hours']).toMatchObject({ runs: 2, bars: 6 })
})

test('jumps: kept, flagged, and told from those that come back', () => {
  const rows = hours(400)
  const scale = (row: Row, by: number): Row => ({
    ...row,
    open: row.open * by,
    high: row.high * by,
    low: row.low * by,
    close: row.close * by,
  })
  rows[250] = scale(rows[250]!, 1.3)
  for (let i = 350; i < 400; i++) rows[i] = scale(rows[i]!, 0.8)
  rows[300] = { ...rows[300]!, high: rows[300]!.high * 1.2 }
  const { series, quality } = cleanBars(rawRows(rows), crypto)
  expect(series.timeMs.length).toBe(400)
  expect(quality.flags['price-jump-reverted'].listed.map((flag) => flag.fromMs)).toEqual([T0 + 250 * HOUR])
  expect(quality.flags['price-jump'].listed.map((flag) => flag.fromMs)).toEqual([T0 + 350 * HOUR])
  expect(quality.flags['price-jump'].listed[0]!.value).toBeCloseTo(Math.log(0.8), 2)
  expect(quality.flags['bad-print'].listed.map((flag) => flag.fromMs)).toEqual([T0 + 300 * HOUR])
})

test('flat runs and bars without volume', () => {
  const rows = hours(30)
  const flat = (i: number) => ({ timeMs: T0 + i * HOUR, open: 100, high: 100, low: 100, close: 100, volume: 0 })
  for (const i of [5, 6, 7, 20, 21]) rows[i] = flat(i)
  rows[10] = { ...rows[10]!, volume: 0 }
  const { quality } = cleanBars(rawRows(rows), crypto)
  expect(quality.flags['zero-volume']).toMatchObject({ runs: 3, bars: 6 })
  expect(quality.flags['flat-run'].listed).toEqual([
    { kind: 'flat-run', fromMs: T0 + 5 * HOUR, toMs: T0 + 7 * HOUR, bars: 3, value: null },
  ])
})

const price = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: 90, max: 110, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY) },
)
const anyRow: fc.Arbitrary<Row> = fc.record({
  timeMs: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 60 }).map((hour) => T0 + hour * HOUR) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, T0 + 1, T0 + 0.5, 8.7e15) },
  ),
  open: price,
  high: price.map((p) => p + 25),
  low: price.map((p) => p - 25),
  close: price,
  volume: fc.constantFrom(0, 1, 2, -1, Number.NaN),
  layer: fc.integer({ min: 1, max: 3 }),
})

test('rows in = bars + rejects, every row is accounted for once, bars ascend and obey the rules', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 200 }), (rows) => {
      const { series, rejects, quality } = cleanBars(rawRows(rows), { ...crypto, receivedAtMs: T0 + 50.5 * HOUR })
      expect(series.timeMs.length + rejects.length).toBe(rows.length)
      expect(quality.rowsIn).toBe(quality.clean + quality.rejected)
      expect(new Set(rejects.map((reject) => reject.line)).size).toBe(rejects.length)
      expect(Object.values(quality.rejectsByReason).reduce((a, b) => a + b, 0)).toBe(rejects.length)
      const { expected, received, missing } = quality.coverage
      expect([received, expected]).toEqual([series.timeMs.length, received + missing])
      for (let i = 0; i < series.timeMs.length; i++) {
        expect(series.timeMs[i]! % HOUR).toBe(0)
        if (i > 0) expect(series.timeMs[i]!).toBeGreaterThan(series.timeMs[i - 1]!)
        expect(series.low[i]!).toBeGreaterThan(0)
        expect(series.high[i]!).toBeGreaterThanOrEqual(Math.max(series.open[i]!, series.close[i]!, series.low[i]!))
      }
    }),
    { numRuns: 300, seed: 1 },
  )
})

test('the order of the rows of the arrays does not matter', () => {
  fc.assert(
    fc.property(
      fc.array(anyRow, { maxLength: 100 }),
      fc.array(fc.nat(), { minLength: 100, maxLength: 100 }),
      (rows, keys) => {
        const numbered = rows.map((row, i) => ({ ...row, line: i + 1 }))
        const shuffled = numbered
          .map((row, i) => ({ row, key: keys[i]! }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row)
        expect(cleanBars(rawRows(shuffled), crypto)).toEqual(cleanBars(rawRows(numbered), crypto))
      },
    ),
    { numRuns: 100, seed: 2 },
  )
})

test('partitions give the same bars and the same quality report as the whole', () => {
  fc.assert(
    fc.property(
      fc.array(anyRow, { maxLength: 200 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 59 }), { maxLength: 4 }),
      (rows, cuts) => {
        const numbered = rows.map((row, i) => ({ ...row, line: i + 1 }))
        const whole = cleanBars(rawRows(numbered), crypto)
        const cleaner = createBarCleaner(crypto)
        const times: number[] = []
        const borders = [0, ...cuts.sort((a, b) => a - b), 61].map((hour) => T0 + hour * HOUR)
        for (let k = 0; k + 1 < borders.length; k++) {
          const part = numbered.filter(({ timeMs }) => timeMs >= borders[k]! && timeMs < borders[k + 1]!)
          times.push(...cleaner.cleanPartition(rawRows(part)).series.timeMs)
        }
        const rest = numbered.filter(({ timeMs }) => !(timeMs < T0 + 61 * HOUR))
        expect(cleaner.cleanPartition(rawRows(rest)).series.timeMs.length).toBe(0)
        expect(times).toEqual([...whole.series.timeMs])
        expect(cleaner.finish()).toEqual(whole.quality)
      },
    ),
    { numRuns: 200, seed: 3 },
  )
})

test('partitions out of order are a bug of the caller', () => {
  const cleaner = createBarCleaner(crypto)
  cleaner.cleanPartition(rawRows(hours(5, 10)))
  expect(() => cleaner.cleanPartition(rawRows(hours(5)))).toThrow(/ascending/)
})
