import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { duckdbColumnFiles } from '../../../src/main/adapters/duckdb/columnFiles.ts'
import { dataPassport, listPassports } from '../../../src/main/engine/queries/dataPassport.ts'
import { readSeries } from '../../../src/main/engine/queries/readSeries.ts'
import {
  codeOf,
  contents,
  dataPorts,
  equityWorkspace,
  hourlyCsv,
  importInto,
  START_MS,
  sourceFile,
  testWorkspace,
  unwrap,
} from './dataBench.ts'

const HOUR_MS = 3_600_000
const ALL = { interval: '1h', startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }
const SPAN = { symbol: 'BTC', ...ALL }

describe('importing bars', () => {
  it('keeps the file as received and gives the bars back exactly', async () => {
    const ports = dataPorts()
    const text = hourlyCsv(1500)
    const report = unwrap(await importInto(ports, sourceFile('my bars (1).csv', text)))
    expect(report).toMatchObject({ kind: 'bars', subject: 'BTC', layer: 1, isNew: true, rows: 1500 })
    expect(readFileSync(join(ports.files.root, 'data/raw/layers/0001/my_bars_1_.csv'), 'utf8')).toBe(text)
    const series = unwrap(await readSeries(ports, SPAN))
    const lines = text
      .trim()
      .split('\n')
      .map((line) => line.split(',').map(Number))
    expect([...series.timeMs]).toEqual(lines.map((line) => line[0]! * 1000))
    expect([...series.close]).toEqual(lines.map((line) => line[4]))
    expect([...series.trades]).toEqual(lines.map((line) => line[6]))
    expect(series.timeMs.buffer).toBeInstanceOf(SharedArrayBuffer)
  })

  it('writes every file of the plan, and no other', async () => {
    const ports = dataPorts()
    unwrap(await importInto(ports, sourceFile('bars.csv', hourlyCsv(50))))
    expect(Object.keys(contents(ports.files.root)).sort()).toEqual([
      'data/clean/btc_1h.parquet',
      'data/clean/btc_1h.passport.json',
      'data/clean/btc_1h.rejects.csv',
      'data/clean/btc_1h.sketch',
      'data/clean/quality.json',
      'data/raw/btc_1h_all.csv',
      'data/raw/btc_1h_all.parquet',
      'data/raw/layers/0001/bars.csv',
      'data/raw/layers/0001/manifest.json',
      'data/raw/layers/0001/rows.parquet',
    ])
    const csv = readFileSync(join(ports.files.root, 'data/raw/btc_1h_all.csv'), 'utf8').split('\n')
    expect(csv[0]).toBe('time,open,high,low,close,volume,trades,layer,line')
    expect(csv[2]).toMatch(/^2021-01-01T01:00:00\.000Z,.*,2\.25,8,1,2$/)
  })

  it('reads a span half-open', async () => {
    const ports = dataPorts()
    unwrap(await importInto(ports, sourceFile('bars.csv', hourlyCsv(50))))
    const series = unwrap(
      await readSeries(ports, {
        symbol: 'BTC',
        interval: '60m',
        startMs: START_MS + HOUR_MS,
        endMs: START_MS + 4 * HOUR_MS,
      }),
    )
    expect([...series.timeMs]).toEqual([1, 2, 3].map((hour) => START_MS + hour * HOUR_MS))
    expect(codeOf(await readSeries(ports, { ...SPAN, endMs: 0 }))).toBe('no-data')
    expect(codeOf(await readSeries(ports, { ...SPAN, symbol: 'ETH' }))).toBe('no-data')
  })

  it('adds nothing for the same file read the same way, and a layer for a newer one', async () => {
    const ports = dataPorts()
    const first = sourceFile('first.csv', hourlyCsv(100))
    unwrap(await importInto(ports, first))
    const before = contents(ports.files.root)
    const again = unwrap(await importInto(ports, sourceFile('renamed.csv', hourlyCsv(100))))
    expect(again).toMatchObject({ isNew: false, layer: 1 })
    expect(again.notes[0]).toMatch(/^already-imported/)
    expect(contents(ports.files.root)).toEqual(before)

    const revised = hourlyCsv(120).replace(/^(\d+),[\d.]+,/, '$1,99.9,')
    const second = unwrap(await importInto(ports, sourceFile('second.csv', revised)))
    expect(second.layer).toBe(2)
    const series = unwrap(await readSeries(ports, SPAN))
    expect(series.timeMs.length).toBe(120)
    expect(series.open[0]).toBe(99.9)
    const passport = unwrap(dataPassport(ports.files, 'BTC', '1h'))
    expect(passport).toMatchObject({ rowsIn: 220, clean: 120, rejected: 100, revisions: 1 })
    expect(passport.rejectsByReason).toEqual({ 'duplicate-identical': 99, 'duplicate-conflict': 1 })
    expect(contents(ports.files.root)['data/raw/layers/0001/rows.parquet']).toBe(
      before['data/raw/layers/0001/rows.parquet'],
    )
  })

  it('lets a file read otherwise take the place of its first reading', async () => {
    const ports = dataPorts()
    const text = `time,open,high,low,close,volume\n${Array.from({ length: 48 }, (_, hour) => `2021-01-0${hour < 24 ? 1 : 2} ${String(hour % 24).padStart(2, '0')}:00:00,1,2,1,${1 + hour / 100},5`).join('\n')}`
    const file = sourceFile('bars.csv', text)
    unwrap(await importInto(ports, file, { timeZone: 'UTC' }))
    const second = unwrap(await importInto(ports, file, { timeZone: 'Etc/GMT-3' }))
    expect(second.passport).toMatchObject({ rowsIn: 48, clean: 48, firstTime: '2020-12-31T21:00:00.000Z' })
    expect(second.notes.join()).toMatch(/no longer counts/)
  })

  it('gives the same bytes whatever the order of the rows and the layers before it', async () => {
    const rows = hourlyCsv(2000).trim().split('\n')
    const forward = dataPorts()
    const backward = dataPorts()
    unwrap(await importInto(forward, sourceFile('bars.csv', rows.join('\n'))))
    unwrap(await importInto(backward, sourceFile('bars.csv', [...rows].reverse().join('\r\n'))))
    const clean = 'data/clean/btc_1h.parquet'
    expect(contents(backward.files.root)[clean]).toBe(contents(forward.files.root)[clean])
    const hash = (ports: typeof forward) => unwrap(dataPassport(ports.files, 'BTC', '1h')).contentHash
    expect(hash(backward)).toBe(hash(forward))
  })

  it('keeps every bad row as a reject with its line', async () => {
    const ports = dataPorts()
    const lines = hourlyCsv(200).trim().split('\n')
    lines[10] = 'garbage'
    lines[20] = lines[20]!.replace(/,[\d.]+,/, ',"open quote,')
    lines[30] = lines[30]!.split(',').slice(0, 4).join(',')
    lines[40] = lines[40]!.replace(/,[\d.]+/, ',-5')
    const report = unwrap(await importInto(ports, sourceFile('bars.csv', lines.join('\n'))))
    expect(report.passport).toMatchObject({ rowsIn: 200, clean: 196, rejected: 4 })
    expect(report.notes.join(' ')).toMatch(/3 of 200 rows could not be read/)
    const rejects = readFileSync(join(ports.files.root, 'data/clean/btc_1h.rejects.csv'), 'utf8')
    expect(rejects).toMatch(/^31,1,2021-01-02T06:00:00.000Z,not-a-number,/m)
    expect(rejects).toMatch(/^41,1,2021-01-02T16:00:00.000Z,non-positive-price,/m)
    expect(rejects).toMatch(/^11,1,,unparsable-time,/m)
    expect(rejects).toMatch(/^21,1,/m)
  })

  it('reads gzip, UTF-16, semicolons with decimal commas, tabs and quotes alike', async () => {
    const plain = hourlyCsv(60)
    const semicolons = plain.replaceAll(',', ';').replaceAll('.', ',')
    const quoted = plain.replace(/([\d.]+)(,|\n)/g, '"$1"$2')
    const utf16 = new Uint8Array([0xff, 0xfe, ...new Uint8Array(Buffer.from(plain, 'utf16le'))])
    const hashes = new Set<string>()
    const forms: [string, string | Uint8Array][] = [
      ['plain.csv', plain],
      ['packed.csv.gz', gzipSync(plain)],
      ['two.gz', Buffer.concat([gzipSync(plain.slice(0, 1000)), gzipSync(plain.slice(1000))])],
      ['semicolons.csv', semicolons],
      ['tabs.tsv', plain.replaceAll(',', '\t')],
      ['quoted.csv', quoted],
      ['wide.csv', utf16],
      ['marked.csv', `\ufeff${plain}`],
      ['commented.csv', `# made by me\nfor tests, only\n\n${plain}`],
    ]
    for (const [name, content] of forms) {
      const report = unwrap(await importInto(dataPorts(), sourceFile(name, content)))
      expect([name, report.passport.clean]).toEqual([name, 60])
      hashes.add(report.passport.contentHash)
    }
    expect(hashes.size).toBe(1)
  })

  it('reads Parquet of typed and of numeric times', async () => {
    const ports = dataPorts()
    unwrap(await importInto(ports, sourceFile('bars.csv', hourlyCsv(60))))
    const parquet = join(ports.files.root, 'data/clean/btc_1h.parquet')
    const report = unwrap(await importInto(dataPorts(), parquet))
    expect(report.format.description.join()).toMatch(/epoch ms \(guessed\)/)
    expect(report.passport.contentHash).toBe(unwrap(dataPassport(ports.files, 'BTC', '1h')).contentHash)
    const read = unwrap(await duckdbColumnFiles.describeParquet(parquet))
    expect(read).toMatchObject({ rows: 60 })
  })

  it('takes one whole set of columns where a file has two', async () => {
    const csv = `Datetime,open,high,low,close,volume,Open,High,Low,Close,Volume\n2021-01-01 00:00,1,2,1,2,5,,,,,\n2021-01-01 01:00,,,,,,3,4,3,4,6\n2021-01-01 02:00,9,,,,7,5,6,5,6,8\n`
    const file = sourceFile('two.csv', csv)
    expect(codeOf(await importInto(dataPorts(), file, { timeZone: 'UTC' }))).toBe('columns-needed')
    const ports = dataPorts()
    const columns = 'time=Datetime,open=open|Open,high=high|High,low=low|Low,close=close|Close,volume=volume|Volume'
    unwrap(await importInto(ports, file, { timeZone: 'UTC', columns }))
    const series = unwrap(await readSeries(ports, SPAN))
    expect([...series.open]).toEqual([1, 3, 5])
    expect([...series.volume]).toEqual([5, 6, 8])
  })

  it('reads New York wall clock times across both changes of the clock', async () => {
    const day = (date: string) =>
      ['09:30', '10:30', '11:30', '12:30', '13:30', '14:30', '15:30'].map((clock) => `${date} ${clock}:00,1,2,1,1.5,5`)
    const csv = `Date,Open,High,Low,Close,Volume\n${[...day('2022-03-11'), ...day('2022-03-14'), ...day('2022-11-04'), ...day('2022-11-07')].join('\n')}\n2022-03-14 17:30:00,1,2,1,1.5,5\n`
    const ports = dataPorts()
    const report = unwrap(
      await importInto(ports, sourceFile('spy.csv', csv), { timeZone: 'America/New_York' }, equityWorkspace()),
    )
    expect(report.passport).toMatchObject({ clean: 28, rejectsByReason: { 'outside-session': 1 } })
    const series = unwrap(await readSeries(ports, { ...ALL, symbol: 'SPY' }))
    const opens = [0, 7, 14, 21].map((row) => new Date(series.timeMs[row]!).toISOString().slice(11, 16))
    expect(opens).toEqual(['14:30', '13:30', '13:30', '14:30'])
  })

  it('puts a date of a daily bar at the open of its session', async () => {
    const ports = dataPorts()
    const csv = 'Date,Open,High,Low,Close,Volume\n2022-11-03,1,2,1,1,5\n2022-11-04,1,2,1,1,5\n2022-11-07,1,2,1,1,5\n'
    unwrap(
      await importInto(
        ports,
        sourceFile('d.csv', csv),
        { timeZone: 'America/New_York', interval: '1d' },
        equityWorkspace(),
      ),
    )
    const series = unwrap(await readSeries(ports, { ...ALL, interval: '1d', symbol: 'SPY' }))
    expect([...series.timeMs].map((ms) => new Date(ms).toISOString())).toEqual([
      '2022-11-03T13:30:00.000Z',
      '2022-11-04T13:30:00.000Z',
      '2022-11-07T14:30:00.000Z',
    ])
  })

  it('rejects the bar that was not over when the file was written', async () => {
    const ports = dataPorts()
    const clock = { nowMs: () => START_MS + 9.5 * HOUR_MS, monotonicMs: () => 0 }
    const report = unwrap(await importInto({ ...ports, clock }, sourceFile('bars.csv', hourlyCsv(10))))
    expect(report.passport.rejectsByReason).toEqual({ 'partial-newest-bar': 1 })
  })

  it('lists passports and sees a series that lags behind its layers', async () => {
    const ports = dataPorts()
    unwrap(await importInto(ports, sourceFile('bars.csv', hourlyCsv(40))))
    const listed = unwrap(listPassports(ports.files))
    expect(listed.series.map((one) => [one.passport.symbol, one.upToDate])).toEqual([['BTC', true]])
    const stale = contents(ports.files.root)['data/clean/btc_1h.passport.json']!.replace(/"layer": 1/, '"layer": 9')
    unwrap(ports.files.writeText('data/clean/btc_1h.passport.json', stale))
    expect(unwrap(listPassports(ports.files)).series[0]!.upToDate).toBe(false)
    unwrap(await importInto(ports, sourceFile('bars.csv', hourlyCsv(40))))
    expect(unwrap(listPassports(ports.files)).series[0]!.upToDate).toBe(true)
  })

  it('removes what an interrupted import left, and never reuses a layer', async () => {
    const ports = dataPorts()
    unwrap(ports.files.writeText('data/raw/layers/0007/half.csv', 'x'))
    unwrap(await importInto(ports, sourceFile('bars.csv', hourlyCsv(40))))
    expect(existsSync(join(ports.files.root, 'data/raw/layers/0007'))).toBe(false)
    expect(ports.files.exists('data/raw/layers/0001/manifest.json')).toBe(true)
  })
})

describe('what an import refuses', () => {
  const cases: [string, string, string | Uint8Array, object][] = [
    ['file-empty', 'nothing', '', {}],
    ['file-empty', 'blank lines only', '\n\n\n', {}],
    ['file-empty', 'a header only', 'time,open,high,low,close,volume\n', {}],
    ['binary-file', 'zero bytes', new Uint8Array(2000), {}],
    ['gzip-broken', 'a cut gzip', gzipSync(hourlyCsv(5000)).subarray(0, 30_000), {}],
    ['parquet-broken', 'a cut Parquet', new TextEncoder().encode('PAR1 and no more'), {}],
    [
      'encoding-needed',
      'Latin-1',
      new Uint8Array([...Buffer.from('Zürich,b\n', 'latin1'), ...Buffer.from(hourlyCsv(9))]),
      {},
    ],
    ['columns-wrong', 'prose', 'Dear reader\nthis is a letter\nand no table\n', {}],
    [
      'columns-wrong',
      'a column that is not there',
      `time,o\n${hourlyCsv(9)}`,
      { columns: 'time=time,open=o,high=h,low=l,close=c,volume=v' },
    ],
    ['columns-wrong', 'too many positions', hourlyCsv(9), { columns: 'time,open,high,low,close,volume,trades,-,-' }],
    ['columns-needed', 'columns nobody knows', 'a,b,c\n1,2,3\n', {}],
    [
      'columns-needed',
      'an order that is not the customary one',
      hourlyCsv(99).replace(/^(\d+),([^,]+),([^,]+),/gm, '$1,$3,$2,'),
      {},
    ],
    ['bad-columns', 'an unknown field', hourlyCsv(9), { columns: 'time,open,hgih,low,close,volume' }],
    ['bad-columns', 'a missing field', hourlyCsv(9), { columns: 'time,open,high,low' }],
    [
      'time-zone-needed',
      'a wall clock without a zone',
      'time,open,high,low,close,volume\n2021-01-01 00:00,1,1,1,1,1\n',
      {},
    ],
    ['bad-time-zone', 'a zone that does not exist', hourlyCsv(9), { timeZone: 'Mars/Olympus' }],
    ['time-format-needed', 'day or month first', 'time,open,high,low,close,volume\n01/02/2021 00:00,1,1,1,1,1\n', {}],
    [
      'time-format-wrong',
      'a format that does not fit',
      hourlyCsv(9),
      { timeFormat: 'dd/MM/yyyy HH:mm', timeZone: 'UTC' },
    ],
    ['bad-option', 'two ways to read a time', hourlyCsv(9), { timeFormat: 'yyyy', timeUnit: 's' }],
    ['interval-mismatch', 'bars of another length', hourlyCsv(99), { interval: '15m' }],
    ['interval-unreadable', 'no interval', hourlyCsv(99), { interval: 'soon' }],
    ['role-needed', 'nobody', hourlyCsv(9), { role: undefined }],
    ['symbol-unknown', 'a stranger', hourlyCsv(9), { role: undefined, symbol: 'DOGE' }],
    ['not-yet', 'trades', hourlyCsv(9), { kind: 'trades' }],
    ['not-yet', 'a book', hourlyCsv(9), { kind: 'book' }],
    [
      'mostly-unreadable',
      'six bad rows in ten',
      hourlyCsv(100)
        .split('\n')
        .map((line, row) => (row % 10 < 6 ? line.replace(/,/, ',?') : line))
        .join('\n'),
      { columns: 'time,open,high,low,close,volume,trades' },
    ],
    [
      'no-clean-bars',
      'bars that break every rule',
      hourlyCsv(50).replace(/,(\d)/g, ',-$1'),
      { columns: 'time,open,low,high,close,volume,trades' },
    ],
  ]
  it.each(cases)('%s: %s', async (code, _what, content, options) => {
    const ports = dataPorts()
    const outcome = await importInto(ports, sourceFile('bars.csv', content), options)
    expect(codeOf(outcome)).toBe(code)
    if (!outcome.ok) expect(outcome.trouble.hint.length).toBeGreaterThan(10)
    expect(contents(ports.files.root)).toEqual({})
  })

  it('file-missing, not-a-file, role-missing, file-of-other-symbol, workspace-is-synthetic', async () => {
    const ports = dataPorts()
    const file = sourceFile('bars.csv', hourlyCsv(40))
    expect(codeOf(await importInto(ports, `${file}.gone`))).toBe('file-missing')
    expect(codeOf(await importInto(ports, join(file, '..')))).toBe('not-a-file')
    expect(codeOf(await importInto(ports, file, {}, testWorkspace({ roles: {} })))).toBe('role-missing')
    unwrap(await importInto(ports, file))
    expect(codeOf(await importInto(ports, file, { role: 'secondary' }))).toBe('file-of-other-symbol')
    const synthetic = testWorkspace({ synthetic: { kind: 'noise', seed: 1, strength: null } })
    expect(codeOf(await importInto(ports, file, {}, synthetic))).toBe('workspace-is-synthetic')
  })

  it('imports a file of which one row in twenty is bad, and says so', async () => {
    const text = hourlyCsv(2000)
      .split('\n')
      .map((line, row) => (row % 20 === 3 ? 'n/a,broken' : line))
      .join('\n')
    const report = unwrap(await importInto(dataPorts(), sourceFile('bars.csv', text)))
    expect(report.passport).toMatchObject({ rowsIn: 2000, clean: 1900, rejected: 100 })
    expect(report.notes[0]).toMatch(/^100 of 2000 rows could not be read/)
  })

  it('imports a late listing whose first rows hold no prices', async () => {
    const lines = hourlyCsv(100)
      .trim()
      .split('\n')
      .map((line, row) => (row < 70 ? `${line.split(',')[0]},,,,,,` : line))
    const columns = 'time,open,high,low,close,volume,trades'
    const report = unwrap(await importInto(dataPorts(), sourceFile('bars.csv', lines.join('\n')), { columns }))
    expect(report.passport).toMatchObject({ clean: 30, rejected: 70 })
  })
})
