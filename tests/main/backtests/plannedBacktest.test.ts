import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { readCsv, testDataFile } from '../../setup/testData.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { assay, PLANNED_BACKTEST, predictionFile, predictionRows, stockHouse } from './backtestScene.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
  await import('@resvg/resvg-js')
})

describe('the configuration of the plans', () => {
  const examples = process.env.ASSAY_EXAMPLES ?? '../shared/examples'
  const path = join(examples, 'backtest.yaml')
  if (!existsSync(path)) process.stderr.write(`SKIPPED for want of the plans: ${path} (set ASSAY_EXAMPLES)\n`)

  it.skipIf(!existsSync(path))('is the one that is tested here', () => {
    expect(readFileSync(path, 'utf8').trimEnd()).toBe(PLANNED_BACKTEST.trimEnd())
  })

  it('trades on the generated stock what it always traded', { timeout: 60_000 }, async () => {
    const { home, config, predictions, folder } = await stockHouse(freshFolder())
    const run = await assay(home, 'backtest', 'run', 'stocks', '--config', config, '--predictions', predictions)
    const place = join(folder, 'backtests', run.document.data.backtestId)
    const { performance, endEquity } = run.document.data.metrics
    // A change here is a change of the execution model, and raises the version.
    expect({
      fills: sha256(readFileSync(join(place, 'fills.csv'))),
      trades: sha256(readFileSync(join(place, 'trades.csv'))),
      closed: performance.trades.closed,
      endEquity,
    }).toMatchInlineSnapshot(`
      {
        "closed": 20,
        "endEquity": 99523.13190197769,
        "fills": "b3476978520a61bc24803f457b7fa0cb212f4ffc08bf6cc27dd5fa794d9a1679",
        "trades": "2581b73b58bc99f9db05d1c06bb4846c4a6a119205feca6dd6115e0ebbe1ea31",
      }
    `)
  })

  const spy = testDataFile('us-daily/SPY_1d.csv.gz')
  it.skipIf(spy === null)('runs on real daily bars, both engines agreeing', { timeout: 120_000 }, async () => {
    const home = freshFolder()
    const shape = ['--symbols', 'SPY', '--asset-class', 'etf', '--interval', '1d']
    await assay(home, 'workspace', 'create', 'real', ...shape)
    const tz = ['--tz', 'America/New_York']
    await assay(home, 'data', 'import', 'real', '--symbol', 'SPY', '--file', spy!, ...tz)
    const days = readCsv(spy!).map((row) => row[1]!)
    const wanted = [...new Set(days.filter((day) => day >= '2023-01-01' && day < '2024-01-01'))]
    const config = join(home, 'backtest.yaml')
    const predictions = join(home, 'predictions.csv')
    writeFileSync(config, PLANNED_BACKTEST)
    writeFileSync(predictions, predictionFile(predictionRows(wanted, 'SPY')))
    const words = ['--config', config, '--predictions', predictions, '--engine', 'both']
    const run = await assay(home, 'backtest', 'run', 'real', ...words)
    expect(run.document.error).toBeUndefined()
    expect(run.document.data.metrics.agreement).toMatchObject({ differences: 0 })
    expect(run.document.data.manifest).toMatchObject({ bars: 147, firstTime: '2023-06-01T13:30:00.000Z' })
    expect(run.document.data.metrics.performance.trades.closed).toBeGreaterThan(5)
  })

  it('enters only in allowed hours of the exchange, in winter and in summer', { timeout: 60_000 }, async () => {
    const home = freshFolder()
    const shape = ['--symbols', 'QQQ', '--asset-class', 'etf', '--calendar', 'us-equity-rth']
    await assay(home, 'workspace', 'create', 'hours', ...shape)
    const times = calendarOf('us-equity-rth').expectedBars(Date.UTC(2023, 1, 1), Date.UTC(2023, 3, 15), 3_600_000)
    const bars = Array.from(
      times,
      (time, bar) => `${time},${[1, 2, 0, 1].map((add) => 100 + add + 5 * Math.sin(bar * 1.3))},9`,
    )
    const file = join(home, 'bars.csv')
    writeFileSync(file, `time,open,high,low,close,volume\n${bars.join('\n')}\n`)
    const imported = await assay(
      home,
      'data',
      'import',
      'hours',
      '--symbol',
      'QQQ',
      '--file',
      file,
      '--time-unit',
      'ms',
    )
    expect(imported.document.error).toBeUndefined()
    const config = join(home, 'hours.yaml')
    writeFileSync(
      config,
      'allowed_hours: [10, 11]\nstrategy: { id: moving-average-cross, parameters: { fast: 2, slow: 5 } }\n',
    )
    const run = await assay(home, 'backtest', 'run', 'hours', '--config', config)
    expect(run.document.error).toBeUndefined()
    const place = join(home, 'workspaces', 'hours', 'backtests', run.document.data.backtestId)
    const entries = readFileSync(join(place, 'fills.csv'), 'utf8')
      .split('\n')
      .filter((line) => line.endsWith(',entry'))
    const clock = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', timeStyle: 'short', hour12: false })
    const filledAt = new Set(entries.map((entry) => clock.format(new Date(entry.split(',')[0]!))))
    // Decided at the close of the bars of 10:30 and 11:30, so filled in the bars after them.
    expect([...filledAt].toSorted()).toEqual(['11:30', '12:30'])
    expect(run.document.data.metrics.refused.hours).toBeGreaterThan(10)
    // The benchmark is bought at the first open there is, whatever the hours.
    expect(run.document.data.metrics.beside[0]).toMatchObject({ name: 'buy-and-hold' })
    expect(run.document.data.metrics.beside[0].profit).not.toBe(0)
  })
})

/** A market of a few hours, signals, and what was made of them; bars are [open, high, low, close, volume] or null where there is none. */
async function hourlyRun(
  home: string,
  bars: readonly (readonly number[] | null)[],
  signals: readonly (readonly [number, number])[],
  spec: string,
) {
  const start = Date.UTC(2024, 0, 1)
  const at = (bar: number) => start + bar * 3_600_000
  const fees = ['--fee-bps', '0', '--slippage-bps', '0']
  await assay(
    home,
    'workspace',
    'create',
    'hourly',
    '--symbols',
    'BTC',
    '--interval',
    '1h',
    '--capital',
    '1000',
    ...fees,
  )
  const write = (name: string, head: string, rows: readonly string[]) => {
    const path = join(home, name)
    writeFileSync(path, `${head}\n${rows.join('\n')}\n`)
    return path
  }
  const rows = bars.flatMap((bar, index) => (bar === null ? [] : [`${at(index)},${bar.join(',')}`]))
  const file = write('bars.csv', 'time,open,high,low,close,volume', rows)
  const imported = await assay(home, 'data', 'import', 'hourly', '--symbol', 'BTC', '--file', file, '--time-unit', 'ms')
  expect(imported.document.error).toBeUndefined()
  const lines = signals.map(([bar, signal]) => `${new Date(at(bar)).toISOString()},BTC,${signal}`)
  const predictions = write('signals.csv', 'time,symbol,signal', lines)
  const words = ['--config', write('spec.yaml', spec, []), '--predictions', predictions, '--engine', 'both']
  const run = await assay(home, 'backtest', 'run', 'hourly', ...words)
  if (run.exitCode !== 0) return { ...run, fills: [] }
  expect(run.document.data.metrics.agreement.differences).toBe(0)
  const place = join(home, 'workspaces', 'hourly', 'backtests', run.document.data.backtestId)
  const fills = readFileSync(join(place, 'fills.csv'), 'utf8').trimEnd().split('\n').slice(1)
  return { ...run, fills: fills.map((line) => line.replace(/^[^T]*T(\d\d):.*?,BTC,/, '$1 ')) }
}

describe('hard places of a market', () => {
  const calm = [100, 100, 100, 100, 10]
  const bars = (change: Readonly<Record<number, readonly number[] | null>>) =>
    Array.from({ length: 12 }, (_, bar) => (change[bar] === undefined ? calm : change[bar]))

  it('leaves at the open where a gap jumped the stop', { timeout: 60_000 }, async () => {
    const market = bars({ 5: [80, 82, 79, 81, 10] })
    const { fills } = await hourlyRun(freshFolder(), market, [[1, 1]], 'risk_management: { stop_loss: 0.05 }')
    expect(fills).toEqual(['02 buy,10,100,100,0,entry', '05 sell,10,80,80,0,stop'])
  })
  it('waits for the next bar that is there', { timeout: 60_000 }, async () => {
    const { fills } = await hourlyRun(freshFolder(), bars({ 2: null, 3: null }), [[1, 1]], '')
    expect(fills).toEqual(['04 buy,10,100,100,0,entry'])
  })
  it('buys no more than the cash pays for', { timeout: 60_000 }, async () => {
    const sizing = 'position_sizing: { method: fixed_value, value: 1000000 }'
    const { fills } = await hourlyRun(freshFolder(), bars({}), [[1, 1]], sizing)
    expect(fills).toEqual(['02 buy,10,100,100,0,entry'])
  })
  it('fills nothing where the impact has no volume to stand on, and says how often', { timeout: 60_000 }, async () => {
    const market = bars({ 1: [100, 100, 100, 100, 0] })
    const spec = 'execution: { market_impact: linear }\nposition_sizing: { method: fixed_fraction, fraction: 0.1 }'
    const { fills, document } = await hourlyRun(freshFolder(), market, [[1, 1]], spec)
    expect(fills).toEqual([])
    expect(document.data.metrics.refused).toEqual({ 'no-volume': 1 })
    expect(document.data.metrics.performance.figures.sharpeRatio).toMatchObject({
      value: null,
      why: expect.any(String),
    })
    const none = Array.from({ length: 12 }, () => [100, 100, 100, 100, 0])
    expect(await hourlyRun(freshFolder(), none, [[1, 1]], spec)).toMatchObject({
      exitCode: 1,
      document: { error: { code: 'no-volume' } },
    })
  })
})

describe('funding', () => {
  it('is paid by longs at the bars where it falls due, from a table of the workspace', {
    timeout: 60_000,
  }, async () => {
    const home = freshFolder()
    const start = Date.UTC(2024, 0, 1)
    await assay(
      home,
      'workspace',
      'create',
      'perp',
      '--symbols',
      'BTC',
      '--interval',
      '1h',
      '--fee-bps',
      '0',
      '--slippage-bps',
      '0',
    )
    const bars = Array.from({ length: 100 }, (_, bar) => [start + bar * 3_600_000, 100, 100, 100, 100, 5].join(','))
    const file = join(home, 'bars.csv')
    writeFileSync(file, `time,open,high,low,close,volume\n${bars.join('\n')}\n`)
    await assay(home, 'data', 'import', 'perp', '--symbol', 'BTC', '--file', file, '--time-unit', 'ms')
    const rates = [0.001, 0.002, -0.0005].map((rate, at) => `${start + (at * 8 + 8) * 3_600_000},BTC-USDT,${rate}`)
    const table = join(home, 'funding.csv')
    writeFileSync(table, `when,symbol,rate\n${rates.join('\n')}\n`)
    const columns = ['--columns', 'event=when,known=event,key=symbol,rate=rate', '--time-unit', 'ms']
    const imported = await assay(
      home,
      'data',
      'import',
      'perp',
      '--kind',
      'table',
      '--name',
      'funding',
      '--file',
      table,
      ...columns,
    )
    expect(imported.document.error).toBeUndefined()
    const signals = join(home, 'signals.csv')
    // In at the open of bar 2, out at the open of bar 20: the rates of 08:00 and 16:00 are paid, that of the next midnight is not.
    writeFileSync(signals, `time,symbol,signal\n${start + 3_600_000},BTC,1\n${start + 19 * 3_600_000},BTC,-1\n`)
    const config = join(home, 'perp.yaml')
    writeFileSync(config, 'initial_capital: 1000\nexecution: { funding: true }\n')
    const words = ['--model', 'once', '--file', signals, '--time-unit', 'ms']
    const kept = await assay(home, 'predictions', 'import', 'perp', ...words)
    expect(kept.document.error).toBeUndefined()
    const run = await assay(home, 'backtest', 'run', 'perp', '--config', config, '--model', 'once', '--engine', 'both')
    expect(run.document.error).toBeUndefined()
    expect(run.document.data.metrics.agreement.differences).toBe(0)
    expect(run.document.data.metrics.financing).toBeCloseTo(1_000 * (0.001 + 0.002), 9)
    expect(run.document.data.metrics.endEquity).toBeCloseTo(997, 9)
  })
})
