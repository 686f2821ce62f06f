import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemTimer } from '../../../src/main/adapters/clock/systemTimer.ts'
import { streamDigests } from '../../../src/main/adapters/hash/streamDigests.ts'
import { createWebFiles } from '../../../src/main/adapters/http/webFiles.ts'
import { sourceAddress } from '../../../src/main/engine/fetch/sourceAddress.ts'
import { webSource } from '../../../src/main/engine/fetch/webSource.ts'
import { codeOf, unwrap } from '../data/dataBench.ts'
import {
  bytesOf,
  checksumLine,
  instantTimer,
  inTurn,
  openTestServer,
  putArchive,
  status,
  type TestServer,
  zipped,
} from './fetchScene.ts'

const PATH = 'data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2023-01.zip'
const ZIP = zipped('a.csv', 'calc_time,funding_interval_hours,last_funding_rate\n')
const PAGE = { path: 'fapi/v1/klines', query: { symbol: 'BTCUSDT' } }
const NOW_MS = Date.UTC(2024, 0, 1)

let server: TestServer
let waits: number[]
let told: string[]
beforeEach(async () => {
  server = await openTestServer()
  waits = []
  told = []
})
afterEach(() => server.close())

function source() {
  const ports = {
    web: createWebFiles(systemTimer),
    digests: streamDigests,
    clock: { nowMs: () => NOW_MS, monotonicMs: () => 0 },
    timer: instantTimer(waits),
  }
  const watch = { signal: new AbortController().signal, waiting: (why: string) => void told.push(why) }
  return webSource(ports, { archives: server.base, rest: server.base }, watch)
}

describe('asking a source on the web', () => {
  it('takes an archive whose checksum is right, and says where there is none', async () => {
    putArchive(server.pages, PATH, 'x')
    expect(unwrap(await source().archive(PATH))?.sha256).toMatch(/^[0-9a-f]{64}$/)
    server.pages.delete(`/${PATH}.CHECKSUM`)
    expect(unwrap(await source().archive(PATH))).toMatchObject({ sha256: null })
    expect(unwrap(await source().archive('data/none.zip'))).toBeNull()
  })

  it('asks again after 429 and 500, never earlier than it was told', async () => {
    const answers = inTurn(
      status(429, { 'retry-after': '7' }),
      status(500),
      status(503, { 'retry-after': 'Mon, 01 Jan 2024 00:01:30 GMT' }),
      bytesOf('[1]'),
    )
    server.pages.set('/fapi/v1/klines', answers)
    const asked = source()
    expect(unwrap(await asked.page(PAGE))).toEqual([1])
    expect(waits).toEqual([350, 7000, 2000, 90_000])
    expect(asked.counts).toMatchObject({ requests: 4, retries: 3 })
    expect(told[0]).toBe('status 429; trying again in 7 s')
  })

  it('gives up after six tries, and at once where asking again is no use', async () => {
    server.pages.set('/fapi/v1/klines', status(502))
    expect(codeOf(await source().page(PAGE))).toBe('source-unreachable')
    expect(waits.slice(1)).toEqual([1000, 2000, 4000, 8000, 16_000])
    server.pages.set('/fapi/v1/klines', status(429))
    expect(codeOf(await source().page(PAGE))).toBe('source-busy')
    server.pages.set('/fapi/v1/klines', status(418, { 'retry-after': '86400' }))
    expect(codeOf(await source().page(PAGE))).toBe('source-busy')
    server.asked.length = 0
    server.pages.set('/fapi/v1/klines', status(400, {}, '{"code":-1121,"msg":"Invalid symbol."}'))
    const refused = await source().page(PAGE)
    expect(refused).toMatchObject({ ok: false, trouble: { code: 'source-refused' } })
    expect(refused.ok ? '' : refused.trouble.message).toContain('Invalid symbol')
    server.pages.set('/fapi/v1/klines', status(451))
    expect(codeOf(await source().page(PAGE))).toBe('source-refused')
    expect(server.asked).toHaveLength(2)
  })

  it('waits for the next minute where the server counts many questions', async () => {
    server.pages.set('/fapi/v1/klines', status(200, { 'x-mbx-used-weight-1m': '2300' }, '[]'))
    expect(unwrap(await source().page(PAGE))).toEqual([])
    expect(waits).toEqual([350, 60_000])
  })

  it('fetches a damaged archive again, and keeps none that stays so', async () => {
    server.pages.set(`/${PATH}.CHECKSUM`, checksumLine(ZIP, 'a.zip'))
    server.pages.set(`/${PATH}`, inTurn(bytesOf(zipped('a.csv', 'other')), bytesOf(ZIP)))
    expect(unwrap(await source().archive(PATH))?.bytes).toEqual(ZIP)
    server.pages.set(`/${PATH}`, zipped('a.csv', 'other'))
    server.asked.length = 0
    expect(codeOf(await source().archive(PATH))).toBe('checksum-wrong')
    expect(server.asked).toHaveLength(6)
    server.pages.set(`/${PATH}.CHECKSUM`, 'soon')
    expect(codeOf(await source().archive(PATH))).toBe('checksum-unreadable')
  })

  it('knows a web page when it sees one', async () => {
    server.pages.set(`/${PATH}`, '<html>please log in</html>')
    expect(codeOf(await source().archive(PATH))).toBe('answer-not-zip')
    server.pages.set('/fapi/v1/klines', '<html>')
    expect(codeOf(await source().page(PAGE))).toBe('answer-unreadable')
    server.pages.set('/fapi/v1/klines', '{"code":0}')
    expect(codeOf(await source().page(PAGE))).toBe('answer-unreadable')
  })

  it('does not follow to another host', async () => {
    server.pages.set(`/${PATH}`, status(302, { location: 'https://example.org/a.zip' }))
    expect(codeOf(await source().archive(PATH))).toBe('source-elsewhere')
  })
})

describe('the address of a source', () => {
  it('is the exchange, an encrypted server, this machine, or a folder', () => {
    expect(unwrap(sourceAddress(undefined))).toMatchObject({ archives: 'https://data.binance.vision' })
    expect(unwrap(sourceAddress('https://mirror.example/x/'))).toEqual({
      archives: 'https://mirror.example/x',
      rest: 'https://mirror.example/x',
    })
    expect(unwrap(sourceAddress('http://127.0.0.1:80'))).toMatchObject({ rest: 'http://127.0.0.1' })
    expect(codeOf(sourceAddress('http://mirror.example'))).toBe('address-not-safe')
    expect(codeOf(sourceAddress('https://'))).toBe('bad-address')
    expect(codeOf(sourceAddress('ftp://mirror.example'))).toBe('bad-address')
    expect(unwrap(sourceAddress('./archives'))).toBe('./archives')
  })
})
