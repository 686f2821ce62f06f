import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { duckdbColumnFiles } from '../../../src/main/adapters/duckdb/columnFiles.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import { streamDigests } from '../../../src/main/adapters/hash/streamDigests.ts'
import { readStoredMatrix } from '../../../src/main/engine/matrices/readStoredMatrix.ts'
import { assay } from '../backtests/backtestScene.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'

const freshFolder = useTemporaryFolders()
const FIRST_MS = Date.UTC(2024, 0, 1)
const HOURS = 24 * 40

beforeAll(async () => {
  await import('@duckdb/node-api')
})

function hourlyBars(seed: number, skip: (hour: number) => boolean): string {
  const stream = createStream(seed, 'many')
  let close = 100
  const lines = Array.from({ length: HOURS }, (_, hour) => {
    const open = close
    close = open * Math.exp(0.01 * stream.nextNormal())
    const [high, low] = [Math.max(open, close) * 1.001, Math.min(open, close) * 0.999]
    return { hour, text: [open, high, low, close].map((price) => price.toFixed(4)).join(',') }
  })
  const kept = lines.filter(({ hour }) => !skip(hour))
  return `time,open,high,low,close,volume\n${kept
    .map(({ hour, text }) => `${new Date(FIRST_MS + hour * 3_600_000).toISOString()},${text},${10 + (hour % 7)}`)
    .join('\n')}\n`
}

/** Two coins by the hour, the second without its first ten days and without one day later; funding every eight hours. */
async function coinHouse(home: string) {
  const file = (name: string, text: string) => {
    writeFileSync(join(home, name), text)
    return join(home, name)
  }
  const done = async (...words: readonly string[]) => {
    const { document } = await assay(home, ...words)
    if (document.error !== undefined) throw new Error(JSON.stringify(document.error))
    return document.data
  }
  const symbols = ['--symbols', 'BTC,ETH', '--asset-class', 'crypto', '--interval', '1h']
  await done('workspace', 'create', 'coins', ...symbols)
  const btc = file(
    'btc.csv',
    hourlyBars(1, () => false),
  )
  const eth = file(
    'eth.csv',
    hourlyBars(2, (hour) => hour < 240 || (hour >= 600 && hour < 624)),
  )
  await done('data', 'import', 'coins', '--symbol', 'BTC', '--file', btc, '--tz', 'UTC')
  await done('data', 'import', 'coins', '--symbol', 'ETH', '--file', eth, '--tz', 'UTC')
  const rates = Array.from({ length: 100 }, (_, at) => {
    const time = new Date(FIRST_MS + at * 8 * 3_600_000).toISOString()
    return `${time},BTC,${at}\n${time},ETH,${-at}`
  })
  const table = (name: string, text: string, columns: string, key = 'Symbol', time = 'At') =>
    done(
      ...['data', 'import', 'coins', '--kind', 'table', '--name', name, '--file', file(`${name}.csv`, text)],
      ...['--columns', `event=${time},known=${time},key=${key},${columns}`, '--tz', 'UTC'],
    )
  await table('funding', `Date,Symbol,Rate\n${rates.join('\n')}\n`, 'rate=Rate', 'Symbol', 'Date')
  const build = (spec: unknown) => assay(home, 'build', 'coins', '--config', file('build.yaml', JSON.stringify(spec)))
  return { build, table, folder: join(home, 'workspaces', 'coins') }
}

const SPEC = {
  frequency: '4h',
  features: {
    indicators: ['RSI_14'],
    pair: ['ratio_z_20(BTC)'],
    cross_sectional: ['rank(momentum_5)'],
    tables: [{ column: 'funding.rate', max_age_days: 1 }],
  },
  target: { type: 'triple_barrier', horizon: 6, target: 2, stop: 2 },
}

describe('a matrix of several instruments', () => {
  it('has rows by time, then instrument, each of what was known at its close', { timeout: 60_000 }, async () => {
    const { build, folder } = await coinHouse(freshFolder())
    const built = await build({ ...SPEC, features: { ...SPEC.features, pair: [] } })
    expect(built.document.error).toBeUndefined()
    const { passport } = built.document.data
    expect(passport).toMatchObject({ name: '2instruments_crypto_1d_4h', instruments: ['BTC', 'ETH'], trusted: true })
    expect(passport.assumptions).toContainEqual({ field: 'bars of BTC', value: 'made of the stored 1h bars' })
    const ports = { files: createGuardedFiles(folder), columns: duckdbColumnFiles, digests: streamDigests }
    const stored = await readStoredMatrix(ports, 'coins', 'latest')
    if (!stored.ok) throw new Error(stored.trouble.message)
    const { timeMs, decisionMs, instrument, features } = stored.value
    const value = (row: number, name: string) => features.values[row * features.columns + features.names.indexOf(name)]!
    for (let row = 1; row < timeMs.length; row++) {
      const later = timeMs[row]! - timeMs[row - 1]!
      expect(later > 0 || (later === 0 && instrument[row]! > instrument[row - 1]!)).toBe(true)
    }
    for (let row = 0; row < timeMs.length; row++) {
      expect(decisionMs[row]! - timeMs[row]!).toBe(4 * 3_600_000)
      const newest = Math.min(99, Math.floor((decisionMs[row]! - FIRST_MS) / (8 * 3_600_000)))
      const ageMs = decisionMs[row]! - FIRST_MS - newest * 8 * 3_600_000
      const rate = instrument[row] === 0 ? newest : -newest
      expect(value(row, 'funding.rate')).toBe(ageMs <= 24 * 3_600_000 ? rate : Number.NaN)
    }
    const both = timeMs.findIndex((ms, row) => row > 0 && ms === timeMs[row - 1])
    expect(value(both, 'rank(momentum_5)') + value(both - 1, 'rank(momentum_5)')).toBe(1)
    const count = (place: number) => instrument.filter((at) => at === place).length
    expect(count(0)).toBeGreaterThan(0)
    expect(count(1)).toBeGreaterThan(100)
  })

  it('reads what was bought and sold within a bar from a table of trades, and flow from one of quotes', {
    timeout: 60_000,
  }, async () => {
    const { build, folder, table } = await coinHouse(freshFolder())
    // Every ten minutes one coin is bought at an even minute count and two are sold at an odd one.
    const times = Array.from({ length: 2_000 }, (_, k) => FIRST_MS + k * 600_000 + 1)
    const iso = (ms: number) => new Date(ms).toISOString().replace('T', ' ').slice(0, 23)
    const trades = times.map((ms, k) => `${iso(ms)},BTC,${100 + k},${k % 2 === 0 ? 1 : 2},${k % 2 === 0 ? 1 : -1}`)
    await table('trades', `At,Symbol,Price,Size,Side\n${trades.join('\n')}\n`, 'price=Price,size=Size,side=Side')
    const quotes = times.map((ms, k) => `${iso(ms)},BTC,${100 + k},${101 + k},5,7`)
    const sizes = 'bid=Bid,ask=Ask,bid_size=BidSize,ask_size=AskSize'
    await table('quotes', `At,Symbol,Bid,Ask,BidSize,AskSize\n${quotes.join('\n')}\n`, sizes)
    const built = await build({
      ticker: 'BTC',
      frequency: '4h',
      features: { custom: ['trade_flow', 'order_flow_imbalance'], tables: ['trades.buy_volume', 'quotes.bid'] },
      target: 'next_return',
    })
    expect(built.document.error).toBeUndefined()
    const ports = { files: createGuardedFiles(folder), columns: duckdbColumnFiles, digests: streamDigests }
    const stored = await readStoredMatrix(ports, 'coins', 'latest')
    if (!stored.ok) throw new Error(stored.trouble.message)
    const { features } = stored.value
    const column = (name: string) => {
      const place = features.names.findIndex((known) => known.startsWith(name))
      return Array.from({ length: features.rows }, (_, row) => features.values[row * features.columns + place]!)
    }
    // Four hours hold 24 trades: twelve of one bought, twelve of two sold.
    const bought = column('trades.buy_volume').filter((value) => !Number.isNaN(value))
    expect(new Set(bought)).toEqual(new Set([12]))
    expect(bought.length).toBeGreaterThan(50)
    const flow = column('trade_flow').filter((value) => !Number.isNaN(value))
    expect(flow.length).toBeGreaterThan(50)
    for (const value of flow) expect(value).toBeCloseTo(-1 / 3, 12)
    const imbalance = column('order_flow_imbalance').filter((value) => !Number.isNaN(value))
    expect(imbalance.length).toBeGreaterThan(50)
    expect(built.document.data.passport.inputs.map(({ name }: { name: string }) => name)).toContain('table trades')
  })

  it('takes an unknown value of one instrument for its own lack, and says so', { timeout: 60_000 }, async () => {
    const { build } = await coinHouse(freshFolder())
    const built = await build({ ...SPEC, tickers: ['ETH', 'BTC'] })
    expect(built.document.error).toBeUndefined()
    const codes = built.document.data.passport.findings.map(({ code }: { code: string }) => code)
    // BTC against itself has no value.
    expect(codes).toContain('many-missing-values')
  })
})
