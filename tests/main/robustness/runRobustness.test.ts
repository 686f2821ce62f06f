import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { assay, stockHouse } from '../backtests/backtestScene.ts'
import { fakeTerminal } from '../cli/fakeTerminal.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
  await import('@resvg/resvg-js')
})

const CROSS = `strategy: { id: moving-average-cross, parameters: { fast: 2, slow: 5 } }
instruments: [AAPL]
initial_capital: 100000
direction: both
`
const QUICK = 'resamples: 200\nsynthetic_markets: 20\nplacebos: 20\nparameter_steps: [0.2]\n'

async function house() {
  const made = await stockHouse(freshFolder())
  const spec = made.file('cross.yaml', CROSS)
  const backtest = await assay(made.home, 'backtest', 'run', 'stocks', '--config', spec)
  const { backtestId } = backtest.document.data
  const suite = made.file('robustness.yaml', QUICK)
  const run = (...words: readonly string[]) =>
    assay(made.home, 'robustness', 'run', 'stocks', '--backtest', backtestId, '--spec', suite, ...words)
  const folder = join(made.folder, 'robustness')
  const bytesOf = (id: string) =>
    Object.fromEntries(readdirSync(join(folder, id)).map((name) => [name, readFileSync(join(folder, id, name), 'hex')]))
  return { ...made, backtest: backtest.document.data, backtestId, run, folder, bytesOf }
}

describe('a robustness suite', () => {
  it('is the backtest itself where nothing is changed, is kept, and is the same bytes with any number of workers', {
    timeout: 60_000,
  }, async () => {
    const { home, run, backtest, backtestId, folder, bytesOf } = await house()
    const { exitCode, document } = await run('--workers', '1')
    expect(document.error).toBeUndefined()
    expect(exitCode).toBe(0)
    const { robustnessId, suite, manifest, unchanged } = document.data
    expect(unchanged).toBe(false)
    const { figures, trades } = backtest.metrics.performance
    expect(suite.base.sharpe).toBe(figures.sharpeRatio.value)
    expect(suite.base.maxDrawdown).toBe(figures.maxDrawdown.value)
    expect(suite.base.totalReturn).toBeCloseTo(figures.totalReturn.value, 12)
    expect(suite.closedTrades).toBe(trades.closed)
    const beside = (name: string) => backtest.metrics.beside.find((own: { name: string }) => own.name === name)
    const atTimes = (times: number) => suite.costs.rows.find((row: { times: number }) => row.times === times)
    expect(atTimes(1).figures).toEqual(suite.base)
    expect(atTimes(1.5).figures.profit).toBe(beside('costs-150').profit)
    expect(atTimes(2).figures.profit).toBe(beside('costs-200').profit)
    expect(suite.delays.rows[1].figures.profit).toBe(beside('one-bar-later').profit)
    expect(suite.verdicts).toHaveLength(9)
    expect(readdirSync(join(folder, robustnessId)).toSorted()).toEqual(['complete.json', 'manifest.json', 'suite.json'])
    expect(manifest.trials).toBe(suite.neighbours.rows.length)

    const before = bytesOf(robustnessId)
    expect((await run('--workers', '2')).document.data.unchanged).toBe(true)
    rmSync(join(folder, robustnessId), { recursive: true })
    const again = await run('--workers', '2')
    expect(again.document.data.unchanged).toBe(false)
    expect({ ...bytesOf(robustnessId), 'complete.json': '', 'manifest.json': '' }).toEqual({
      ...before,
      'complete.json': '',
      'manifest.json': '',
    })

    const listed = await assay(home, 'robustness', 'list', 'stocks')
    expect(listed.document.data).toMatchObject([{ robustnessId, state: 'done', manifest: { backtestId } }])
    const terminal = fakeTerminal()
    expect(await runCli(['robustness', 'show', 'stocks', robustnessId.slice(0, 4), '--home', home], terminal)).toBe(0)
    expect(terminal.out()).toContain('Neighbouring parameters')
    expect(terminal.out()).toContain('Against strategies without its timing')
  })

  it('puts its neighbours into the ledger and nothing else', { timeout: 60_000 }, async () => {
    const { home, run, file } = await house()
    const { suite, manifest } = (await run('--workers', '1')).document.data
    expect(manifest.ledgerBasis.trials).toBe(1)
    expect(suite.neighbours.rows.map(({ name }: { name: string }) => name)).toEqual(['fast', 'fast', 'slow', 'slow'])
    expect(suite.neighbours.rows[0]).toMatchObject({ name: 'fast', own: 2, value: 1 })
    const knownBefore = async (fast: number) => {
      const spec = file('beside.yaml', CROSS.replace('fast: 2', `fast: ${fast}`))
      const { document } = await assay(home, 'backtest', 'run', 'stocks', '--config', spec)
      return document.data
    }
    const neighbour = await knownBefore(1)
    expect(neighbour.manifest.ledgerBasis.trials).toBe(5)
    expect(neighbour.metrics.endEquity - 100_000).toBe(suite.neighbours.rows[0].figures.profit)
    // It was the trial that the suite recorded: one configuration counts once.
    expect((await knownBefore(4)).manifest.ledgerBasis.trials).toBe(5)
  })

  it('refuses what it cannot test', { timeout: 60_000 }, async () => {
    const { home, run, file, backtestId, folder } = await house()
    const codeOf = ({ document }: { document: { error?: { code: string } } }) => document.error?.code
    const asked = (...words: readonly string[]) => assay(home, 'robustness', 'run', 'stocks', ...words)
    expect(codeOf(await asked('--backtest', 'ffff'))).toBe('backtest-missing')
    const odd = file('odd.yaml', 'placebo: 3\n')
    expect(codeOf(await asked('--backtest', backtestId, '--spec', odd))).toBe('spec-unknown-field')
    expect(codeOf(await assay(home, 'robustness', 'show', 'stocks', 'ffff'))).toBe('robustness-missing')

    const { robustnessId } = (await run('--workers', '1')).document.data
    const path = join(folder, robustnessId, 'suite.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"holds"', '"breaks"').replace('0.', '1.'))
    expect(codeOf(await assay(home, 'robustness', 'show', 'stocks', robustnessId))).toBe('robustness-broken')

    const workspace = join(home, 'workspaces', 'stocks', 'workspace.yaml')
    const text = readFileSync(workspace, 'utf8')
    const dearer = text.replace(/feeBps: [\d.]+/, 'feeBps: 77')
    expect(dearer).not.toBe(text)
    writeFileSync(workspace, dearer)
    rmSync(join(folder, robustnessId), { recursive: true })
    expect(codeOf(await run('--workers', '1'))).toBe('robustness-inputs-changed')
  })
})
