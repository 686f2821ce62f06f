import type { ContractDetails } from '@stoqey/ib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RawBar } from '../../../src/main/adapters/ibkr/decodeBars.ts'
import { createBarCollector } from '../../../src/main/adapters/ibkr/decodeBars.ts'
import { decodeContract } from '../../../src/main/adapters/ibkr/decodeContract.ts'
import { decodeSessions } from '../../../src/main/adapters/ibkr/decodeSessions.ts'
import { createFrameGuard } from '../../../src/main/adapters/ibkr/frameGuard.ts'
import { readWireTime, wireTime } from '../../../src/main/adapters/ibkr/wireTime.ts'
import { zoneInstant } from '../../../src/main/adapters/ibkr/zoneInstant.ts'
import type { BarsQuestion } from '../../../src/main/engine/ports/brokerHistory.ts'
import { frame } from '../../fakes/gatewayRawClient.ts'
import { BTC, END_MS, HOUR_MS, HOURS } from './linkFixture.ts'

const ROW: RawBar = {
  date: String((END_MS - HOUR_MS) / 1000),
  open: 1,
  high: 2,
  low: 0.5,
  close: 1.5,
  volume: 0.05448136,
  trades: 3,
}

function decode(question: BarsQuestion, ...rows: RawBar[]) {
  const collector = createBarCollector(question)
  for (const row of rows) collector.add(row)
  return collector.finish()
}

function codeOf(outcome: { ok: boolean; trouble?: { code: string } }): string {
  return outcome.ok ? 'fine' : (outcome.trouble?.code ?? '')
}

test('a row becomes a bar, fraction of volume and all', () => {
  const bars = decode(HOURS, ROW)
  expect(bars).toEqual({
    ok: true,
    value: {
      timeMs: Float64Array.of(END_MS - HOUR_MS),
      open: Float64Array.of(1),
      high: Float64Array.of(2),
      low: Float64Array.of(0.5),
      close: Float64Array.of(1.5),
      volume: Float64Array.of(0.05448136),
      trades: Float64Array.of(3),
    },
  })
})

test('no rows are an answer; flat rows without volume are data; -1 is none', () => {
  expect(decode(HOURS)).toMatchObject({ ok: true, value: { timeMs: new Float64Array(0) } })
  expect(decode(HOURS, { ...ROW, volume: 0, trades: 0 })).toMatchObject({
    ok: true,
    value: { trades: Float64Array.of(0) },
  })
  expect(decode(HOURS, { ...ROW, volume: -1, trades: -1 })).toMatchObject({
    ok: true,
    value: { volume: Float64Array.of(0), trades: Float64Array.of(Number.NaN) },
  })
  expect(decode({ ...HOURS, whatToShow: 'BID' }, { ...ROW, volume: undefined })).toMatchObject({ ok: true })
})

test('order and doubles are kept as received, over more rows than the first buffer holds', () => {
  const times = Array.from({ length: 3000 }, (_, index) => END_MS - ((index * 7) % 3000) * HOUR_MS - HOUR_MS)
  const bars = decode(HOURS, ...times.map((timeMs) => ({ ...ROW, date: String(timeMs / 1000) })), ROW)
  expect(bars.ok && [...bars.value.timeMs]).toEqual([...times, END_MS - HOUR_MS])
})

test.each<[string, Partial<RawBar>]>([
  ['no date', { date: '' }],
  ['a word for a date', { date: 'yesterday' }],
  ['a wall clock', { date: '20260109  10:00:00' }],
  ['a date for an hour', { date: '20260109' }],
  ['a bar at the end that is excluded', { date: String(END_MS / 1000) }],
  ['a bar of the future', { date: '99999999999' }],
  ['a price that is no number', { open: Number.NaN }],
  ['no price', { close: undefined }],
  ['an infinite price', { high: Number.POSITIVE_INFINITY }],
  ['a negative volume', { volume: -5 }],
  ['a volume that is no number', { volume: Number.NaN }],
  ['trades without a volume', { volume: undefined }],
])('garbled: %s', (_name, fault) => {
  expect(codeOf(decode(HOURS, ROW, { ...ROW, ...fault }, ROW))).toBe('ibkr-garbled')
})

test('day bars carry dates, and begin where the calendar says', () => {
  const days: BarsQuestion = {
    ...HOURS,
    barSize: '1 day',
    dayStartMs: (year, month, day) => (day === 8 ? null : Date.UTC(year, month - 1, day, 14, 30)),
  }
  expect(decode(days, { ...ROW, date: '20260109' })).toMatchObject({
    ok: true,
    value: { timeMs: Float64Array.of(Date.UTC(2026, 0, 9, 14, 30)) },
  })
  for (const date of ['20260108', '20260110', '20260231', '20261301', '1767916800', '']) {
    expect(codeOf(decode(days, { ...ROW, date }))).toBe('ibkr-garbled')
  }
})

test('a contract is taken only whole', () => {
  const details: ContractDetails = {
    contract: {
      conId: 479624278,
      symbol: 'BTC',
      secType: 'CRYPTO' as never,
      exchange: 'PAXOS',
      currency: 'USD',
      localSymbol: 'BTC.USD',
    },
    longName: 'Bitcoin',
    timeZoneId: 'UTC',
  }
  expect(decodeContract(details)).toEqual(BTC)
  for (const contract of [
    { conId: 0 },
    { conId: Number.NaN },
    { secType: 'OPT' as never },
    { symbol: undefined as never },
  ]) {
    expect(decodeContract({ ...details, contract: { ...details.contract, ...contract } })).toBeNull()
  }
})

test('times on the wire are UTC, and no part of a second is lost', () => {
  expect(wireTime(Date.UTC(2026, 2, 1, 4, 5, 6))).toBe('20260301-04:05:06')
  expect(wireTime(Date.UTC(2026, 2, 1, 4, 5, 6) + 1)).toBe('20260301-04:05:07')
  expect(readWireTime('20260301-04:05:06')).toBe(Date.UTC(2026, 2, 1, 4, 5, 6))
  for (const text of ['', '20260230-04:05:06', '20260301', '20260301-24:00:00', 'x20260301-04:05:06']) {
    expect(readWireTime(text)).toBeNaN()
  }
})

test('sessions become instants, across both changes of the clocks', () => {
  const sessions = (zone: string, ...texts: (readonly [string, string])[]) =>
    decodeSessions(
      zone,
      texts.map(([startDateTime, endDateTime]) => ({ startDateTime, endDateTime })),
    )
  expect(
    sessions(
      'US/Eastern',
      ['20260309-09:30:00', '20260309-16:00:00'],
      ['20260306-09:30:00', '20260306-16:00:00'],
      ['20261030-04:00:00', '20261030-20:00:00'],
      ['20261102-04:00:00', '20261102-20:00:00'],
      ['20261031-18:00:00', '20261101-17:00:00'],
      ['20261103-09:30:00', '20261103-09:30:00'],
    ),
  ).toEqual({
    ok: true,
    value: [
      { fromMs: Date.UTC(2026, 2, 6, 14, 30), toMs: Date.UTC(2026, 2, 6, 21) },
      { fromMs: Date.UTC(2026, 2, 9, 13, 30), toMs: Date.UTC(2026, 2, 9, 20) },
      { fromMs: Date.UTC(2026, 9, 30, 8), toMs: Date.UTC(2026, 9, 31) },
      { fromMs: Date.UTC(2026, 9, 31, 22), toMs: Date.UTC(2026, 10, 1, 22) },
      { fromMs: Date.UTC(2026, 10, 2, 9), toMs: Date.UTC(2026, 10, 3, 1) },
    ],
  })
  expect(codeOf(sessions('Mars/Olympus', ['20260309-09:30:00', '20260309-16:00:00']))).toBe('ibkr-garbled')
  expect(codeOf(sessions('UTC', ['20260309-09:30:00', '20260309-09:00:00']))).toBe('ibkr-garbled')
  expect(codeOf(sessions('UTC', ['20260309', '20260309-09:00:00']))).toBe('ibkr-garbled')
  expect(sessions('UTC')).toEqual({ ok: true, value: [] })
})

test('a wall clock that occurs twice is the earlier instant, one that never occurs keeps the old offset', () => {
  const newYork = zoneInstant('America/New_York')!
  expect(newYork(Date.UTC(2026, 10, 1, 1, 30))).toBe(Date.UTC(2026, 10, 1, 5, 30))
  expect(newYork(Date.UTC(2026, 2, 8, 2, 30))).toBe(Date.UTC(2026, 2, 8, 7, 30))
  expect(newYork(Date.UTC(2026, 2, 8, 3, 0))).toBe(Date.UTC(2026, 2, 8, 7))
  expect(newYork(Date.UTC(2026, 2, 8, 1, 59))).toBe(Date.UTC(2026, 2, 8, 6, 59))
  expect(newYork(Number.NaN)).toBeNaN()
  expect(zoneInstant('nowhere')).toBeNull()
})

test('frames pass however they are cut; an impossible length never does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string(), { minLength: 1, maxLength: 5 }),
      fc.array(fc.nat(40), { maxLength: 10 }),
      fc.constantFrom(-4, -1, 0, 0x1000000, 0x7fffffff),
      (texts, cuts, length) => {
        const good = Buffer.concat(texts.map((text) => frame(text)))
        const bad = Buffer.alloc(5)
        bad.writeInt32BE(length)
        const passes = (bytes: Buffer) => {
          const accepts = createFrameGuard()
          const ends = [...cuts, bytes.length].filter((cut) => cut <= bytes.length).sort((a, b) => a - b)
          return ends.every((end, index) => accepts(bytes.subarray(index === 0 ? 0 : ends[index - 1], end)))
        }
        expect(passes(good)).toBe(true)
        expect(passes(Buffer.concat([good, bad]))).toBe(false)
      },
    ),
  )
})
