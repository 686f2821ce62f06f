import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codeOf, hourlyCsv, START_MS, sourceFile, temporaryFolder, unwrap } from '../data/dataBench.ts'
import { hostOf, importFile, makeWorkspace, sameAsJson, signal } from './hostBench.ts'

const HOUR = 3_600_000
const BTC = { workspace: 'pair', symbol: 'BTC', interval: '1h' }
const ALL = { ...BTC, fromMs: null, toMs: null, most: 4_000 }
/** The same bars, by their times: for these the series itself is read. */
const SPAN = { ...ALL, fromMs: START_MS, toMs: START_MS + 2_000 * HOUR }
const SKETCH = 'workspaces/pair/data/clean/btc_1h.sketch'

/** 1,000 lines of which 3 are bad: bars 10, 500 and 600 are missing. */
function dirtyCsv(): string {
  const lines = hourlyCsv(1_000).trimEnd().split('\n')
  lines[10] = `${(START_MS + 10 * HOUR) / 1000},1,2,3,4,5,6`
  lines[500] = 'no time,1,1,1,1,1,1'
  lines[600] = lines[599]!
  return lines.join('\n')
}

async function house() {
  const home = temporaryFolder()
  const counts = { reads: 0 }
  const host = await hostOf(home, counts)
  makeWorkspace(host, 'pair')
  await importFile(host, 'pair', sourceFile('btc.csv', dirtyCsv()))
  return { home, host, counts }
}

describe('data.show', () => {
  it('has the passports', async () => {
    const { host } = await house()
    const shown = sameAsJson(await host['data.show']({ workspace: 'pair' }, signal))
    expect(shown.series).toMatchObject([{ passport: { symbol: 'BTC', clean: 997, rejected: 3 }, upToDate: true }])
    expect(shown.tables).toEqual([])
    makeWorkspace(host, 'none')
    expect(unwrap(await host['data.show']({ workspace: 'none' }, signal))).toEqual({ series: [], tables: [] })
  })
})

describe('data.candles', () => {
  it('gives the bars as stored where they fit', async () => {
    const { host } = await house()
    const view = sameAsJson(await host['data.candles'](ALL, signal))
    expect(view).toMatchObject({ symbol: 'BTC', intervalMs: HOUR, stepBars: 1, totalBars: 997 })
    expect([view.firstMs, view.lastMs]).toEqual([START_MS, START_MS + 999 * HOUR])
    expect(view.timeMs.length).toBe(997)
    const row = hourlyCsv(1).split(',').map(Number)
    expect([view.open[0], view.high[0], view.low[0], view.close[0], view.volume[0]]).toEqual(row.slice(1, 6))
  })

  it('joins bars where they do not fit, and reads the file once', async () => {
    const { host, counts } = await house()
    const windows = await Promise.all([
      host['data.candles']({ ...ALL, most: 100 }, signal),
      host['data.candles']({ ...ALL, most: 100, fromMs: START_MS + 20 * HOUR, toMs: START_MS + 400 * HOUR }, signal),
      host['data.candles']({ ...ALL, symbol: 'btc', most: 10 }, signal),
    ])
    expect(counts.reads).toBe(1)
    const [whole, part, few] = windows.map(sameAsJson)
    expect([whole!.stepBars, part!.stepBars, few!.stepBars]).toEqual([16, 8, 128])
    expect(whole!.timeMs.length).toBe(Math.ceil(997 / 16))
    const bars = unwrap(await host['data.candles'](ALL, signal))
    expect(Math.max(...few!.high)).toBe(Math.max(...bars.high))
    expect(few!.symbol).toBe('BTC')
  })

  it('answers nothing beside the series, and refuses a span that ends before it begins', async () => {
    const { host } = await house()
    const beside = unwrap(await host['data.candles']({ ...ALL, fromMs: 0, toMs: 1 }, signal))
    expect(beside).toMatchObject({ timeMs: [], totalBars: 997 })
    expect(codeOf(await host['data.candles']({ ...ALL, fromMs: 5, toMs: 4 }, signal))).toBe('bad-span')
  })

  it('shows the whole from the sketch, the same as from the bars', async () => {
    const { home, host, counts } = await house()
    const asked = [4_000, 500, 100, 10].map((most) => ({ ...ALL, most }))
    const sketched = await Promise.all(asked.map((input) => host['data.candles'](input, signal)))
    expect(counts.reads).toBe(0)
    rmSync(join(home, SKETCH))
    expect(await Promise.all(asked.map((input) => host['data.candles'](input, signal)))).toEqual(sketched)
    expect(counts.reads).toBe(1)
  })

  it.each([
    ['is cut', (bytes: Buffer) => bytes.subarray(0, -8)],
    ['has another price', (bytes: Buffer) => Buffer.from(bytes).fill(7, bytes.length - 40, bytes.length - 39)],
    [
      'is of other bars',
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace(/"contentHash":"./, '$&0'), 'latin1'),
    ],
    [
      'is of another format',
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('sketch-1', 'sketch-9'), 'latin1'),
    ],
    ['is empty', () => Buffer.alloc(0)],
  ])('reads the bars where the sketch %s', async (_what, change) => {
    const { home, host, counts } = await house()
    const before = unwrap(await host['data.candles'](ALL, signal))
    writeFileSync(join(home, SKETCH), change(readFileSync(join(home, SKETCH))))
    expect(unwrap(await host['data.candles'](ALL, signal))).toEqual(before)
    expect(counts.reads).toBe(1)
  })

  it('sees at once that a series was rebuilt', async () => {
    const { host, counts } = await house()
    for (const input of [ALL, SPAN]) expect(unwrap(await host['data.candles'](input, signal)).totalBars).toBe(997)
    await importFile(host, 'pair', sourceFile('more.csv', hourlyCsv(200, START_MS + 1_000 * HOUR)))
    for (const input of [ALL, SPAN]) expect(unwrap(await host['data.candles'](input, signal)).totalBars).toBe(1_197)
    expect(counts.reads).toBe(2)
  })

  it('keeps two series, those last used', async () => {
    const { host, counts } = await house()
    for (const name of ['b', 'c']) {
      makeWorkspace(host, name)
      await importFile(host, name, sourceFile('x.csv', hourlyCsv(50)))
    }
    for (const workspace of ['pair', 'b', 'pair', 'c', 'pair', 'b']) {
      await host['data.candles']({ ...SPAN, workspace }, signal)
    }
    expect(counts.reads).toBe(4)
  })

  it('says what is damaged, every time', async () => {
    const { home, host } = await house()
    writeFileSync(join(home, 'workspaces/pair/data/clean/btc_1h.parquet'), 'PAR1 and no more')
    expect(codeOf(await host['data.candles'](ALL, signal))).toBe('data-broken')
    expect(codeOf(await host['data.candles'](ALL, signal))).toBe('data-broken')
    writeFileSync(join(home, 'workspaces/pair/data/clean/btc_1h.passport.json'), '{')
    expect(codeOf(await host['data.candles'](ALL, signal))).toBe('passport-broken')
    expect(codeOf(await host['data.coverage'](BTC, signal))).toBe('passport-broken')
  })
})

describe('data.coverage', () => {
  it('adds up to the passport', async () => {
    const { host } = await house()
    const view = sameAsJson(await host['data.coverage'](BTC, signal))
    const [series] = unwrap(await host['data.show']({ workspace: 'pair' }, signal)).series
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
    expect(view.dayMs.length).toBe(42)
    expect([sum(view.expected), sum(view.received)]).toEqual([
      series!.passport.expectedBars,
      series!.passport.receivedBars,
    ])
    expect([view.expected[0], view.received[0]]).toEqual([24, 23])
  })
})

describe('data.rejects', () => {
  it('gives pages with reasons', async () => {
    const { host } = await house()
    const all = sameAsJson(await host['data.rejects']({ ...BTC, offset: 0, limit: 500 }, signal))
    expect(all.total).toBe(3)
    expect(new Set(all.rows.map(({ line, reason }) => `${line} ${reason}`))).toEqual(
      new Set(['11 ohlc-violation', '501 unparsable-time', '601 duplicate-identical']),
    )
    expect(all.rows.find(({ line }) => line === 501)?.time).toBeNull()
    const last = unwrap(await host['data.rejects']({ ...BTC, offset: 2, limit: 500 }, signal))
    expect(last.rows).toEqual(all.rows.slice(2))
    expect(unwrap(await host['data.rejects']({ ...BTC, offset: 99, limit: 5 }, signal))).toEqual({ total: 3, rows: [] })
  })

  it('does not pass a cut list off as the whole', async () => {
    const { home, host } = await house()
    const path = join(home, 'workspaces/pair/data/clean/btc_1h.rejects.csv')
    writeFileSync(path, 'line,layer,time,reason,detail\n1,1,,ohlc-violation,x\n')
    expect(codeOf(await host['data.rejects']({ ...BTC, offset: 0, limit: 5 }, signal))).toBe('data-broken')
    rmSync(path)
    expect(codeOf(await host['data.rejects']({ ...BTC, offset: 0, limit: 5 }, signal))).toBe('file-missing')
  })
})

describe('what is not there', () => {
  it.each([
    ['another symbol', { symbol: 'DOGE' }, 'no-data'],
    ['another interval', { interval: '5m' }, 'no-data'],
    ['no interval', { interval: '../1h' }, 'interval-unreadable'],
    ['a path as symbol', { symbol: '../../../other/data/clean/btc' }, 'no-data'],
    ['a path as workspace', { workspace: '../pair' }, 'bad-name'],
    ['markup as workspace', { workspace: '<b>x</b>' }, 'bad-name'],
    ['another workspace', { workspace: 'pari' }, 'workspace-missing'],
  ])('%s', async (_what, change, code) => {
    const { host } = await house()
    makeWorkspace(host, 'other')
    await importFile(host, 'other', sourceFile('x.csv', hourlyCsv(50)))
    expect(codeOf(await host['data.candles']({ ...ALL, ...change }, signal))).toBe(code)
    expect(codeOf(await host['data.coverage']({ ...BTC, ...change }, signal))).toBe(code)
    expect(codeOf(await host['data.rejects']({ ...BTC, offset: 0, limit: 9, ...change }, signal))).toBe(code)
  })

  it('a workspace that is removed from disk while its bars are in memory', async () => {
    const { home, host } = await house()
    unwrap(await host['data.candles'](ALL, signal))
    rmSync(join(home, 'workspaces/pair'), { recursive: true })
    for (const outcome of [
      await host['data.candles'](ALL, signal),
      await host['data.coverage'](BTC, signal),
      await host['data.rejects']({ ...BTC, offset: 0, limit: 9 }, signal),
      await host['data.show']({ workspace: 'pair' }, signal),
      await host['workspace.manifest']({ workspace: 'pair' }, signal),
    ])
      expect(codeOf(outcome)).toBe('workspace-missing')
    expect(unwrap(await host['home.show']({}, signal)).workspaces).toEqual([])
  })
})

describe('data.preview', () => {
  it('tells how a file would be read', async () => {
    const host = await hostOf(temporaryFolder())
    const file = sourceFile('a.csv', 'Date,Open,High,Low,Close,Volume\n2021-01-01T00:00:00Z,1,2,1,2,5\n')
    const view = sameAsJson(await host['data.preview']({ file }, signal))
    expect(view.columnNames).toEqual(['Date', 'Open', 'High', 'Low', 'Close', 'Volume'])
    expect(view.sample).toEqual([['2021-01-01T00:00:00Z', '1', '2', '1', '2', '5']])
    expect(view.description.join('\n')).toMatch(/open=Open.*guessed/)
    const tabbed = sourceFile('b.csv', '1609459200\t1\t2\t1\t2\t5\n1609462800\t1\t2\t1\t2\t5\n')
    const given = { columns: 'time,open,high,low,close,volume', timeUnit: 's', header: 'no', tz: '' } as const
    for (const delimiter of ['\t', 'tab', ''])
      expect(unwrap(await host['data.preview']({ file: tabbed, ...given, delimiter }, signal)).sample.length).toBe(2)
  })

  it.each([
    ['a relative path', 'btc.csv', 'path-not-absolute'],
    ['a way up', '../btc.csv', 'path-not-absolute'],
    ['a zero byte', '/tmp/a\0b', 'path-not-absolute'],
    ['nothing there', '/no/such/file.csv', 'file-missing'],
    ['a folder', '/', 'not-a-file'],
    ['a device', '/dev/null', 'not-a-file'],
  ])('%s', async (_what, file, code) => {
    expect(codeOf(await (await hostOf(temporaryFolder()))['data.preview']({ file }, signal))).toBe(code)
  })

  it('shows the rows beside what is still to be said', async () => {
    const host = await hostOf(temporaryFolder())
    const preview = async (given: Parameters<(typeof host)['data.preview']>[0]) =>
      sameAsJson(await host['data.preview'](given, signal))
    const file = sourceFile('a.csv', 'Date,Open,High,Low,Close,Volume\n2021-01-01 00:00,1,2,1,2,5\n')
    const zoneless = await preview({ file, timeFormat: 'yyyy-MM-dd HH:mm' })
    expect(zoneless).toEqual({
      description: [],
      columnNames: ['Date', 'Open', 'High', 'Low', 'Close', 'Volume'],
      sample: [['2021-01-01 00:00', '1', '2', '1', '2', '5']],
      columns: { time: [0], open: [1], high: [2], low: [3], close: [4], volume: [5] },
      trouble: expect.objectContaining({ code: 'time-zone-needed' }),
    })
    expect(await preview({ file, tz: 'Mars/Base' })).toMatchObject({
      sample: zoneless.sample,
      trouble: { code: 'bad-time-zone' },
    })
    expect(codeOf(await host['data.preview']({ file: sourceFile('e.csv', '') }, signal))).toBe('file-empty')
    const odd = sourceFile('odd.csv', 'when,first,High,Low,last,size\n2021-01-01T00:00:00Z,1,2,1,2,5\n')
    expect(await preview({ file: odd })).toMatchObject({
      columns: { high: [2], low: [3], close: [4] },
      trouble: { code: 'columns-needed' },
    })
    const byHand = await preview({ file: odd, columns: 'time=#1,open=#2,high=#3,low=#4,close=#5,volume=none' })
    expect(byHand).toMatchObject({ trouble: null, columns: { time: [0], close: [4], volume: [] } })
    const wordless = sourceFile('words.csv', 'one word\nanother word\n')
    expect(await preview({ file: wordless })).toMatchObject({
      columnNames: null,
      sample: [['one word'], ['another word']],
      columns: {},
      trouble: { code: 'columns-wrong' },
    })
    const nameless = sourceFile('five.csv', '1609459200,1,2,1,2\n1609462800,1,2,1,2\n')
    expect(await preview({ file: nameless })).toMatchObject({ columns: {}, trouble: { code: 'columns-needed' } })
    const numbered = { file: nameless, columns: 'time=#1,open=#2,high=#3,low=#4,close=#5,volume=none' }
    expect(await preview(numbered)).toMatchObject({ trouble: null, columns: { time: [0], open: [1] } })
    expect(
      await preview({ ...numbered, columns: 'time=#1,open=#2,high=#3,low=#4,close=#6,volume=none' }),
    ).toMatchObject({ trouble: { code: 'columns-wrong' }, sample: [expect.any(Array), expect.any(Array)] })
  })

  it('a table needs to be told when, known and whose; predictions have their own columns', async () => {
    const host = await hostOf(temporaryFolder())
    const preview = async (given: Parameters<(typeof host)['data.preview']>[0]) =>
      sameAsJson(await host['data.preview'](given, signal))
    const file = sourceFile('rates.csv', 'When,Who,The Rate,The-Rate\n2021-01-01T00:00:00Z,BTC,0.1,7\n')
    const table = { file, subject: 'table' } as const
    expect(await preview(table)).toMatchObject({ columns: {}, trouble: { code: 'columns-needed' } })
    const whole = await preview({ ...table, columns: 'event=#1,known=event+8h,key=#2' })
    expect(whole).toMatchObject({
      columns: { event: [0], known: [], key: [1], the_rate: [2], column_4: [3] },
      trouble: null,
    })
    expect(whole.description.join(' ')).toContain('known=event and 28800 s')
    const signals = sourceFile('p.csv', 'time,symbol,score\n2021-01-04,SPY,0.1\n')
    const foretold = { file: signals, subject: 'predictions', interval: '1h' } as const
    expect(await preview(foretold)).toMatchObject({
      columns: { time: [0], symbol: [1] },
      trouble: { code: 'columns-wrong' },
    })
    expect(await preview({ ...foretold, columns: 'time=#1,signal=#3' })).toMatchObject({
      columns: {},
      trouble: { code: 'bad-columns' },
    })
    const columns = 'time=#1,symbol=#2,signal=#3'
    expect((await preview({ ...foretold, columns })).trouble?.code).toBe('time-zone-needed')
    const daily = await preview({ ...foretold, columns, interval: '1d' })
    expect(daily).toMatchObject({ columns: { time: [0], symbol: [1], signal: [2] }, trouble: null })
    expect(daily.description.join(' ')).toContain('columns: time=time, symbol=symbol, signal=score')
  })

  it('shows the first rows of Parquet', async () => {
    const host = await hostOf(temporaryFolder())
    const file = join(temporaryFolder(), 'a.parquet')
    const column = (name: string, ...values: number[]) => ({ name, values: Float64Array.from(values) })
    unwrap(
      await host.ports.columns.writeParquet(file, [
        column('t', 1609459200, 1609462800),
        column('high', 2.5, Number.NaN),
      ]),
    )
    expect(sameAsJson(await host['data.preview']({ file }, signal))).toMatchObject({
      columnNames: ['t', 'high'],
      sample: [
        ['1609459200', '2.5'],
        ['1609462800', ''],
      ],
      columns: { high: [1] },
      trouble: { code: 'columns-needed' },
    })
  })
})
