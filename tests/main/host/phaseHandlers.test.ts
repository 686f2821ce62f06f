import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { API } from '../../../src/core/contract/workbench/api.ts'
import { createClient } from '../../../src/core/contract/workbench/rpcClient.ts'
import { serveApi } from '../../../src/core/contract/workbench/rpcServer.ts'
import { assembleEngineHost } from '../../../src/main/assemble.ts'
import type { EngineHost } from '../../../src/main/engine/host/createEngineHost.ts'
import { CHANNELS } from '../../fakes/wires.ts'
import { assay, stockHouse } from '../backtests/backtestScene.ts'
import { unwrap } from '../data/dataBench.ts'
import { signal } from './hostBench.ts'

const SWEEP = `strategy: { id: moving-average-cross }
parameter_grid:
  fast: { from: 2, to: 20, step: 2 }
  slow: { from: 25, to: 60, step: 5 }
  average: [sma, ema]
backtest: { instruments: [AAPL], initial_capital: 100000 }
`
const BACKTEST = `strategy: { id: moving-average-cross, parameters: { fast: 2, slow: 25 } }
instruments: [AAPL]
engine: both
`
/** Made once: every test only looks, or puts back what it changed. */
const home = mkdtempSync(join(tmpdir(), 'assay-phases-'))
const workspace = 'stocks'
let host: EngineHost
let folder = ''
let sweepId = ''
let backtestId = ''
let runAgain = async (_spec: string) => ''

beforeAll(async () => {
  await import('@duckdb/node-api')
  await import('@resvg/resvg-js')
  const house = await stockHouse(home)
  folder = house.folder
  const swept = await assay(
    house.home,
    'sweep',
    'run',
    workspace,
    '--spec',
    house.file('s.yaml', SWEEP),
    '--workers',
    '1',
  )
  sweepId = swept.document.data.sweepId
  const run = async (spec: string) => {
    const made = await assay(house.home, 'backtest', 'run', workspace, '--config', house.file('b.yaml', spec))
    return String(made.document.data.backtestId)
  }
  backtestId = await run(BACKTEST)
  runAgain = run
  host = await assembleEngineHost(house.home)
}, 120_000)

afterAll(async () => {
  await host.close()
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
})

const ask = () => host.handlers
const choice = () => ({ workspace, sweepId, fold: 0, filters: [] })

describe('sweeps', () => {
  it('are listed and shown with the columns of their trials', async () => {
    const list = unwrap(await ask()['sweeps.list']({ workspace }, signal))
    expect(list).toMatchObject([{ sweepId, state: 'done', manifest: { trials: 160, method: 'grid' } }])
    const shown = unwrap(await ask()['sweeps.show']({ workspace, sweepId: sweepId.slice(0, 6) }, signal))
    expect(JSON.parse(JSON.stringify(shown))).toEqual(shown)
    expect(shown.overfitting?.studied).toMatchObject({ configurations: 160, isSampled: false })
    expect(shown.columns.slice(0, 5)).toEqual(['fold', 'fast', 'slow', 'average_choice', 'score'])
  })

  it('give their trials in any order, page by page', async () => {
    const page = async (offset: number, descending: boolean) =>
      unwrap(
        await ask()['sweeps.trials']({ ...choice(), sort: 'sharpe_ratio', descending, offset, limit: 100 }, signal),
      )
    const [first, second] = [await page(0, true), await page(100, true)]
    expect(first).toMatchObject({ total: 160, matched: 160, offset: 0 })
    const rows = [...first.rows, ...second.rows]
    expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 160 }, (_, row) => row))
    const sharpes = [...first.values.sharpe_ratio!, ...second.values.sharpe_ratio!].map((value) => value ?? -1e9)
    expect(sharpes).toEqual(sharpes.toSorted((a, b) => b - a))
    const { summary } = unwrap(await ask()['sweeps.show']({ workspace, sweepId }, signal))
    expect(first.rows[0]).toBe(summary.best?.row)
  })

  it('filter, sample and map; an unknown column is named', async () => {
    const filters = [{ column: 'fast', least: 4, most: 6 }]
    const some = unwrap(
      await ask()['sweeps.trials'](
        { ...choice(), filters, sort: null, descending: false, offset: 0, limit: 50 },
        signal,
      ),
    )
    expect(some.matched).toBe(32)
    expect(new Set(some.values.fast)).toEqual(new Set([4, 6]))
    const points = unwrap(await ask()['sweeps.points']({ ...choice(), columns: ['fast'], most: 40, keep: [7] }, signal))
    expect(points).toMatchObject({ matched: 160, step: 4 })
    expect(points.rows).toHaveLength(41)
    expect(points.rows).toContain(7)
    const map = unwrap(
      await ask()['sweeps.map']({ ...choice(), x: 'fast', y: 'slow', figure: 'sharpe_ratio', measure: 'best' }, signal),
    )
    expect(map.cells).toHaveLength(80)
    expect(map.cells.every(({ trials }) => trials === 2)).toBe(true)
    const odd = await ask()['sweeps.points']({ ...choice(), columns: ['fats'], most: 5, keep: [] }, signal)
    expect(odd).toMatchObject({ ok: false, trouble: { code: 'unknown-column' } })
  })

  it('give a trial as the specification of the very backtest that was proposed', async () => {
    const { summary } = unwrap(await ask()['sweeps.show']({ workspace, sweepId }, signal))
    const trial = unwrap(await ask()['sweeps.trial']({ workspace, sweepId, row: summary.best!.row }, signal))
    expect(trial.values.fast).toBe(summary.best!.parameters.fast)
    const proposals = JSON.parse(readFileSync(join(folder, 'sweeps', sweepId, 'proposals.json'), 'utf8'))
    expect(await runAgain(trial.spec)).toBe(proposals.proposals[0].manifest.backtestId)
    const none = await ask()['sweeps.trial']({ workspace, sweepId, row: 160 }, signal)
    expect(none).toMatchObject({ ok: false, trouble: { code: 'no-such-trial' } })
  })
})

describe('stored backtests', () => {
  it('are shown with their trades, and each trade with the fills that make its profit', async () => {
    const list = unwrap(await ask()['backtests.list']({ workspace }, signal))
    expect(list.find((item) => item.backtestId === backtestId)).toMatchObject({
      state: 'done',
      metrics: { agreement: { differences: 0 } },
    })
    const shown = unwrap(await ask()['backtests.show']({ workspace, backtestId }, signal))
    expect(JSON.parse(JSON.stringify(shown))).toEqual(shown)
    const { trades, metrics, days } = shown
    expect(days.equity.at(-1)).toBe(metrics.endEquity)
    expect(trades.symbol.length).toBe(metrics.performance.trades.closed + metrics.performance.trades.open)
    for (const [row, profit] of trades.profit.entries()) {
      const trade = unwrap(await ask()['backtests.trade']({ workspace, backtestId, row }, signal))
      expect(trade.fills[0]?.timeMs).toBe(trades.entryMs[row])
      expect(trade.differences).toEqual([])
      if (trade.exitMs === null) continue
      const money = trade.fills.reduce((sum, fill) => sum - fill.side * fill.units * fill.price - fill.fee, 0)
      expect(money - trades.financing[row]!).toBeCloseTo(profit, 6)
      expect(trade.bars?.timeMs).toContain(trade.entryMs)
      expect(trade.bars?.timeMs.at(-1)).toBeLessThanOrEqual(Date.parse(shown.manifest.lastTime))
    }
    const none = await ask()['backtests.trade']({ workspace, backtestId, row: 10_000 }, signal)
    expect(none).toMatchObject({ ok: false, trouble: { code: 'no-such-trade' } })
  })

  it('whose files were changed are told as broken', async () => {
    const file = join(folder, 'backtests', backtestId, 'trades.csv')
    const before = readFileSync(file, 'utf8')
    writeFileSync(file, before.replace('long', 'short'))
    const shown = await ask()['backtests.show']({ workspace, backtestId }, signal)
    writeFileSync(file, before)
    expect(shown).toMatchObject({ ok: false, trouble: { code: 'backtest-broken' } })
  })
})

describe('the leaderboard', () => {
  it('is made, shown, reviewed; what fails its gates does not go into the cart', async () => {
    expect(unwrap(await ask()['leaderboard.update']({ workspace }, signal)).added).toBeGreaterThan(2)
    const wish = { workspace, filter: null, by: 'sharpe', order: null, limit: 100 }
    const board = unwrap(await ask()['leaderboard.show'](wish, signal))
    expect(JSON.parse(JSON.stringify(board))).toEqual(board)
    expect(board.rows.map(({ entry }) => entry.id)).toContain(backtestId)
    expect(board.rows.every(({ judgement }) => judgement.gates.length > 0)).toBe(true)
    const odd = await ask()['leaderboard.show']({ ...wish, filter: 'sharp:>1' }, signal)
    expect(odd).toMatchObject({ ok: false, trouble: { code: 'filter-key-unknown' } })
    const review = { workspace, id: backtestId, note: 'Looked at its trades.', decision: 'accept' } as const
    unwrap(await ask()['leaderboard.review'](review, signal))
    const entry = unwrap(await ask()['leaderboard.entry']({ workspace, id: backtestId }, signal))
    expect(entry.lines).toMatchObject([{ kind: 'review', note: 'Looked at its trades.', decision: 'accept' }])
    expect(entry.equity?.equity.length).toBeGreaterThan(100)
    const best = unwrap(await ask()['leaderboard.entry']({ workspace, id: `${sweepId}-best` }, signal))
    expect(best.equity).toBeNull()
    expect(best.noEquity).toContain('run this configuration as a backtest')
    const added = await ask()['cart.add']({ workspace, id: backtestId, profile: null }, signal)
    expect(added).toMatchObject({ ok: false, trouble: { code: 'gates-failed' } })
    expect(unwrap(await ask()['cart.show']({ workspace }, signal)).lines).toEqual([])
  })
})

it('a specification is judged as it is written', async () => {
  const judge = async (text: string) => unwrap(await ask()['specs.judge']({ kind: 'sweep', text }, signal))
  expect(await judge(SWEEP)).toBeNull()
  expect(await judge(SWEEP.replace('parameter_grid', 'parameter_grit'))).toMatchObject({ code: 'spec-unknown-field' })
  expect(await judge('a: [')).toMatchObject({ code: 'spec-unreadable' })
})

it('a specification is read, and changed place by place', async () => {
  const values = unwrap(await ask()['specs.values']({ text: SWEEP }, signal))
  expect(values).toMatchObject({ parameter_grid: { fast: { from: 2, to: 20, step: 2 } } })
  const path = ['parameter_grid', 'fast', 'to']
  const { text } = unwrap(await ask()['specs.edit']({ text: SWEEP, path, value: 8 }, signal))
  expect(unwrap(await ask()['specs.values']({ text }, signal))).toMatchObject({ parameter_grid: { fast: { to: 8 } } })
  const without = unwrap(await ask()['specs.edit']({ text, path: ['backtest'] }, signal))
  expect(without.text).not.toContain('backtest')
  const strategies = unwrap(await ask()['strategies.list']({}, signal))
  expect(strategies.find(({ id }) => id === 'moving-average-cross')?.parameters.map(({ name }) => name)).toEqual([
    'fast',
    'slow',
    'average',
  ])
})

it('what could be found is told by the bars at hand and the trials that count', async () => {
  const wish = { workspace, symbols: ['AAPL'], trials: null, years: null, sharpe: null }
  const told = unwrap(await ask()['power.show'](wish, signal))
  const { books } = unwrap(await ask()['ledger.view']({ symbols: 'AAPL', verify: false }, signal))
  expect(told).toMatchObject({ symbols: 'AAPL', trialsFrom: 'one more than the ledger counts' })
  expect(told.power.trials).toBe(books[0]!.counted + 1)
  expect(JSON.parse(JSON.stringify(told))).toEqual(told)
  const document = (await assay(home, 'power', workspace, '--symbols', 'AAPL', '--years', '2')).document.data
  expect(unwrap(await ask()['power.show']({ ...wish, years: 2 }, signal))).toEqual(document)
  const odd = await ask()['power.show']({ ...wish, symbols: ['AAPPL'] }, signal)
  expect(odd).toMatchObject({ ok: false, trouble: { code: 'unknown-instrument' } })
})

it('the home is cleaned of what was listed and agreed to, and of nothing else', async () => {
  const leftover = join(folder, 'verify', 'a', 'b.json')
  const put = (text: string) => {
    mkdirSync(dirname(leftover), { recursive: true })
    writeFileSync(leftover, text)
  }
  put('1234567')
  const plan = unwrap(await ask()['home.cleaning']({ scope: 'runtime' }, signal))
  expect(plan.places.flatMap(({ items }) => items.map(({ path }) => path))).toContain('verify')
  const agreed = { scope: plan.scope === 'all' ? 'all' : 'runtime', files: plan.files, bytes: plan.bytes } as const
  put('12345678')
  const other = await ask()['home.clean'](agreed, signal)
  expect(other).toMatchObject({ ok: false, trouble: { code: 'clean-list-changed' } })
  expect(existsSync(leftover)).toBe(true)
  put('1234567')
  const report = unwrap(await ask()['home.clean'](agreed, signal))
  expect(report).toMatchObject({ isDone: true, removedFiles: plan.files, removedBytes: plan.bytes, left: [] })
  expect(existsSync(leftover)).toBe(false)
  expect(existsSync(join(folder, 'sweeps', sweepId, 'complete.json'))).toBe(true)
})

it.each(CHANNELS)('what looks after the home goes over every channel (%s)', async (_name, open) => {
  const pair = await open()
  serveApi(API, host.handlers, pair.engine, { newStop: () => new AbortController() })
  const client = createClient(API, pair.page)
  const wish = { workspace, symbols: [], trials: 9, years: 2, sharpe: null }
  expect(unwrap(await client.call('power.show', wish))).toMatchObject({ days: 730, power: { trials: 9 } })
  const { files, bytes } = unwrap(await client.call('home.cleaning', { scope: 'all' }))
  const odd = await client.call('home.clean', { scope: 'all', files: files + 1, bytes })
  expect(odd).toMatchObject({ ok: false, trouble: { code: 'clean-list-changed' } })
  expect(unwrap(await client.call('home.machine', {})).checks.length).toBeGreaterThan(8)
  expect(unwrap(await client.call('deployments.list', { workspace }))).toEqual({ lines: [], notes: [] })
  await pair.end()
})

it('the machine is examined for whoever sits at a window', async () => {
  const { checks, fails } = unwrap(await ask()['home.machine']({}, signal))
  expect(checks.find(({ id }) => id === 'home')).toMatchObject({ state: 'pass', found: `${home} is writable` })
  expect(checks.filter(({ state }) => state === 'fail')).toHaveLength(fails)
})

describe('the ledger', () => {
  it('tells every run with its time, the luck line of now, and whether the chain is whole', async () => {
    const asked = (verify: boolean, symbols: string | null = null) => ask()['ledger.view']({ symbols, verify }, signal)
    const view = unwrap(await asked(true))
    expect(JSON.parse(JSON.stringify(view))).toEqual(view)
    expect(view.chain).toMatchObject({ state: 'whole', trouble: null })
    const [book] = view.books
    expect(book).toMatchObject({ symbols: 'AAPL' })
    expect(book!.expectedBest).toBeGreaterThan(0)
    const swept = view.runs.find(({ runId }) => runId === sweepId)
    expect(swept).toMatchObject({ symbols: 'AAPL', stages: ['sweep'], trials: 160, trialsAfter: 160 })
    expect(swept!.job).toMatchObject({ workspace })
    expect(view.runs[view.runs.length - 1]!.trialsAfter).toBe(book!.trials)
    const quick = unwrap(await asked(false, 'AAPL'))
    expect(quick).toMatchObject({ symbols: 'AAPL', runs: view.runs, notes: [] })
    expect(quick.chain).toMatchObject({
      state: 'not-checked',
      entries: view.chain.entries,
      headHash: view.chain.headHash,
    })
    const both = unwrap(await asked(false, 'MSFT+AAPL'))
    expect(both).toMatchObject({ symbols: 'AAPL+MSFT', runs: view.runs })
    expect(both.books).toEqual([{ ...book, symbols: 'AAPL+MSFT', trials: 0, runs: 0, openings: 0 }])
    expect(book!.counted).toBe(book!.trials)
    expect(unwrap(await asked(false, 'NONE'))).toMatchObject({ books: [], runs: [], openings: [] })
  })
})
