import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { beginBook, endBook, takeMessage } from '../../../src/core/backtest/book/assembleBook.ts'
import type { BookEvents } from '../../../src/core/backtest/book/bookEvents.ts'
import { BOOK_EVENT } from '../../../src/core/backtest/book/bookEvents.ts'
import { applyBookEvent, createOrderBook } from '../../../src/core/backtest/book/orderBook.ts'
import { decodeLine } from '../../../src/main/adapters/l2/decodeLine.ts'
import { l2Files } from '../../../src/main/adapters/l2/l2Files.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-l2-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SCALE = { priceDecimals: 2, quantityDecimals: 3 }
const FILE = resolve(import.meta.dirname, 'syntheticSpot.txt')

async function readText(lines: readonly string[], zipped = true) {
  const path = join(folder, 'book.gz')
  const text = `${lines.join('\n')}\n`
  writeFileSync(path, zipped ? gzipSync(text) : text)
  return l2Files.readBook(path, SCALE)
}

const depth = (ns: number, first: number, last: number, bids: unknown, asks: unknown, before?: number) =>
  `${ns} ${JSON.stringify({
    stream: 'x@depth',
    data: {
      e: 'depthUpdate',
      E: 5,
      s: 'XUSD',
      U: first,
      u: last,
      ...(before === undefined ? {} : { pu: before }),
      b: bids,
      a: asks,
    },
  })}`
const snapshot = (ns: number, last: number) =>
  `${ns} ${JSON.stringify({ lastUpdateId: last, bids: [['10.00', '1.000']], asks: [['10.02', '2.000']] })}`

function rowsOf({ count, kind, tick, lots, ends, localUs }: BookEvents) {
  const names = Object.keys(BOOK_EVENT)
  return Array.from({ length: count }, (_, row) => [
    localUs[row]!,
    names[kind[row]!]!,
    tick[row]!,
    lots[row]!,
    ends[row]!,
  ])
}

describe('a recording of the spot stream', () => {
  it('becomes columns: early depth waits for the snapshot, stale depth is dropped, trades have their side', async () => {
    const read = await l2Files.readBook(FILE, SCALE)
    if (!read.ok) throw new Error(read.trouble.message)
    const { events, report, symbol, otherLines } = read.value
    expect(symbol).toBe('TESTUSD')
    expect(otherLines).toBe(1)
    expect(report).toEqual({ snapshots: 1, depths: 4, trades: 2, stale: 1, unplaced: 0, gaps: [] })
    expect(rowsOf(events)).toEqual([
      [1_000_100, 'sold', 10_000, 250, 1],
      [1_000_300, 'clear', 0, 0, 0],
      [1_000_300, 'bid', 10_000, 5_000, 0],
      [1_000_300, 'bid', 9_999, 1_500, 0],
      [1_000_300, 'ask', 10_002, 2_000, 1],
      // Received before the snapshot, but newer: 104 to 106 over the snapshot's 104.
      [1_000_300, 'bid', 10_001, 700, 1],
      [1_000_400, 'bid', 9_999, 0, 0],
      [1_000_400, 'ask', 10_003, 4_000, 1],
      [1_000_500, 'bought', 10_002, 125, 1],
    ])
  })
})

describe('what is wrong with a recording is told', () => {
  it('a gap in the sequence, spot and futures', async () => {
    const spot = await readText([
      snapshot(1_000_000, 100),
      depth(2_000_000, 99, 101, [['10.00', '3.000']], []),
      depth(3_000_000, 103, 104, [['9.00', '3.000']], []),
      depth(4_000_000, 105, 106, [['9.10', '3.000']], []),
      snapshot(5_000_000, 105),
    ])
    if (!spot.ok) throw new Error(spot.trouble.message)
    expect(spot.value.report.gaps).toEqual([{ localUs: 3_000, known: 101, first: 103 }])
    const kinds = rowsOf(spot.value.events).map(([, kind, tick]) => `${kind} ${tick}`)
    // After the gap nothing until the second snapshot, on which the last depth stands again.
    expect(kinds).toEqual([
      'clear 0',
      'bid 1000',
      'ask 1002',
      'bid 1000',
      'gap 0',
      'clear 0',
      'bid 1000',
      'ask 1002',
      'bid 910',
    ])
    const futures = await readText([
      snapshot(1_000_000, 100),
      depth(2_000_000, 90, 110, [['10.00', '3.000']], [], 80),
      depth(3_000_000, 130, 140, [['9.00', '3.000']], [], 110),
      depth(4_000_000, 150, 160, [['9.10', '3.000']], [], 145),
    ])
    if (!futures.ok) throw new Error(futures.trouble.message)
    expect(futures.value.report.gaps).toEqual([{ localUs: 4_000, known: 140, first: 150 }])
    expect(futures.value.report.unplaced).toBe(1)
  })

  it.each([
    ['no JSON', [snapshot(1_000_000, 100), '2000000 {"e":"depthUpdate"'], 'bad-book-line'],
    ['fields missing', ['2000000 {"e":"depthUpdate","E":1}'], 'bad-book-line'],
    ['no time', ['{"lastUpdateId":1}'], 'bad-book-line'],
    [
      'a price between two ticks',
      [snapshot(1_000_000, 1), depth(2_000_000, 2, 2, [['10.005', '1']], [])],
      'price-off-the-scale',
    ],
    ['time going back', [snapshot(9_000_000, 1), depth(2_000_000, 2, 2, [], [])], 'time-goes-back'],
    ['no snapshot', [depth(2_000_000, 2, 2, [], [])], 'no-book'],
    [
      'two instruments',
      [
        snapshot(1_000_000, 1),
        depth(2_000_000, 2, 2, [], []),
        '3000000 {"e":"trade","s":"YUSD"}'.replace('"}', '","p":"1","q":"1","m":true,"T":1}'),
      ],
      'two-symbols',
    ],
  ])('%s', async (_, lines, code) => {
    const read = await readText(lines)
    expect(read).toMatchObject({ ok: false, trouble: { code } })
  })

  it('a file that breaks off, and none at all', async () => {
    const path = join(folder, 'cut.gz')
    const whole = gzipSync(Array.from({ length: 400 }, (_, at) => snapshot(1_000_000 + at, at)).join('\n'))
    writeFileSync(path, whole.subarray(0, whole.length / 2))
    expect(await l2Files.readBook(path, SCALE)).toMatchObject({ ok: false, trouble: { code: 'gzip-broken' } })
    expect(await l2Files.readBook(join(folder, 'none.gz'), SCALE)).toMatchObject({
      ok: false,
      trouble: { code: 'file-missing' },
    })
  })

  it('reads plain text as well', async () => {
    const read = await readText([snapshot(1_000_000, 100)], false)
    expect(read.ok).toBe(true)
  })
})

const REAL = resolve(process.env.ASSAY_TEST_DATA ?? '../shared/data', 'l2')

if (!existsSync(REAL)) process.stderr.write(`SKIPPED for want of real data: ${REAL} (set ASSAY_TEST_DATA)\n`)

describe.skipIf(!existsSync(REAL))('recordings of a real exchange (ASSAY_TEST_DATA)', () => {
  it.each([
    ['binance_spot_btcusdt_20240808.gz', { priceDecimals: 2, quantityDecimals: 6 }, 3451, 9757],
    ['binance_usdm_btcusdt_20240808_first90s.gz', { priceDecimals: 1, quantityDecimals: 3 }, 1717, 3332],
  ])('%s: whole, without gaps, and never crossed', async (name, scale, depths, trades) => {
    const read = await l2Files.readBook(join(REAL, name), scale)
    if (!read.ok) throw new Error(`${read.trouble.code} ${read.trouble.message}`)
    const { events, report } = read.value
    expect(report).toMatchObject({ snapshots: 1, depths, trades, gaps: [], unplaced: 0 })
    const book = createOrderBook()
    let crossed = 0
    let whole = 0
    for (let row = 0; row < events.count; row++) {
      const kind = events.kind[row]
      if (kind === BOOK_EVENT.bought || kind === BOOK_EVENT.sold) continue
      applyBookEvent(book, events, row)
      if (events.ends[row] === 0) continue
      whole++
      if (book.bids.best >= book.asks.best) crossed++
    }
    expect(crossed).toBe(0)
    expect(whole).toBeGreaterThan(1_000)
  })

  it.each([
    ['binance_spot_btcusdt_20240808.gz', { priceDecimals: 2, quantityDecimals: 6 }],
    ['binance_usdm_btcusdt_20240808_first90s.gz', { priceDecimals: 1, quantityDecimals: 3 }],
  ])('%s: the best prices are those that the exchange told beside the depth', (name, scale) => {
    const steps = (price: string) => Math.round(Number(price) * 10 ** scale.priceDecimals)
    const assembly = beginBook(scale)
    const depths: { first: number; last: number; rows: number }[] = []
    const tickers: { u: number; bid: number; ask: number }[] = []
    for (const line of gunzipSync(readFileSync(join(REAL, name)))
      .toString()
      .trimEnd()
      .split('\n')) {
      const message = decodeLine(line)?.message ?? null
      if (message === null) {
        const { u, b, a } = JSON.parse(line.slice(line.indexOf(' ') + 1)).data
        tickers.push({ u, bid: steps(b), ask: steps(a) })
        continue
      }
      expect(takeMessage(assembly, message).ok).toBe(true)
      if (message.kind === 'depth' && assembly.known > 0)
        depths.push({ ...message.numbers, rows: assembly.columns.count })
    }
    const { events } = endBook(assembly)
    const book = createOrderBook()
    let applied = 0
    let next = 0
    let compared = 0
    for (const { first, last, rows } of depths) {
      for (; applied < rows; applied++) applyBookEvent(book, events, applied)
      while (next < tickers.length && tickers[next]!.u <= last) next++
      const ticker = tickers[next - 1]
      if (ticker === undefined || ticker.u < first) continue
      compared++
      expect([book.bids.best, book.asks.best], `after update ${last}`).toEqual([ticker.bid, ticker.ask])
    }
    expect(compared).toBeGreaterThan(1_000)
  })
})
