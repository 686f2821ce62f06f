import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { assay, stockHouse } from '../backtests/backtestScene.ts'
import { coinHouse, WORKSPACE } from '../discovery/discoveryScene.ts'
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

const THRESHOLDS = `parameter_grid:
  entry_threshold: { from: 0.1, to: 0.8 }
  stop_loss: [0.03, 0.08]
walk_forward: { folds: 2 }
method: tpe
trials: 40
`

describe('verifying and reporting', () => {
  it('makes a sweep again: every trial, none of them new, though its file of predictions is gone', {
    timeout: 60_000,
  }, async () => {
    const { home, file, folder, predictions } = await stockHouse(freshFolder())
    const sweep = (text: string) =>
      assay(home, 'sweep', 'run', 'stocks', '--spec', file('s.yaml', text), '--predictions', predictions, '--seed', '5')
    const { document: made } = await sweep(THRESHOLDS)
    const { sweepId } = made.data
    await sweep(THRESHOLDS.replace('0.03', '0.04').replace('trials: 40', 'trials: 8'))
    rmSync(predictions)
    const health = async () => (await assay(home, 'ledger', 'verify')).document.data
    const before = await health()
    const verify = () => assay(home, 'verify', 'stocks', '--run', sweepId, '--workers', '2')
    const { document } = await verify()
    expect(document.error).toBeUndefined()
    const path = (name: string) => join(folder, 'sweeps', sweepId, name)
    const complete = JSON.parse(readFileSync(path('complete.json'), 'utf8'))
    expect(document.data.files).toHaveLength(Object.keys(complete.files).length)
    for (const { again, recorded } of document.data.files) expect(again).toBe(recorded)
    expect(await health()).toEqual(before)
    expect(existsSync(join(folder, 'verify'))).toBe(false)

    const summary = readFileSync(path('summary.json'), 'utf8')
    const forged = summary.replace(/"bestSharpe": [-\d.]+/, '"bestSharpe": 9')
    expect(forged).not.toBe(summary)
    writeFileSync(path('summary.json'), forged)
    const files = { ...complete.files, 'summary.json': createHash('sha256').update(forged).digest('hex') }
    writeFileSync(path('complete.json'), JSON.stringify({ ...complete, files }))
    expect((await verify()).document.error).toMatchObject({ code: 'verify-differs' })

    const workspace = join(folder, 'workspace.yaml')
    writeFileSync(workspace, readFileSync(workspace, 'utf8').replace(/feeBps: *\d+/, 'feeBps: 3'))
    expect((await verify()).document.error).toMatchObject({ code: 'verify-inputs-changed' })
    expect(await health()).toEqual(before)
  })

  it('makes a robustness suite again, byte by byte, after other trials too, and reports it', {
    timeout: 60_000,
  }, async () => {
    const { home, file, folder } = await stockHouse(freshFolder())
    const backtest = await assay(home, 'backtest', 'run', 'stocks', '--config', file('cross.yaml', CROSS))
    const { backtestId } = backtest.document.data
    const suite = file('robustness.yaml', QUICK)
    const run = await assay(home, 'robustness', 'run', 'stocks', '--backtest', backtestId, '--spec', suite)
    const { robustnessId, suite: made } = run.document.data
    await assay(home, 'backtest', 'run', 'stocks', '--config', file('other.yaml', CROSS.replace('fast: 2', 'fast: 3')))
    const { document } = await assay(home, 'verify', 'stocks', '--run', robustnessId)
    expect(document.error).toBeUndefined()
    expect(document.data.files.map((one: { file: string }) => one.file)).toHaveLength(2)
    expect(existsSync(join(folder, 'verify'))).toBe(false)

    await assay(home, 'report', 'stocks', backtestId, '--html')
    const page = readFileSync(join(folder, 'exports', backtestId, 'report.html'), 'utf8')
    expect(page).toContain(`Suite ${robustnessId}`)
    for (const { reasons } of made.verdicts) for (const reason of reasons) expect(page).toContain(reason)
  })

  it('makes a discovery again, byte by byte, and reports all of it', { timeout: 60_000 }, async () => {
    const { home, discover, spec, folder } = await coinHouse(freshFolder())
    const run = await discover('--spec', spec)
    expect(run.document.error).toBeUndefined()
    const { runId } = run.document.data
    const { document } = await assay(home, 'verify', WORKSPACE, '--run', runId)
    expect(document.error).toBeUndefined()
    expect(document.data).toMatchObject({ kind: 'discovery', verified: true })
    const recorded = JSON.parse(readFileSync(join(folder, 'runs', runId, 'complete.json'), 'utf8')).files
    expect(document.data.files.map((one: { file: string }) => one.file).toSorted()).toEqual(
      Object.keys(recorded).toSorted(),
    )
    expect(existsSync(join(folder, 'verify'))).toBe(false)

    const written = await assay(home, 'report', WORKSPACE, runId)
    expect(written.document.error).toBeUndefined()
    const page = readFileSync(join(folder, 'exports', runId, 'report.html'), 'utf8')
    expect(page).toContain('64 hypotheses')
    expect(page).toContain('SYNTHETIC DATA')
    expect(page.length).toBeLessThan(2_000_000)
  })
})
