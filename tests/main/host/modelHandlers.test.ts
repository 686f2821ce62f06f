import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { API } from '../../../src/core/contract/workbench/api.ts'
import type { ModelView } from '../../../src/core/contract/workbench/modelViews.ts'
import { createClient } from '../../../src/core/contract/workbench/rpcClient.ts'
import { serveApi } from '../../../src/core/contract/workbench/rpcServer.ts'
import { assembleEngineHost } from '../../../src/main/assemble.ts'
import type { EngineHost } from '../../../src/main/engine/host/createEngineHost.ts'
import { CHANNELS } from '../../fakes/wires.ts'
import { assay, stockHouse } from '../backtests/backtestScene.ts'
import { unwrap } from '../data/dataBench.ts'
import { signal } from './hostBench.ts'

const BUILD = `ticker: AAPL
features:
  price_data: [log_return]
  indicators: [RSI_14]
  custom: [volume_ratio]
target: direction_1
`
const TRAIN = `validation: { method: walk_forward, n_splits: 3 }
parameters: { C: 1 }
seeds: 2
calibration: platt
learning_curve: false
`
/** Made once: every test only looks, but for the last one. */
const home = mkdtempSync(join(tmpdir(), 'assay-models-'))
const workspace = 'stocks'
let host: EngineHost
let folder = ''
let view: ModelView

beforeAll(async () => {
  await import('@duckdb/node-api')
  await import('@resvg/resvg-js')
  const house = await stockHouse(home)
  folder = house.folder
  const done = async (...words: readonly string[]) => {
    const made = await assay(house.home, ...words)
    if (made.exitCode !== 0) throw new Error(JSON.stringify(made.document))
  }
  await done('build', workspace, '--config', house.file('build.yaml', BUILD))
  const config = house.file('train.yaml', TRAIN)
  await done('train', workspace, '--config', config, '--model', 'logistic', '--id', 'first', '--workers', '1')
  await done(
    'train',
    workspace,
    '--config',
    house.file('mlp.yaml', 'learning_curve: false\n'),
    '--model',
    'mlp',
    '--id',
    'net',
    '--workers',
    '1',
  )
  host = await assembleEngineHost(house.home)
  view = unwrap(await host.handlers['models.show']({ workspace, model: 'first' }, signal))
}, 180_000)

afterAll(async () => {
  await host.close()
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
})

describe('built matrices', () => {
  it('are listed with what was found, and shown with their report', async () => {
    const [listed, ...others] = unwrap(await host.handlers['matrices.list']({ workspace }, signal))
    expect(others).toEqual([])
    expect(listed?.passport?.target.name).toBe('direction_1')
    expect(listed?.features).toBe(3)
    const shown = unwrap(await host.handlers['matrices.show']({ workspace, sha256: listed!.sha256 }, signal))
    expect(shown.report.columns.map(({ name }) => name)).toEqual(shown.passport.features.map(({ name }) => name))
    expect(shown.passport.findings.filter(({ severity }) => severity === 'warning')).toHaveLength(listed!.warnings)
  })

  it('are built of definitions that each have a formula and a source', async () => {
    const { families, targets } = unwrap(await host.handlers['features.families']({}, signal))
    expect(families.length).toBeGreaterThan(60)
    for (const { name, versions } of families)
      for (const { columns } of versions)
        for (const column of columns) expect(column.formula.length * column.source.length, name).toBeGreaterThan(0)
    expect(targets.map(({ name }) => name)).toContain('triple_barrier')
  })
})

describe('trained models', () => {
  it('are listed with their loss beside that of always the base', async () => {
    const items = unwrap(await host.handlers['models.list']({ workspace }, signal))
    expect(items.map(({ version }) => version.modelId)).toEqual(['first', 'net'])
    const [first] = items
    expect(first?.loss).toMatchObject({ name: 'log_loss', folds: 3 })
    expect(first?.loss?.mean).toBe(view.report.scores.log_loss?.overFolds.mean)
    expect(first?.loss?.baseline).toBe(view.report.baseline.log_loss?.mean)
  })

  it('part the classes as their report says', async () => {
    const curves = unwrap(await host.handlers['models.curves']({ workspace, model: 'first' }, signal))
    expect(curves.roc?.area).toBeCloseTo(view.report.pooled.area_under_roc!, 12)
    expect(curves.rows).toBe(view.report.folds.reduce((sum, { testRows }) => sum + testRows, 0))
    expect(curves.roc?.falsePositiveRate.at(-1)).toBe(1)
    expect(curves.precisionRecall?.recall.at(-1)).toBe(1)
  })

  it('explain a row by parts that sum to what they say of it', async () => {
    const ask = { workspace, model: 'first', symbol: 'AAPL' }
    const lastMs = Date.parse(view.manifest.lastTime)
    const row = unwrap(await host.handlers['models.explain']({ ...ask, timeMs: lastMs, latest: true }, signal))
    expect(row.decisionMs).toBe(lastMs)
    expect(row.parts?.unit).toBe('log-odds')
    const margin = row.parts!.contributions.reduce((sum, { contribution }) => sum + contribution, row.parts!.base)
    expect(1 / (1 + Math.exp(-margin))).toBeCloseTo(row.predicted, 12)
    expect(row.calibrated).not.toBeNull()
    expect(row.signal).not.toBeNull()
    const same = { ...ask, timeMs: row.barMs, latest: false }
    expect(unwrap(await host.handlers['models.explain'](same, signal))).toEqual(row)
    const before = { ...ask, timeMs: row.previousBarMs!, latest: false }
    expect(unwrap(await host.handlers['models.explain'](before, signal)).nextBarMs).toBe(row.barMs)
  })

  it('say so where a row is not there, or the kind of model has no parts', async () => {
    const gone = await host.handlers['models.explain'](
      { workspace, model: 'first', symbol: 'AAPL', timeMs: 0, latest: true },
      signal,
    )
    expect(gone).toMatchObject({ ok: false, trouble: { code: 'no-such-row' } })
    const timeMs = Date.parse(view.manifest.lastTime)
    const net = { workspace, model: 'net', symbol: 'AAPL', timeMs, latest: true }
    expect(unwrap(await host.handlers['models.explain'](net, signal)).parts).toBeNull()
  })

  it('change their stage with a reason, and not without', async () => {
    const ask = { workspace, model: 'first', to: 'shadow' as const }
    const refused = await host.handlers['models.promote']({ ...ask, reason: ' ' }, signal)
    expect(refused).toMatchObject({ ok: false, trouble: { code: 'reason-needed' } })
    unwrap(await host.handlers['models.promote']({ ...ask, reason: 'steady' }, signal))
    const shown = unwrap(await host.handlers['models.show']({ workspace, model: 'first' }, signal))
    expect(shown.version.stage).toBe('shadow')
    expect(shown.stages.at(-1)).toMatchObject({ to: 'shadow', reason: 'steady' })
  })

  it.each(CHANNELS)(
    'stand to the hold-out, and notebooks are written, over every channel (%s)',
    async (_name, open) => {
      const pair = await open()
      serveApi(API, host.handlers, pair.engine, { newStop: () => new AbortController() })
      const client = createClient(API, pair.page)
      const standing = unwrap(await client.call('models.holdOut', { workspace, model: 'first' }))
      expect(standing).toMatchObject({ seals: [], foretelling: null, isWhole: false, refusal: { code: 'no-hold-out' } })
      const notebook = join(folder, 'notebooks/eda_template.ipynb')
      rmSync(join(folder, 'notebooks'), { recursive: true, force: true })
      const told = unwrap(await client.call('notebooks.write', { workspace, force: false }))
      expect(told).toMatchObject({ folder: 'notebooks', unchanged: [], kept: [] })
      expect(told.written).toContain('notebooks/eda_template.ipynb')
      writeFileSync(notebook, 'mine')
      const again = unwrap(await client.call('notebooks.write', { workspace, force: false }))
      expect(again.kept).toEqual(['notebooks/eda_template.ipynb'])
      expect(readFileSync(notebook, 'utf8')).toBe('mine')
      const forced = unwrap(await client.call('notebooks.write', { workspace, force: true }))
      expect(forced.written).toEqual(['notebooks/eda_template.ipynb'])
      await pair.end()
    },
  )

  it('are not shown where a file of theirs was changed', async () => {
    const file = view.files.find((name) => name.includes('/validation_'))!
    writeFileSync(join(folder, file), '{}')
    const shown = await host.handlers['models.show']({ workspace, model: 'first' }, signal)
    expect(shown).toMatchObject({ ok: false, trouble: { code: 'model-changed' } })
  })
})
