import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import type { JobEvent } from '../../../src/core/contract/jobEvent.ts'
import type { JobNews, JobView } from '../../../src/core/contract/workbench/views.ts'
import { assembleEngineHost } from '../../../src/main/assemble.ts'
import { assay, stockHouse } from '../backtests/backtestScene.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { valueFrom } from '../ledger/ledgerFixture.ts'

const freshFolder = useTemporaryFolders()
const BINARY = join(import.meta.dirname, '../../../bin/assay')
const WORKSPACE = 'stocks'

const SWEEP = `strategy: { id: moving-average-cross }
parameter_grid:
  fast: { from: 1, to: 60, step: 1 }
  slow: { from: 61, to: 160, step: 1 }
  stop_loss: { from: 0.01, to: 0.06, step: 0.01 }
backtest: { instruments: [AAPL], initial_capital: 100000 }
`
const BACKTEST = `instruments: [AAPL]
engine: both
`

/** The command as a process of its own that is killed at the first event which passes. */
async function killedAt(home: string, words: readonly string[], passes: (event: JobEvent) => boolean): Promise<void> {
  const child = spawn(BINARY, [...words, '--progress', 'json', '--json', '--home', home], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exit = once(child, 'exit')
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (passes(JSON.parse(line))) child.kill('SIGKILL')
  })
  const [code, signal] = await exit
  expect([code, signal]).toEqual([null, 'SIGKILL'])
}

/** An engine over the home that continues the one job it is offered; the answer is the end of what came of it. */
async function continued(home: string): Promise<readonly [offered: JobView, ended: JobView]> {
  const engine = await assembleEngineHost(home)
  const stop = new AbortController()
  onTestFinished(async () => {
    stop.abort()
    await engine.close()
  })
  const news: JobNews[] = []
  void engine.handlers['jobs.watch']({}, (item) => news.push(item), stop.signal)
  await expect.poll(() => news.length, { timeout: 30_000 }).toBeGreaterThan(0)
  const all = news.flatMap((item) => (item.type === 'all' ? item.jobs : []))
  expect(all).toHaveLength(1)
  const never = new AbortController().signal
  const { key } = valueFrom(await engine.handlers['jobs.continue']({ key: all[0]!.key }, never))
  const views = () => news.flatMap((item) => (item.type === 'job' && item.job.key === key ? [item.job] : []))
  await expect.poll(() => views().some(({ endedMs }) => endedMs !== null), { timeout: 120_000 }).toBe(true)
  return [all[0]!, views().at(-1)!]
}

const isKilled = (stage: string) => (event: JobEvent) =>
  event.type === 'beat' && event.stage === stage && event.done > 0 && event.done < event.total

test('a sweep whose process died is offered by the next engine, and goes on with what was kept', async () => {
  const { home, folder, file } = await stockHouse(freshFolder())
  const words = ['sweep', 'run', WORKSPACE, '--spec', file('s.yaml', SWEEP), '--from', '2022-07-01', '--workers', '1']
  await killedAt(home, words, isKilled('sweep'))
  const [sweepId] = readdirSync(join(folder, 'sweeps'))
  expect(existsSync(join(folder, 'sweeps', sweepId!, 'complete.json'))).toBe(false)
  expect(readdirSync(join(folder, 'sweeps', sweepId!, 'units'), { recursive: true }).length).toBeGreaterThan(1)
  const [offered, ended] = await continued(home)
  expect(offered).toMatchObject({ kind: 'sweep', state: 'interrupted', canContinue: true })
  expect(ended).toMatchObject({ state: 'done', result: { sweepId, unchanged: false } })
  const again = await assay(home, ...words)
  expect(again.document.data).toMatchObject({ sweepId, unchanged: true, manifest: { trials: 36_000 } })
}, 300_000)

test('a backtest whose process died is offered by the next engine, and is made', async () => {
  const { home, folder, file } = await stockHouse(freshFolder())
  const config = file('b.yaml', BACKTEST)
  const words = ['backtest', 'run', WORKSPACE, '--config', config, '--strategy', 'donchian-breakout']
  await killedAt(home, words, isKilled('write'))
  const [backtestId] = readdirSync(join(folder, 'backtests'))
  const [offered, ended] = await continued(home)
  expect(offered).toMatchObject({ kind: 'backtest', state: 'interrupted', canContinue: true })
  expect(ended).toMatchObject({ state: 'done', result: { backtestId, unchanged: false } })
  const manifest = JSON.parse(readFileSync(join(folder, 'backtests', backtestId!, 'manifest.json'), 'utf8'))
  expect(manifest.strategy).toMatchObject({ id: 'donchian-breakout' })
}, 300_000)

const BUILD = `ticker: AAPL
features: { indicators: [RSI_5, RSI_14, MACD, BB_20, ATR_14, ROC_3, ROC_10], custom: [price_momentum, volume_profile] }
target: direction_1
frequency: 1D
`
const TRAIN = `model_type: random_forest
parameters: { n_estimators: 200, max_depth: 6 }
validation: { n_splits: 3 }
learning_curve: false
`

test('a build and a training whose processes died are offered by the next engine, and end as they would have', async () => {
  const { home, folder, file } = await stockHouse(freshFolder())
  const build = ['build', WORKSPACE, '--config', file('build.yaml', BUILD)]
  await killedAt(home, build, (event) => event.type === 'stage-start')
  const [offered, ended] = await continued(home)
  expect(offered).toMatchObject({ kind: 'build', state: 'interrupted', canContinue: true })
  expect(ended).toMatchObject({ state: 'done', result: { unchanged: false } })
  expect((await assay(home, ...build)).document.data.unchanged).toBe(true)
  const train = [
    'train',
    WORKSPACE,
    '--config',
    file('train.yaml', TRAIN),
    '--id',
    'forest',
    '--seeds',
    '6',
    '--workers',
    '1',
  ]
  await killedAt(home, train, isKilled('train'))
  const [version] = readdirSync(join(folder, 'models/forest/versions'))
  const units = readdirSync(join(folder, 'models/forest/versions', version!, 'units')).length
  const [killed, trained] = await continued(home)
  expect(killed).toMatchObject({ kind: 'train', state: 'interrupted', canContinue: true })
  expect(trained).toMatchObject({ state: 'done', result: { modelId: 'forest', version, unchanged: false } })
  expect(units).toBeGreaterThan(0)
  expect((await assay(home, ...train)).document.data).toMatchObject({ version, unchanged: true })
}, 300_000)
