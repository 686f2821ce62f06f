import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { assay, DAYS, dailyBars, predictionFile, predictionRows, stockHouse } from './backtestScene.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
  await import('@resvg/resvg-js')
})

const RESULTS = [
  'drawdown.png',
  'equity.parquet',
  'equity_curve.png',
  'fills.csv',
  'leak-scan.json',
  'manifest.json',
  'metrics.json',
  'monthly_returns_heatmap.png',
  'predictions.parquet',
  'returns_distribution.png',
  'trade_analysis.png',
  'trades.csv',
]

function csvRows(path: string): readonly Readonly<Record<string, string>>[] {
  const [head, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
  const names = head!.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index]!, cell])))
}

describe('the backtest of the plans, unchanged', () => {
  it('runs on kept predictions, leaves its files, and says what nobody wrote', { timeout: 60_000 }, async () => {
    const { home, config, predictions, folder } = await stockHouse(freshFolder())
    const model = ['--model', 'AAPL_equity_5d_daily']
    const kept = await assay(home, 'predictions', 'import', 'stocks', ...model, '--file', predictions)
    expect(kept).toMatchObject({
      exitCode: 0,
      document: { data: { isNew: true, passport: { rows: DAYS.length, withoutBar: 0, interval: '1d' } } },
    })
    const run = await assay(home, 'backtest', 'run', 'stocks', '--config', config, ...model, '--engine', 'both')
    expect(run.document.error).toBeUndefined()
    const { backtestId, manifest, metrics, unchanged } = run.document.data
    expect(unchanged).toBe(false)
    expect(readdirSync(join(folder, 'backtests', backtestId)).toSorted()).toEqual(
      ['complete.json', ...RESULTS].toSorted(),
    )
    expect(manifest).toMatchObject({
      instruments: ['AAPL'],
      strategy: { id: 'prediction-thresholds', parameters: { entry_threshold: 0.5, exit_threshold: -0.5 } },
      predictions: { label: 'AAPL_equity_5d_daily' },
      firstTime: '2023-06-01T13:30:00.000Z',
      lastTime: '2023-12-29T14:30:00.000Z',
      startCash: 100_000,
      optimisticFill: false,
    })
    const assumed = new Map(
      manifest.assumptions.map((item: { field: string; value: unknown }) => [item.field, item.value]),
    )
    expect(assumed.get('market_impact.coefficient')).toBe(0.1)
    expect(assumed.get('execution.fill')).toBe('next_open')
    expect(assumed.get('entry_threshold')).toBe(0.5)
    expect(assumed.has('execution.commission')).toBe(false)
    expect(metrics.agreement).toMatchObject({ differences: 0 })
    expect(metrics.beside.map(({ name }: { name: string }) => name)).toEqual([
      'buy-and-hold',
      'costs-150',
      'costs-200',
      'one-bar-later',
    ])
    expect(metrics.performance.trades.closed).toBeGreaterThan(5)
    expect(metrics.performance.figures.annualReturn).toMatchObject({
      value: null,
      why: expect.stringContaining('under a year'),
    })
    const complete = JSON.parse(readFileSync(join(folder, 'backtests', backtestId, 'complete.json'), 'utf8'))
    for (const name of RESULTS)
      expect(complete.files[name]).toBe(sha256(readFileSync(join(folder, 'backtests', backtestId, name))))
    expect(readdirSync(join(folder, 'schemas'))).toEqual(['backtest.schema.json', 'sweep.schema.json'])

    await checkFirstEntry(folder, backtestId, predictions)
    const again = await assay(home, 'backtest', 'run', 'stocks', '--config', config, ...model, '--engine', 'both')
    expect(again.document.data).toMatchObject({ backtestId, unchanged: true, metrics })
    const listed = await assay(home, 'backtest', 'list', 'stocks')
    expect(listed.document.data).toMatchObject([{ backtestId, state: 'done' }])
    const shown = await assay(home, 'backtest', 'show', 'stocks', backtestId.slice(0, 5))
    expect(shown.document.data.metrics).toEqual(metrics)
  })

  it('makes the same bytes again, and one trial of it, whatever the predictions are called', {
    timeout: 60_000,
  }, async () => {
    const { home, config, predictions, folder } = await stockHouse(freshFolder())
    const words = ['backtest', 'run', 'stocks', '--config', config, '--predictions', predictions]
    const first = await assay(home, ...words)
    const place = join(folder, 'backtests', first.document.data.backtestId)
    const bytes = () => RESULTS.map((name) => `${name} ${sha256(readFileSync(join(place, name)))}`)
    const before = bytes()
    // The manifest keeps what the ledger held when it began; made anew, that is another moment.
    rmSync(join(place, 'complete.json'))
    for (const name of RESULTS) if (name !== 'manifest.json') rmSync(join(place, name))
    const second = await assay(home, ...words)
    expect(second.document.data).toMatchObject({ unchanged: false, metrics: first.document.data.metrics })
    expect(bytes()).toEqual(before)
    await assay(home, 'predictions', 'import', 'stocks', '--model', 'same', '--file', predictions)
    const other = await assay(home, 'backtest', 'run', 'stocks', '--config', config, '--model', 'same')
    expect(other.document.data.backtestId).not.toBe(first.document.data.backtestId)
    const ledger = await assay(home, 'ledger', 'show')
    expect(ledger.document.data.totals).toMatchObject([{ symbols: 'AAPL', trials: 1 }])
    writeFileSync(join(place, 'trades.csv'), 'altered')
    const altered = await assay(home, 'backtest', 'show', 'stocks', first.document.data.backtestId)
    expect(altered).toMatchObject({ exitCode: 1, document: { error: { code: 'backtest-broken' } } })
  })

  it('without days of its own begins with the first bar that a file foretells, and counts those that it does not', {
    timeout: 60_000,
  }, async () => {
    const { home, file, folder } = await stockHouse(freshFolder())
    const some = DAYS.slice(40, 60)
    const rows = predictionRows(some.filter((_, day) => day !== 5))
    const predictions = file('some.csv', predictionFile(rows))
    const config = file('undated.yaml', 'initial_capital: 100000\n')
    const words = ['backtest', 'run', 'stocks', '--config', config, '--predictions', predictions]
    const { manifest } = (await assay(home, ...words)).document.data
    expect(manifest.firstTime.slice(0, 10)).toBe(some[0])
    expect(manifest.lastTime.slice(0, 10)).toBe(DAYS.at(-1))
    const bars = DAYS.length - 40 - 1
    expect(manifest.notes.join(' ')).toContain(`${bars - 19} of ${bars} bars of AAPL have no prediction`)
    expect(manifest.assumptions).toContainEqual(
      expect.objectContaining({ field: 'start_date', meaning: 'From the first bar with a prediction.' }),
    )
    expect(readdirSync(join(folder, 'backtests'))).toHaveLength(1)
  })
})

/** The first fill by hand: 2 % of the cash at the open after the first signal, plus slippage, impact and commission. */
async function checkFirstEntry(folder: string, backtestId: string, predictions: string) {
  const place = join(folder, 'backtests', backtestId)
  const [fill] = csvRows(join(place, 'fills.csv'))
  const bars = csvRows(join(folder, '..', '..', 'aapl.csv'))
  const signals = csvRows(predictions)
  const at = signals.findIndex(({ time, signal }) => time! >= '2023-06-01' && Number(signal) > 0.5)
  const open = Number(bars[at + 1]!.Open)
  const volume = Number(bars[at]!.Volume)
  const size = (100_000 * 0.02) / (open * 1.001 * 1.001)
  const price = open * (1 + 0.001 + (0.1 * size) / volume)
  const units = Math.min(size, 2_000 / (price * 1.001))
  expect(fill).toMatchObject({ symbol: 'AAPL', side: 'buy', reason: 'entry' })
  expect(fill!.bar!.slice(0, 10)).toBe(bars[at + 1]!.Date)
  expect(Number(fill!.reference)).toBe(open)
  expect(Number(fill!.units)).toBeCloseTo(units, 8)
  expect(Number(fill!.price)).toBeCloseTo(price, 8)
  expect(Number(fill!.fee)).toBeCloseTo(units * price * 0.001, 8)
}

describe('a declared strategy', () => {
  it('takes the place of what the file says, and an optimistic fill is warned of, with the next open beside it', {
    timeout: 60_000,
  }, async () => {
    const { home, file } = await stockHouse(freshFolder())
    const config = file(
      'close.yaml',
      'instruments: [AAPL]\nmodel_id: nothing\nexecution: { fill: this_close, intrabar: optimistic, slippage: 0, commission: 0 }\nstrategy: { id: moving-average-cross, parameters: { fast: 5, slow: 20 } }\n',
    )
    const run = await assay(home, 'backtest', 'run', 'stocks', '--config', config, '--strategy', 'moving-average-cross')
    expect(run.document.error).toBeUndefined()
    const { manifest, metrics } = run.document.data
    expect(manifest).toMatchObject({
      optimisticFill: true,
      noTradingCosts: true,
      warnings: [/^OPTIMISTIC: it fills/, /^OPTIMISTIC: a bar/, /^NO COSTS/].map((text) => expect.stringMatching(text)),
    })
    expect(manifest.strategy.parameters).toEqual({ fast: 5, slow: 20, average: 'sma' })
    const names = metrics.beside.map(({ name }: { name: string }) => name)
    expect(names).toEqual(expect.arrayContaining(['next-open', 'next-open-costs-150', 'next-open-costs-200']))
    expect(manifest.notes).toEqual([expect.stringContaining('No hold-out is sealed')])
  })
})

describe('a sealed hold-out', () => {
  it('ends a backtest, of another interval and of one leg too, and is opened only when told to', {
    timeout: 60_000,
  }, async () => {
    const { home, folder } = await stockHouse(freshFolder())
    const boundaryMs = Date.UTC(2023, 7, 1, 15, 30)
    const boundaries = { schemaVersion: 1, boundariesMs: { 'AAPL+MSFT 1h': boundaryMs, 'QQQ 1d': 0 } }
    writeFileSync(join(folder, 'hold-out.json'), JSON.stringify(boundaries))
    const words = ['backtest', 'run', 'stocks', '--strategy', 'moving-average-cross']
    const file = join(home, 'one.yaml')
    writeFileSync(file, 'instruments: [AAPL]\n')
    const sealed = await assay(home, ...words, '--config', file)
    expect(sealed.document.error).toBeUndefined()
    // The bar of 1 August ends after the boundary, so the one before is the last.
    expect(sealed.document.data.manifest).toMatchObject({
      lastTime: '2023-07-31T13:30:00.000Z',
      holdOut: { sealedFrom: new Date(boundaryMs).toISOString(), opened: [] },
    })
    const late = await assay(home, ...words, '--config', file, '--from', '2023-09-01')
    expect(late).toMatchObject({ exitCode: 1, document: { error: { code: 'hold-out-sealed' } } })
    const through = await assay(home, ...words, '--config', file, '--from', '2023-09-01', '--through-hold-out')
    expect(through.document.error).toBeUndefined()
    expect(through.document.data.manifest).toMatchObject({
      firstTime: '2023-09-01T13:30:00.000Z',
      holdOut: { sealedFrom: null, opened: [{ symbols: 'AAPL+MSFT', openings: 1 }] },
      warnings: [expect.stringContaining('opening number 1')],
    })
    const early = await assay(home, ...words, '--config', file, '--to', '2023-01-31', '--through-hold-out')
    expect(early.document.data.manifest.holdOut).toEqual({ sealedFrom: null, opened: [] })
    const openings = await assay(home, 'ledger', 'show', '--kind', 'opening')
    expect(JSON.stringify(openings.document)).toContain('AAPL+MSFT')
    expect(openings.document.data.entries).toHaveLength(1)
  })
})

describe('a backtest of several instruments', () => {
  it('puts an equal share into each where nobody wrote a size, says so, and takes a written size as it is', {
    timeout: 120_000,
  }, async () => {
    const { home, file } = await stockHouse(freshFolder())
    const more = ['--symbol', 'MSFT', '--file', file('msft.csv', dailyBars([DAYS[5]!])), '--tz', 'America/New_York']
    expect((await assay(home, 'data', 'import', 'stocks', ...more)).document.error).toBeUndefined()
    const run = async (text: string) => {
      const strategy = 'strategy: { id: moving-average-cross, parameters: { fast: 5, slow: 20 } }\n'
      const config = file('spec.yaml', `${strategy}execution: { slippage: 0, commission: 0 }\n${text}`)
      const { document } = await assay(home, 'backtest', 'run', 'stocks', '--config', config)
      expect(document.error).toBeUndefined()
      const { manifest, metrics } = document.data
      const assumed = manifest.assumptions.find(({ field }: { field: string }) => field === 'position_sizing.fraction')
      return { assumed, sizing: manifest.spec.position_sizing, refused: metrics.refused }
    }
    const both = await run('')
    expect(both.assumed).toMatchObject({ value: 0.5, meaning: expect.stringContaining('1 over the number of instrum') })
    expect(both.sizing).toEqual({ method: 'fixed_fraction', fraction: 0.5 })
    const alone = await run('instruments: [AAPL]\n')
    expect(alone).toMatchObject({ assumed: { value: 1 }, sizing: { fraction: 1 } })
    const written = await run('position_sizing: { method: fixed_fraction, fraction: 1 }\n')
    expect(written).toMatchObject({ assumed: undefined, sizing: { fraction: 1 } })
    // Half of the equity is there for the second, but where the first has grown since.
    expect(both.refused['no-buying-power'] ?? 0).toBeLessThan(written.refused['no-buying-power'] / 2)
  })
})

describe('what cannot be run', () => {
  it('is refused with a code, a sentence and a hint', { timeout: 120_000 }, async () => {
    const { home, file, predictions, config } = await stockHouse(freshFolder())
    const run = async (text: string, ...words: readonly string[]) => {
      const done = await assay(home, 'backtest', 'run', 'stocks', '--config', file('spec.yaml', text), ...words)
      expect(done.exitCode, text).toBe(1)
      const { error } = done.document
      expect(error.message).toMatch(/\.$/)
      expect(error.hint).not.toBe('')
      return error.code
    }
    const average = ['--strategy', 'moving-average-cross']
    expect(await run('instruments: [AAPL]')).toBe('strategy-needed')
    expect(await run('instruments: [AAPl]', ...average)).toBe('unknown-instrument')
    expect(await run('instruments: [AAPL, AAPL]', ...average)).toBe('instrument-twice')
    expect(await run('instruments: [AAPL, MSFT]', ...average)).toBe('no-data')
    expect(await run('instruments: [AAPL]\nstart_dat: 2023-01-01', ...average)).toBe('spec-unknown-field')
    expect(await run('instruments: [AAPL]\nstart_date: 2023-12-01\nend_date: 2023-01-01', ...average)).toBe(
      'range-empty',
    )
    expect(await run('instruments: [AAPL]\nstart_date: 2025-12-01', ...average)).toBe('range-empty')
    expect(await run('instruments: [AAPL]\ninterval: 1h', ...average)).toBe('no-data')
    expect(await run('instruments: [AAPL]\ninterval: 7x', ...average)).toBe('interval-unreadable')
    expect(await run('instruments: [AAPL]\ninitial_capital: 0', ...average)).toBe('spec-invalid')
    expect(await run('instruments: [AAPL]\nentry_threshold: 0.7', ...average)).toBe('thresholds-without-model')
    expect(await run('instruments: [AAPL]\nexecution: { funding: true }', ...average)).toBe('no-funding')
    const sector = 'instruments: [AAPL]\nrisk_management: { max_share_per_sector: 0.3'
    expect(await run(`${sector} }`, ...average)).toBe('sector-missing')
    expect(await run(`${sector}, sectors: { APPL: technology } }`, ...average)).toBe('sector-unknown-symbol')
    expect(await run('instruments: [AAPL]\nposition_sizing: { method: risk_per_trade, risk: 0.01 }', ...average)).toBe(
      'no-stop',
    )
    expect(await run('instruments: [AAPL]', '--strategy', 'moving-avrage-cross')).toBe('unknown-strategy')
    expect(await run('instruments: [AAPL]\nstrategy: { id: momentum, parameters: { speed: 1 } }')).toBe(
      'unknown-parameter',
    )
    expect(
      await run('instruments: [AAPL]\nstrategy: { id: moving-average-cross, parameters: { fast: 60, slow: 20 } }'),
    ).toBe('bad-parameter')
    expect(await run('a: [', ...average)).toBe('spec-unreadable')
    expect(await run('- a list', ...average)).toBe('spec-not-fields')
    expect(await run('instruments: [AAPL]', '--model', 'nobody')).toBe('model-missing')
    expect(await run('instruments: [AAPL]', '--model', '../nobody')).toBe('bad-model-id')
    expect(await run('instruments: [MSFT]', '--predictions', predictions)).toBe('no-data')
    expect(await run('entry_threshold: -0.9', '--predictions', predictions)).toBe('bad-parameter')
    const missing = await assay(home, 'backtest', 'run', 'stocks', '--config', join(home, 'nowhere.yaml'))
    expect(missing).toMatchObject({ exitCode: 1, document: { error: { code: 'spec-missing' } } })
    const early = file('early.csv', predictionFile(predictionRows(DAYS.slice(0, 20))))
    const outside = await assay(home, 'backtest', 'run', 'stocks', '--config', config, '--predictions', early)
    expect(outside).toMatchObject({ exitCode: 1, document: { error: { code: 'predictions-outside-range' } } })
    const nobody = await assay(home, 'backtest', 'show', 'stocks', 'abcd')
    expect(nobody).toMatchObject({ exitCode: 1, document: { error: { code: 'backtest-missing' } } })
    expect((await assay(home, 'backtest', 'list', 'stocks')).document.data).toEqual([])
  })
})

describe('predictions', () => {
  it('are refused row by row, and what was kept before stays', { timeout: 60_000 }, async () => {
    const { home, file, predictions } = await stockHouse(freshFolder())
    const words = ['predictions', 'import', 'stocks', '--model', 'm']
    const first = await assay(home, ...words, '--file', predictions)
    const importing = async (rows: readonly string[]) => {
      const done = await assay(home, ...words, '--file', file('p.csv', predictionFile(rows)))
      expect(done.exitCode).toBe(1)
      return done.document.error
    }
    const [a, b, c] = predictionRows(DAYS.slice(0, 3))
    expect(await importing([a!, c!, b!])).toMatchObject({
      code: 'predictions-unordered',
      message: expect.stringContaining('Line 4'),
    })
    expect(await importing([a!, b!, b!])).toMatchObject({ code: 'predictions-duplicate' })
    expect(await importing([a!, b!.replace('AAPL', 'AAPLE')])).toMatchObject({
      code: 'predictions-unknown-symbol',
      hint: 'Did you mean AAPL?',
    })
    expect(await importing([a!, `${DAYS[1]},AAPL,nan`])).toMatchObject({ code: 'predictions-not-a-number' })
    expect(await importing([a!, `${DAYS[1]}T11:15:00Z,AAPL,1`])).toMatchObject({ code: 'predictions-time' })
    expect(await importing([a!, '2022-06-04,AAPL,1'])).toMatchObject({ code: 'predictions-time' })
    expect(await importing([])).toMatchObject({ code: 'file-empty' })
    expect(await importing(predictionRows(['2024-03-01']))).toMatchObject({ code: 'predictions-without-bars' })
    const listed = await assay(home, 'predictions', 'list', 'stocks')
    expect(listed.document.data).toEqual([first.document.data.passport])
    const again = await assay(home, ...words, '--file', predictions)
    expect(again.document.data).toMatchObject({ isNew: false })
  })
})
