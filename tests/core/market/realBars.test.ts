import { describe, expect, test } from 'vitest'
import type { CleanResult } from '../../../src/core/market/cleanBars.ts'
import { cleanBars } from '../../../src/core/market/cleanBars.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { isoTime } from '../../../src/core/time/isoTime.ts'
import { usEasternOffset } from '../../../src/core/time/usEasternOffset.ts'
import { usEquitySessionOn } from '../../../src/core/time/usEquityCalendar.ts'
import { readCsv, testDataFile } from '../../setup/testData.ts'
import type { Row } from './rawRows.ts'
import { rawRows } from './rawRows.ts'

const HOUR = 3_600_000

function kraken(name: string): Row[] {
  return readCsv(name).map((fields) => {
    const [seconds, open, high, low, close, volume, trades] = fields.map(Number)
    return {
      timeMs: seconds! * 1_000,
      open: open!,
      high: high!,
      low: low!,
      close: close!,
      volume: volume!,
      trades: trades!,
    }
  })
}

function fromColumns(
  rows: string[][],
  headerLines: number,
  timeMs: (text: string) => number,
  at: readonly number[],
): Row[] {
  return rows.slice(headerLines).map((fields, i) => {
    const [time, open, high, low, close, volume] = at.map((column) => fields[column] ?? '')
    const number = (text: string | undefined) => (text === undefined || text === '' ? Number.NaN : Number(text))
    return {
      timeMs: timeMs(time!),
      open: number(open),
      high: number(high),
      low: number(low),
      close: number(close),
      volume: number(volume),
      line: headerLines + i + 1,
    }
  })
}

function coinbaseTime(text: string): number {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2})-(AM|PM)$/.exec(text)
  if (match === null) return Number.NaN
  return Date.parse(`${match[1]}T00:00:00Z`) + ((Number(match[2]) % 12) + (match[3] === 'PM' ? 12 : 0)) * HOUR
}

function newYorkTime(text: string): number {
  const wallMs = Date.parse(`${text.replace(' ', 'T')}Z`)
  return wallMs - usEasternOffset(wallMs - usEasternOffset(wallMs))
}

function clean(rows: readonly Row[], intervalMs: number, calendar: '24x7' | 'us-equity-rth' = '24x7'): CleanResult {
  const result = cleanBars(rawRows(rows), {
    symbol: 'X',
    intervalMs,
    calendar: calendarOf(calendar),
    receivedAtMs: null,
  })
  expect(result.series.timeMs.length + result.rejects.length).toBe(rows.length)
  return result
}

const files = {
  btc: testDataFile('crypto-bars/kraken_XBTUSD_60.csv.gz'),
  eth: testDataFile('crypto-bars/kraken_ETHUSD_60.csv.gz'),
  binance: testDataFile('crypto-bars/binance_BTCUSDT_2h.csv.gz'),
  coinbase: testDataFile('crypto-bars/coinbase_BTCUSD_1h_cdd.csv.gz'),
  bitstamp: testDataFile('crypto-bars/bitstamp_BTC_ETH_LTC_USD_d.csv.gz'),
  spy: testDataFile('us-intraday/SPY_1h_ext.csv.gz'),
  qqq: testDataFile('us-intraday/QQQ_1h_ext.csv.gz'),
  spyDaily: testDataFile('us-daily/SPY_1d.csv.gz'),
}

describe.skipIf(Object.values(files).some((file) => file === null))('the faults of the real files are found', () => {
  test.each([
    [files.btc, 63],
    [files.eth, 116],
  ])('Kraken %s: %d hours without a trade since 2017', (file, missing) => {
    const rows = kraken(file!).filter((row) => row.timeMs >= Date.UTC(2017, 0, 1))
    const { rejects, quality } = clean(rows, HOUR)
    expect(rejects).toEqual([])
    expect(quality.coverage.missing).toBe(missing)
  })

  test('Binance: 53 bars absent, the longest hole 34 hours', () => {
    const rows = fromColumns(
      readCsv(files.binance!),
      1,
      (text) => Date.parse(`${text.replace(' ', 'T')}Z`),
      [0, 1, 2, 3, 4, 5],
    )
    const { rejects, quality } = clean(rows, 2 * HOUR)
    expect(rejects).toEqual([])
    expect(quality.coverage.missing).toBe(53)
    // From the start of the bar before the hole to the start of the bar after it.
    expect(Math.max(...quality.coverage.gaps.map((gap) => (gap.bars + 1) * 2))).toBe(34)
  })

  test('Coinbase: hours copied on 2017-11-12, zero volumes, a flat run', () => {
    const rows = fromColumns(readCsv(files.coinbase!), 2, coinbaseTime, [0, 2, 3, 4, 5, 6])
    const { rejects, series, quality } = clean(rows, HOUR)
    // Copy and original alternate in the file, so neither stands out of order: both runs are flagged.
    expect(rejects).toEqual([])
    expect(series.timeMs.length).toBe(20_111)
    expect(
      quality.flags['copied-hours'].listed.map((flag) => [isoTime(flag.fromMs), flag.bars, flag.value! / HOUR]),
    ).toEqual([
      ['2017-11-11T23:00:00.000Z', 5, 5],
      ['2017-11-12T04:00:00.000Z', 5, -5],
    ])
    expect(quality.flags['zero-volume'].bars).toBe(28)
    expect(quality.flags['flat-run'].runs).toBeGreaterThan(0)
  })

  test('Bitstamp: the empty early columns of ETH are rejects', () => {
    const rows = fromColumns(
      readCsv(files.bitstamp!),
      1,
      (text) => Date.parse(`${text}T00:00:00Z`),
      [0, 6, 7, 8, 9, 10],
    )
    const { rejects, quality } = clean(rows, 24 * HOUR)
    expect(rejects.length).toBeGreaterThan(0)
    expect(quality.rejectsByReason).toEqual({ 'not-a-number': rejects.length })
  })

  test('QQQ hourly: rows outside of regular hours go, only the short last bar of four half days lacks', () => {
    const rows = fromColumns(readCsv(files.qqq!), 1, newYorkTime, [1, 2, 3, 4, 5, 6])
    const { quality } = clean(rows, HOUR, 'us-equity-rth')
    expect(quality.rejectsByReason).toEqual({ 'outside-session': 5_019 })
    expect(quality.flags['zero-volume'].bars).toBe(4)
    expect(quality.coverage.gaps.map((gap) => [isoTime(gap.fromMs), gap.bars])).toEqual([
      ['2022-11-25T17:30:00.000Z', 1],
      ['2023-07-03T16:30:00.000Z', 1],
      ['2023-11-24T17:30:00.000Z', 1],
      ['2024-07-03T16:30:00.000Z', 1],
    ])
  })

  test('SPY hourly: two sets of columns, repeated stamps; no bar loses its volume to a repeat without one', () => {
    const lower = clean(fromColumns(readCsv(files.spy!), 1, newYorkTime, [1, 2, 3, 4, 5, 6]), HOUR, 'us-equity-rth')
    const upper = clean(fromColumns(readCsv(files.spy!), 1, newYorkTime, [1, 7, 8, 9, 10, 11]), HOUR, 'us-equity-rth')
    expect(lower.quality.rejectsByReason).toEqual({
      'not-a-number': 385,
      'outside-session': 4_905,
      'duplicate-conflict': 11,
    })
    expect(upper.quality.rejectsByReason).toMatchObject({
      'not-a-number': 77,
      'duplicate-identical': 11,
      'duplicate-conflict': 21,
    })
    expect(lower.series.volume[lower.series.timeMs.indexOf(Date.parse('2022-08-04T13:30:00Z'))]).toBe(10_853_951)
  })

  test('SPY daily: repeated days with two volumes', () => {
    const sessionOpen = (text: string) => {
      const [year, month, day] = text.split('-').map(Number)
      return usEquitySessionOn(year!, month!, day!)?.openMs ?? Number.NaN
    }
    const rows = fromColumns(readCsv(files.spyDaily!), 1, sessionOpen, [1, 2, 3, 4, 5, 6])
    const { rejects, quality } = clean(rows, 24 * HOUR, 'us-equity-rth')
    expect(rejects.filter((reject) => reject.reason.startsWith('duplicate')).length).toBe(3)
    expect(quality.coverage.missing).toBe(quality.rejected - 3)
  })
})
