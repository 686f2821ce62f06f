import { expect, test } from 'vitest'
import { createCoverageScan } from '../../../src/core/market/coverage.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'

const HOUR = 3_600_000

test('a hole longer than one walk is one gap', () => {
  const scan = createCoverageScan(calendarOf('24x7'), 60_000)
  scan.scan(Float64Array.of(0, 60_000))
  scan.scan(Float64Array.of(200_000 * 60_000))
  expect(scan.coverage()).toMatchObject({
    expected: 200_001,
    received: 3,
    missing: 199_998,
    gaps: [{ fromMs: 120_000, toMs: 199_999 * 60_000, bars: 199_998, kind: 'no-trades-or-missing' }],
  })
})

test.each([
  ['us-equity-rth-clock', 7],
  ['us-equity-extended', 16],
] as const)('%s: an absent day is a whole session, also where months are scanned apart', (name, bars) => {
  const calendar = calendarOf(name)
  const week = calendar.expectedBars(Date.UTC(2024, 0, 29, 8), Date.UTC(2024, 1, 3, 8), HOUR)
  expect(week.length).toBe(5 * bars)
  const have = week.filter((_, i) => i < bars || i >= 2 * bars)
  const scan = createCoverageScan(calendar, HOUR)
  const monthEndMs = Date.UTC(2024, 1, 1)
  scan.scan(have.filter((timeMs) => timeMs < monthEndMs))
  scan.scan(have.filter((timeMs) => timeMs >= monthEndMs))
  expect(scan.coverage()).toMatchObject({
    expected: 5 * bars,
    missing: bars,
    gaps: [{ fromMs: week[bars], toMs: week[2 * bars - 1], bars, kind: 'whole-session' }],
  })
})

test('equities: an absent day is a whole session, nights and weekends are no gap', () => {
  const calendar = calendarOf('us-equity-rth')
  const week = calendar.expectedBars(Date.UTC(2024, 2, 4), Date.UTC(2024, 2, 12), HOUR)
  expect(week.length).toBe(42)
  const full = createCoverageScan(calendar, HOUR)
  full.scan(week)
  expect(full.coverage()).toMatchObject({ expected: 42, missing: 0, gapCount: 0 })
  const holed = createCoverageScan(calendar, HOUR)
  holed.scan(week.filter((_, i) => !(i >= 7 && i < 14) && i !== 30))
  expect(holed.coverage().gaps).toEqual([
    { fromMs: week[7], toMs: week[13], bars: 7, kind: 'whole-session' },
    { fromMs: week[30], toMs: week[30], bars: 1, kind: 'no-trades-or-missing' },
  ])
})
