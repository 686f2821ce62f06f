import { expect, test } from 'vitest'
import { passportSchema, readPassport } from '../../../src/core/contract/passport.ts'
import { cleanBars } from '../../../src/core/market/cleanBars.ts'
import { buildPassport } from '../../../src/core/market/passport.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { completenessFixture } from '../report/reportFixture.ts'
import { bar, rawRows } from './rawRows.ts'

const HOUR = 3_600_000
const T0 = Date.UTC(2024, 0, 1)

test('a passport survives JSON and its schema', () => {
  const rows = [0, 1, 2, 5, 6].map((hour) => bar(T0 + hour * HOUR, hour))
  const raw = rawRows([...rows, rows[0]!, { ...rows[1]!, volume: -1 }])
  const calendar = calendarOf('24x7')
  const { quality } = cleanBars(raw, { symbol: 'BTC', intervalMs: HOUR, calendar, receivedAtMs: null })
  const passport = buildPassport({
    symbol: 'BTC',
    intervalMs: HOUR,
    calendar: '24x7',
    sources: [{ file: 'btc.csv', sha256: 'ab', layer: 1 }],
    quality,
    contentHash: 'cd',
    synthetic: null,
  })
  expect(readPassport(JSON.parse(JSON.stringify(passport)))).toEqual(passport)
  expect(passport).toMatchObject({
    interval: '1h',
    firstTime: '2024-01-01T00:00:00.000Z',
    lastTime: '2024-01-01T06:00:00.000Z',
    rowsIn: 7,
    clean: 5,
    rejected: 2,
    rejectsByReason: { 'duplicate-identical': 1, 'negative-volume': 1 },
    expectedBars: 7,
    receivedBars: 5,
    missingBars: 2,
    gaps: [{ from: '2024-01-01T03:00:00.000Z', to: '2024-01-01T04:00:00.000Z', bars: 2, kind: 'no-trades-or-missing' }],
  })
  expect(passportSchema.safeParse({ ...passport, extra: 1 }).success).toBe(false)
  expect(readPassport({ ...passport, clean: -1 })).toBeNull()

  const { completeness, ...before } = passport
  expect(completeness).toBeNull()
  expect(readPassport(JSON.parse(JSON.stringify(before)))).toEqual(passport)
  const downloaded = { ...passport, completeness: completenessFixture() }
  expect(readPassport(JSON.parse(JSON.stringify(downloaded)))).toEqual(downloaded)
  expect(readPassport({ ...passport, completeness: { ...completenessFixture(), holeCount: -1 } })).toBeNull()
})
