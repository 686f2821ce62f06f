import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import type { ImportOptions } from '../../../src/main/engine/data/importOptions.ts'
import { readSeries } from '../../../src/main/engine/queries/readSeries.ts'
import { codeOf, dataPorts, equityWorkspace, importInto, testWorkspace, unwrap } from './dataBench.ts'

const folder = resolve(process.env.ASSAY_TEST_DATA ?? '../shared/data')
const present = existsSync(join(folder, 'crypto-bars'))
if (!present) process.stderr.write(`Skipped: no real data at ${folder} (set ASSAY_TEST_DATA)\n`)

const at = (name: string) => join(folder, name)
const NEW_YORK = { timeZone: 'America/New_York' }
const TWO_SETS = 'time=Datetime,open=open|Open,high=high|High,low=low|Low,close=close|Close,volume=volume|Volume'

type Expected = { rowsIn: number; clean: number; missingBars: number }
const bars: [string, Partial<ImportOptions>, Expected][] = [
  ['crypto-bars/kraken_XBTUSD_60.csv.gz', {}, { rowsIn: 61339, clean: 61339, missingBars: 10856 }],
  ['crypto-bars/kraken_ETHUSD_60.csv.gz', {}, { rowsIn: 52648, clean: 52648, missingBars: 3474 }],
  [
    'crypto-bars/binance_BTCUSDT_2h.csv.gz',
    { timeZone: 'UTC', interval: '2h' },
    { rowsIn: 19121, clean: 19121, missingBars: 53 },
  ],
  [
    'crypto-bars/binance_ETHUSDT_2h.csv.gz',
    { timeZone: 'UTC', interval: '2h' },
    { rowsIn: 6062, clean: 6062, missingBars: 6 },
  ],
  [
    'crypto-bars/coinbase_BTCUSD_1h_cdd.csv.gz',
    { timeZone: 'UTC', columns: 'time=date,open=open,high=high,low=low,close=close,volume=volume_btc' },
    { rowsIn: 20111, clean: 20111, missingBars: 0 },
  ],
  [
    'crypto-bars/bitstamp_BTC_ETH_LTC_USD_d.csv.gz',
    { timeZone: 'UTC', interval: '1d', columns: 'time,-,-,-,-,-,open,high,low,close,volume' },
    { rowsIn: 1865, clean: 788, missingBars: 12 },
  ],
]

describe.skipIf(!present)('real files', () => {
  it.each(bars)('%s', async (name, options, expected) => {
    const ports = dataPorts()
    const report = unwrap(await importInto(ports, at(name), options))
    expect(report.passport).toMatchObject(expected)
    const span = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }
    const series = unwrap(await readSeries(ports, { symbol: 'BTC', interval: options.interval ?? '1h', ...span }))
    expect(series.timeMs.length).toBe(expected.clean)
  })

  it.each([
    ['SPY', { ...NEW_YORK, columns: TWO_SETS }, 8820],
    ['QQQ', NEW_YORK, 8643],
  ] as const)('us-intraday %s, regular hours only', async (symbol, options, rowsIn) => {
    const report = unwrap(
      await importInto(
        dataPorts(),
        at(`us-intraday/${symbol}_1h_ext.csv.gz`),
        { ...options, role: undefined, symbol },
        equityWorkspace(),
      ),
    )
    if (report.kind !== 'bars') return expect.fail('bars were expected')
    const { passport } = report
    expect(passport.rowsIn).toBe(rowsIn)
    expect(passport.clean + passport.rejected).toBe(rowsIn)
    expect(passport.missingBars).toBe(4)
    expect(passport.rejectsByReason['outside-session']).toBeGreaterThan(5000)
  })

  it('refuses to guess what these files do not say', async () => {
    expect(codeOf(await importInto(dataPorts(), at('crypto-bars/binance_BTCUSDT_2h.csv.gz')))).toBe('time-zone-needed')
    expect(codeOf(await importInto(dataPorts(), at('us-intraday/SPY_1h_ext.csv.gz'), NEW_YORK))).toBe('columns-needed')
    expect(
      codeOf(await importInto(dataPorts(), at('crypto-bars/coinbase_BTCUSD_1h_cdd.csv.gz'), { timeZone: 'UTC' })),
    ).toBe('columns-needed')
  })

  it('reads funding rates of an unsaid zone as a table', async () => {
    const options: Partial<ImportOptions> = {
      kind: 'table',
      name: 'funding',
      role: undefined,
      timeZone: 'Etc/GMT-3',
      columns: 'event=Date,known=event,key=Symbol',
    }
    const report = unwrap(
      await importInto(dataPorts(), at('funding/BTC-USDT_binance_funding.csv.gz'), options, testWorkspace()),
    )
    expect(report.passport).toMatchObject({ rowsIn: 4383, clean: 4383, firstEvent: '2020-01-01T00:00:00.000Z' })
  })
})
