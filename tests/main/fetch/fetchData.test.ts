import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failure } from '../../../src/core/outcome/outcome.ts'
import { systemClock } from '../../../src/main/adapters/clock/systemClock.ts'
import { systemTimer } from '../../../src/main/adapters/clock/systemTimer.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import { streamDigests } from '../../../src/main/adapters/hash/streamDigests.ts'
import { createWebFiles } from '../../../src/main/adapters/http/webFiles.ts'
import { zipFiles } from '../../../src/main/adapters/zip/zipFiles.ts'
import { fetchData } from '../../../src/main/engine/fetch/fetchData.ts'
import type { FetchSource } from '../../../src/main/engine/fetch/fetchSource.ts'
import type { FetchWish } from '../../../src/main/engine/fetch/fetchTerms.ts'
import { openSource } from '../../../src/main/engine/fetch/openSource.ts'
import { webSource } from '../../../src/main/engine/fetch/webSource.ts'
import { codeOf, dataPorts, temporaryFolder, testWorkspace, unwrap } from '../data/dataBench.ts'
import {
  type Answer,
  instantTimer,
  inTurn,
  openTestServer,
  putArchive,
  quietJob,
  status,
  type TestServer,
} from './fetchScene.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW_MS = Date.UTC(2023, 2, 10, 12, 30)
const um = (path: string) => `data/futures/um/${path}`

let server: TestServer
beforeEach(async () => {
  server = await openTestServer()
})
afterEach(() => server.close())

const WISH: FetchWish = {
  kind: 'klines',
  symbols: ['BTC'],
  quote: 'USDT',
  fromMs: Date.UTC(2023, 0, 1),
  toMs: Date.UTC(2023, 2, 1),
  period: null,
  tableName: null,
}

function web(): FetchSource {
  const clock = { nowMs: () => NOW_MS, monotonicMs: () => 0 }
  const ports = {
    web: createWebFiles(systemTimer),
    digests: streamDigests,
    clock,
    timer: instantTimer([]),
  }
  const watch = { signal: new AbortController().signal, waiting: () => {} }
  return webSource(ports, { archives: server.base, rest: server.base }, watch)
}

function scene(root?: string) {
  const ports = { ...dataPorts(root), zips: zipFiles, clock: { nowMs: () => NOW_MS, monotonicMs: () => 0 } }
  const run = (wish: Partial<FetchWish>, source = web()) =>
    fetchData(ports, testWorkspace(), { ...WISH, ...wish }, source, quietJob())
  return { ports, run }
}

const kline = (ms: number) => [ms, '100.5', '101', '99', '100', '12.5', ms + HOUR - 1, '1250', 42, '6', '600', '0']
const hours = (fromMs: number, toMs: number) =>
  Array.from({ length: (toMs - fromMs) / HOUR }, (_, at) => fromMs + at * HOUR)

function putKlines(month: string, named: boolean): void {
  const fromMs = Date.parse(`${month}-01T00:00:00Z`)
  const toMs = Date.UTC(new Date(fromMs).getUTCFullYear(), new Date(fromMs).getUTCMonth() + 1)
  const head = named
    ? 'open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n'
    : ''
  const rows = hours(fromMs, toMs)
    .map((ms) => `${kline(ms).join(',')}\n`)
    .join('')
  putArchive(server.pages, um(`monthly/klines/BTCUSDT/1h/BTCUSDT-1h-${month}.zip`), head + rows)
}

describe('fetching bars', () => {
  it('takes months as archives, with and without a line of names, and nothing twice', async () => {
    putKlines('2023-01', false)
    putKlines('2023-02', true)
    const { run, ports } = scene()
    const report = unwrap(await run({}))
    expect(report.symbols).toMatchObject([
      { market: 'BTCUSDT', rows: 59 * 24, archives: 2, fromInterface: 0, missing: [], unverified: 0 },
    ])
    expect(report.imported).toMatchObject([
      {
        kind: 'bars',
        subject: 'BTC',
        isNew: true,
        passport: { clean: 59 * 24, rejected: 0, lastTime: '2023-02-28T23:00:00.000Z' },
      },
    ])
    server.asked.length = 0
    expect(unwrap(await run({}))).toMatchObject({ imported: [], symbols: [{ known: 2, rows: 0 }] })
    expect(server.asked).toEqual([])
    expect(ports.files.listFiles('data/raw/fetched/rows')).toEqual([])
  })

  it('asks the interface for what has no archive, up to the last closed bar', async () => {
    putKlines('2023-01', false)
    server.pages.set('/fapi/v1/klines', (request, response) => {
      const query = new URL(request.url ?? '', server.base).searchParams
      const all = hours(Number(query.get('startTime')), Date.UTC(2023, 2, 10, 13))
      const asked = all.filter((ms) => ms <= Number(query.get('endTime')))
      response.end(JSON.stringify(asked.slice(0, Number(query.get('limit'))).map(kline)))
    })
    const report = unwrap(await scene().run({ toMs: NOW_MS }))
    expect(report.symbols).toMatchObject([{ archives: 1, fromInterface: 2, missing: [] }])
    expect(report.imported).toMatchObject([
      { passport: { clean: (59 + 9) * 24 + 12, rejected: 0, lastTime: '2023-03-10T11:00:00.000Z' } },
    ])
  })

  it('says what is missing, and brings it in once it is there', async () => {
    putKlines('2023-02', false)
    const { run } = scene()
    expect(unwrap(await run({}))).toMatchObject({
      symbols: [{ missing: ['2023-01'], archives: 1 }],
      imported: [{ layer: 1 }],
    })
    putKlines('2023-01', false)
    expect(unwrap(await run({}))).toMatchObject({
      symbols: [{ missing: [], archives: 1, known: 1 }],
      imported: [{ layer: 2, passport: { clean: 59 * 24 } }],
    })
  })

  it('goes on where it ended, and fetches anew what was damaged since', async () => {
    putKlines('2023-01', false)
    const february = `/${um('monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2023-02.zip')}`
    server.pages.set(february, status(451))
    const root = temporaryFolder()
    expect(codeOf(await scene(root).run({}))).toBe('source-refused')
    server.asked.length = 0
    expect(codeOf(await scene(root).run({}))).toBe('source-refused')
    expect(server.asked).toEqual([february])
    const kept = join(root, 'data/raw/fetched/klines/BTCUSDT/1h/BTCUSDT-1h-2023-01.zip')
    writeFileSync(kept, 'PK broken')
    putKlines('2023-02', false)
    server.asked.length = 0
    expect(unwrap(await scene(root).run({}))).toMatchObject({ symbols: [{ archives: 2 }] })
    expect(server.asked).toHaveLength(4)
  })
})

describe('what goes wrong on the way', () => {
  const JANUARY = `/${um('monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2023-01.zip')}`
  const FEBRUARY = JANUARY.replace('-01.zip', '-02.zip')

  it('asks again after reset connections and errors of the server, then says so and keeps what came', async () => {
    putKlines('2023-01', false)
    const reset: Answer = (request) => void request.socket.resetAndDestroy()
    const whole = server.pages.get(JANUARY)!
    server.pages.set(
      JANUARY,
      inTurn(reset, status(500), (_request, response) => void response.end(whole)),
    )
    server.pages.set(FEBRUARY, reset)
    const source = web()
    const failed = await scene().run({}, source)
    expect(failed).toMatchObject({
      ok: false,
      trouble: { code: 'source-unreachable', hint: expect.stringContaining('what came is kept') },
    })
    expect(server.asked.filter((path) => path === JANUARY)).toHaveLength(3)
    expect(server.asked.filter((path) => path === FEBRUARY)).toHaveLength(6)
    expect(source.counts).toMatchObject({ requests: 10, retries: 7 })
  })

  it('keeps an archive without a checksum once its rows were read, and only for the source that it came from', async () => {
    putKlines('2023-01', false)
    server.pages.delete(`${JANUARY}.CHECKSUM`)
    const whole = server.pages.get(JANUARY)
    if (!(whole instanceof Uint8Array)) throw new Error('no archive')
    server.pages.set(JANUARY, whole.slice(0, 200))
    const root = temporaryFolder()
    expect(codeOf(await scene(root).run({}))).toBe('zip-broken')
    server.pages.set(JANUARY, whole)
    server.pages.set(FEBRUARY, status(451))
    expect(codeOf(await scene(root).run({}))).toBe('source-refused')
    server.asked.length = 0
    expect(codeOf(await scene(root).run({}))).toBe('source-refused')
    expect(server.asked).toEqual([FEBRUARY])
    expect(codeOf(await scene(root).run({}, { ...web(), name: 'another' }))).toBe('source-refused')
    expect(server.asked).toContain(JANUARY)
    server.pages.delete(FEBRUARY)
    expect(unwrap(await scene(root).run({}))).toMatchObject({ symbols: [{ unverified: 1, missing: ['2023-02'] }] })
  })

  it('ends where the disk is full, and brings nothing in', async () => {
    putKlines('2023-01', false)
    const { ports } = scene()
    const full = () => failure('disk-full', 'The disk is full.', 'Make room.')
    const files = { ...ports.files, writeBytes: full }
    const run = fetchData({ ...ports, files }, testWorkspace(), WISH, web(), quietJob())
    expect(codeOf(await run)).toBe('disk-full')
    expect(ports.files.listFolders('data')).toEqual(['raw'])
    expect(ports.files.listFiles('data/raw/fetched/rows')).toEqual([])
  })
})

describe('fetching tables', () => {
  it('brings funding of all symbols into one table, proven on the grid', async () => {
    for (const market of ['BTCUSDT', 'ETHUSDT']) {
      const rows = hours(Date.UTC(2023, 0, 1), Date.UTC(2023, 1, 1)).filter((ms) => ms % (8 * HOUR) === 0)
      const text = rows.map((ms, at) => `${ms + (at % 9)},8,0.0001${at % 10}\n`).join('')
      putArchive(
        server.pages,
        um(`monthly/fundingRate/${market}/${market}-fundingRate-2023-01.zip`),
        `calc_time,funding_interval_hours,last_funding_rate\n${text}`,
      )
    }
    server.pages.set(
      '/fapi/v1/fundingRate',
      JSON.stringify([{ symbol: 'x', fundingTime: Date.UTC(2023, 1, 1), fundingRate: '0.0002', markPrice: '1' }]),
    )
    const report = unwrap(await scene().run({ kind: 'funding', symbols: ['BTC', 'ETH'], toMs: Date.UTC(2023, 1, 2) }))
    expect(report.imported).toMatchObject([
      {
        subject: 'funding',
        passport: {
          keys: 2,
          clean: 188,
          columns: [{ name: 'rate', kind: 'number' }],
          firstEvent: '2023-01-01T00:00:00.000Z',
        },
      },
    ])
    expect(report.imported[0]!.notes.join()).toContain('stand on the 8 h settlement grid of UTC')
  })

  it('counts open interest as known a period later, and keeps the midnight that lies in the day before', async () => {
    const stamp = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
    const dayFile = (dayMs: number) =>
      Array.from(
        { length: 288 },
        (_, at) => `${stamp(dayMs + (at + 1) * 300_000)},BTCUSDT,${1000 + at},${2000 + at},1,1,1,1\n`,
      ).join('')
    for (const day of ['2023-01-01', '2023-01-02'])
      putArchive(
        server.pages,
        um(`daily/metrics/BTCUSDT/BTCUSDT-metrics-${day}.zip`),
        `create_time,symbol,sum_open_interest,sum_open_interest_value,a,b,c,d\n${dayFile(Date.parse(`${day}T00:00:00Z`))}`,
      )
    const { run } = scene()
    const wish = { kind: 'open-interest', period: '1h', toMs: Date.UTC(2023, 0, 2) } as const
    expect(unwrap(await run(wish)).imported).toMatchObject([
      { passport: { clean: 23, firstEvent: '2023-01-01T01:00:00.000Z', firstKnown: '2023-01-01T02:00:00.000Z' } },
    ])
    const longer = unwrap(await run({ ...wish, toMs: Date.UTC(2023, 0, 3) }))
    expect(longer.imported).toMatchObject([{ passport: { clean: 47, rejectsByReason: { 'duplicate-identical': 23 } } }])
  })

  it('takes order flow from the archives of bars, as what was bought less what was sold, known at the end of the bar', async () => {
    putKlines('2023-01', true)
    const { run, ports } = scene()
    const report = unwrap(await run({ kind: 'order-flow', toMs: Date.UTC(2023, 1, 1) }))
    const first = '2023-01-01T01:00:00.000Z'
    expect(report.imported).toMatchObject([{ passport: { clean: 31 * 24, firstEvent: first, firstKnown: first } }])
    const table = unwrap(await ports.columns.readTable(unwrap(ports.files.resolve('data/tables/order-flow.parquet'))))
    const found = table.find(({ name }) => name === 'signed_volume')
    expect(found !== undefined && 'values' in found ? [...new Set(found.values)] : []).toEqual([2 * 6 - 12.5])
    // The bars come from the archive that is there already.
    server.asked.length = 0
    expect(unwrap(await run({ toMs: Date.UTC(2023, 1, 1) })).imported).toMatchObject([{ kind: 'bars' }])
    expect(server.asked).toEqual([])
  })

  it('adds liquidations up by period and side, with zeros in between', async () => {
    const at = Date.UTC(2023, 0, 1)
    const row = (ms: number, side: string, price: number, quantity: number) =>
      `${ms},BTCUSDT,${side},LIMIT,IOC,${quantity},1,${price},FILLED,1,${quantity}\n`
    putArchive(
      server.pages,
      um('daily/liquidationSnapshot/BTCUSDT/BTCUSDT-liquidationSnapshot-2023-01-01.zip'),
      `time,symbol,side,order_type,time_in_force,original_quantity,price,average_price,order_status,last_fill_quantity,accumulated_fill_quantity\n${row(at + 5, 'SELL', 100, 2)}${row(at + 6, 'BUY', 100, 1)}${row(at + HOUR, 'SELL', 50, 1)}`,
    )
    const { run, ports } = scene()
    const report = unwrap(await run({ kind: 'liquidation', period: '1h', toMs: at + 2 * DAY }))
    expect(report.symbols).toMatchObject([{ rows: 3, missing: ['2023-01-02'] }])
    expect(report.imported).toMatchObject([{ passport: { clean: 24, firstKnown: '2023-01-01T01:00:00.000Z' } }])
    const table = unwrap(await ports.columns.readTable(unwrap(ports.files.resolve('data/tables/liquidation.parquet'))))
    const column = (name: string) => table.find((one) => one.name === name)
    const numbers = (name: string) => {
      const found = column(name)
      return found !== undefined && 'values' in found ? [...found.values.slice(0, 3)] : []
    }
    expect(numbers('notional')).toEqual([300, 50, 0])
    expect(numbers('long_notional')).toEqual([200, 50, 0])
    expect(numbers('short_notional')).toEqual([100, 0, 0])
  })
})

describe('fetching from a folder', () => {
  const outside = {
    clock: systemClock,
    web: createWebFiles(systemTimer),
    timer: systemTimer,
    digests: streamDigests,
    folderAt: createGuardedFiles,
  }
  const watch = { signal: new AbortController().signal, waiting: () => {} }
  it('reads the same layout, notes what has no checksum, and asks nobody', async () => {
    putKlines('2023-01', false)
    const folder = temporaryFolder()
    const place = um('monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2023-01.zip')
    mkdirSync(dirname(join(folder, place)), { recursive: true })
    const bytes = server.pages.get(`/${place}`)
    if (!(bytes instanceof Uint8Array)) throw new Error('no archive')
    writeFileSync(join(folder, place), bytes)
    const source = () => unwrap(openSource(outside, folder, watch))
    expect(codeOf(openSource(outside, temporaryFolder(), watch))).toBe('no-archives')
    expect(codeOf(openSource(outside, join(folder, 'nowhere'), watch))).toBe('no-archives')
    const report = unwrap(await scene().run({}, source()))
    expect(report.symbols).toMatchObject([{ archives: 1, unverified: 1, missing: ['2023-02'] }])
    expect(server.asked).toEqual([])
    rmSync(join(folder, place))
    expect(codeOf(await scene().run({}, source()))).toBe('nothing-found')
    writeFileSync(join(folder, place), 'PKxx')
    const damaged = scene()
    expect(codeOf(await damaged.run({}, source()))).toBe('zip-broken')
    expect(readdirSync(damaged.ports.files.root)).not.toContain('clean')
  })
})

describe('a wish that cannot be met', () => {
  it.each([
    ['symbol-unknown', { symbols: ['DOGE'] }],
    ['symbols-needed', { symbols: [] }],
    ['bad-quote', { quote: 'US/DT' }],
    ['bad-range', { fromMs: Date.UTC(2024, 0, 1) }],
    ['bad-range', { fromMs: 0 }],
    ['period-unsupported', { period: '7m' }],
    ['period-unsupported', { kind: 'open-interest', period: '1m' }],
    ['interval-unreadable', { period: 'often' }],
    ['nothing-found', {}],
  ] as const)('is refused: %s', async (code, wish) => {
    const found = codeOf(await scene().run(wish))
    expect(found === 'interval-unsupported' ? 'period-unsupported' : found).toBe(code)
  })

  it('never mixes real data with synthetic ones', async () => {
    const { ports } = scene()
    const workspace = testWorkspace({ synthetic: { kind: 'noise', seed: 1, strength: null } })
    expect(codeOf(await fetchData(ports, workspace, WISH, web(), quietJob()))).toBe('workspace-is-synthetic')
  })
})
