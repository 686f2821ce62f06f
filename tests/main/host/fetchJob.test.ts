import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { API } from '../../../src/core/contract/workbench/api.ts'
import type { FetchJob } from '../../../src/core/contract/workbench/fetchCalls.ts'
import { createClient } from '../../../src/core/contract/workbench/rpcClient.ts'
import { serveApi } from '../../../src/core/contract/workbench/rpcServer.ts'
import type { JobNews, JobView } from '../../../src/core/contract/workbench/views.ts'
import { assembleEngineHost } from '../../../src/main/assemble.ts'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import type { EngineHost } from '../../../src/main/engine/host/createEngineHost.ts'
import { jobWords } from '../../../src/main/engine/host/jobWords.ts'
import { jobStatus } from '../../../src/main/engine/queries/jobStatus.ts'
import { CHANNELS } from '../../fakes/wires.ts'
import { fakeTerminal } from '../cli/fakeTerminal.ts'
import { openTestServer, putArchive, type TestServer } from '../fetch/fetchScene.ts'
import { readingPorts } from '../jobs/jobFixture.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import { makePair, NAME, useHomes } from '../pipeline/pipelineFixture.ts'

const HOUR = 3_600_000
const newHome = useHomes()
const { signal } = new AbortController()
const stopWatching = new AbortController()
const news: JobNews[] = []
let home = ''
let server: TestServer
let engine: EngineHost

beforeAll(async () => {
  home = newHome()
  server = await openTestServer()
  await makePair(home)
  engine = await assembleEngineHost(home)
  void engine.handlers['jobs.watch']({}, (item) => news.push(item), stopWatching.signal)
}, 60_000)

afterAll(async () => {
  stopWatching.abort()
  await engine.close()
  await server.close()
}, 60_000)

const archive = (month: string) => `data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2023-${month}.zip`

function putMonth(month: number): void {
  const [fromMs, toMs] = [Date.UTC(2023, month - 1), Date.UTC(2023, month)]
  const rows = Array.from({ length: (toMs - fromMs) / (8 * HOUR) }, (_, at) => `${fromMs + at * 8 * HOUR},8,0.0001\n`)
  putArchive(
    server.pages,
    archive(String(month).padStart(2, '0')),
    `calc_time,funding_interval_hours,last_funding_rate\n${rows.join('')}`,
  )
}

const wish = (fields: Partial<FetchJob> = {}): FetchJob => ({
  kind: 'fetch',
  what: 'funding',
  symbols: ['BTC'],
  start: '2023-01-01',
  end: '2023-05-01',
  from: server.base,
  ...fields,
})

const plan = (fields: Partial<FetchJob> = {}) =>
  engine.handlers['fetch.plan']({ workspace: NAME, request: wish(fields) }, signal)
const start = async () =>
  valueFrom(await engine.handlers['jobs.start']({ workspace: NAME, request: wish() }, signal)).key
const newest = (key: string): JobView | undefined =>
  news.flatMap((item) => (item.type === 'job' && item.job.key === key ? [item.job] : [])).at(-1)
const until = (key: string, what: Partial<JobView>) =>
  expect.poll(() => newest(key), { timeout: 150_000, interval: 20 }).toMatchObject(what)
const asks = (month: string) => server.asked.filter((path) => path === `/${archive(month)}`).length

describe('what a fetch would ask for', () => {
  test.each(CHANNELS)('is told over every channel (%s), and nobody is asked', async (_name, open) => {
    const pair = await open()
    serveApi(API, engine.handlers, pair.engine, { newStop: () => new AbortController() })
    const client = createClient(API, pair.page)
    const { host } = new URL(server.base)
    expect(valueFrom(await client.call('fetch.plan', { workspace: NAME, request: wish() }))).toMatchObject({
      hosts: [host],
      folder: null,
      markets: ['BTCUSDT'],
      table: 'funding',
      fromMs: Date.UTC(2023, 0, 1),
      toMs: Date.UTC(2023, 4, 1),
      parts: { unit: 'month', inData: 0, received: 0, toAsk: 4 },
      ...{ archives: 4, questions: 0, pauseMs: 0, absent: 0 },
    })
    expect(valueFrom(await client.call('fetch.list', { workspace: NAME }))).toEqual([])
    expect(valueFrom(await client.call('predictions.list', { workspace: NAME }))).toEqual([])
    expect(valueFrom(await client.call('holdOut.list', { workspace: NAME }))).toEqual([])
    const seal = { kind: 'seal' as const, symbols: ['BTC', 'ETH'] }
    expect(codeOf(await client.call('holdOut.plan', { workspace: NAME, request: seal }))).toBe('no-data')
    expect(server.asked).toEqual([])
    await pair.end()
  })

  test('the exchange by its hosts, days, and a folder by what lies in it', async () => {
    const { from: _from, ...request } = wish()
    const open = await engine.handlers['fetch.plan']({ workspace: NAME, request }, signal)
    expect(valueFrom(open).hosts).toEqual(['data.binance.vision', 'fapi.binance.com'])
    const days = await plan({ what: 'open-interest', symbols: ['BTC', 'ETH'], end: '2023-01-04' })
    expect(valueFrom(days)).toMatchObject({ period: '5m', parts: { unit: 'day', toAsk: 6 }, archives: 6 })
    const folder = join(home, 'mine')
    mkdirSync(join(folder, archive('02')), { recursive: true })
    expect(valueFrom(await plan({ from: folder }))).toMatchObject({ hosts: [], folder, archives: 1, absent: 3 })
  })

  test.each<[string, Partial<FetchJob>]>([
    ['bad-time', { start: '' }],
    ['bad-range', { end: '2022-01-01' }],
    ['symbols-needed', { symbols: [] }],
    ['bad-option', { symbols: ['A,B'] }],
    ['bad-option', { from: 'archives' }],
    ['no-archives', { from: '/nowhere/at/all' }],
    ['address-not-safe', { from: 'http://mirror.example' }],
    ['bad-address', { from: 'https://me:secret@mirror.example' }],
    ['period-unsupported', { what: 'open-interest', period: '1m' }],
  ])('%s is told before anything begins', async (code, fields) => {
    expect(codeOf(await plan(fields))).toBe(code)
  })
})

test('a fetch is killed, continued, cancelled and begun again, and asks for no file twice', async () => {
  for (const month of [1, 2, 4]) putMonth(month)
  const february = `/${archive('02')}`
  const whole = server.pages.get(february)!
  server.pages.set(february, (_request, response) => void response.writeHead(200).write('PK'))
  const first = await start()
  await until(first, { state: 'running', stage: 'fetch', done: 1, total: 4 })
  expect(newest(first)!.note).toMatch(/^BTCUSDT 2023-02 \(from 127\.0\.0\.1:\d+: 2 asked, 0\.\d kB\)$/)
  await expect.poll(() => asks('02'), { timeout: 60_000 }).toBe(1)
  process.kill(valueFrom(await jobStatus(readingPorts(home), NAME))!.job.pid, 'SIGKILL')
  await until(first, { state: 'interrupted', canContinue: true })

  server.pages.set(february, whole)
  const april = `/${archive('04')}`
  const later = server.pages.get(april)!
  server.pages.set(april, (_request, response) => void response.writeHead(503).end())
  const second = valueFrom(await engine.handlers['jobs.continue']({ key: first }, signal)).key
  await expect
    .poll(() => newest(second)?.notes ?? [], { timeout: 150_000 })
    .toContain('status 503; trying again in 1 s')
  valueFrom(await engine.handlers['jobs.cancel']({ key: second }, signal))
  await until(second, { state: 'cancelled' })
  expect([asks('01'), asks('02')]).toEqual([1, 2])
  expect(valueFrom(await plan()).parts).toEqual({ unit: 'month', inData: 0, received: 2, toAsk: 2 })

  server.pages.set(april, later)
  const words = valueFrom(jobWords(NAME, wish(), null))
  const terminal = fakeTerminal()
  expect(await runCli([...words, '--home', home, '--progress', 'json'], terminal)).toBe(0)
  expect([asks('01'), asks('02')]).toEqual([1, 2])
  expect(terminal.err()).toContain('BTC: 267 new rows of funding of BTCUSDT, missing: 2023-03')
  expect(valueFrom(await plan()).parts).toMatchObject({ inData: 3, toAsk: 1 })
  expect(valueFrom(await engine.handlers['fetch.list']({ workspace: NAME }, signal))).toMatchObject([
    { kind: 'funding', table: 'funding', symbol: 'BTC', rows: 267, archives: 3, missing: ['2023-03'], unverified: 0 },
  ])
  const { tables } = valueFrom(await engine.handlers['data.show']({ workspace: NAME }, signal))
  expect(tables).toMatchObject([{ name: 'funding', clean: 267, firstKnown: '2023-01-01T00:00:00.000Z' }])
}, 300_000)
