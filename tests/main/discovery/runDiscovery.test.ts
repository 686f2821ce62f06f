import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../src/core/contract/jsonValue.ts'
import { specValueText } from '../../../src/core/contract/specValueText.ts'
import { assay } from '../backtests/backtestScene.ts'
import { coinHouse, SMALL_SPEC, WORKSPACE } from './discoveryScene.ts'

const homes: string[] = []
const freshHome = () => {
  const home = mkdtempSync(join(tmpdir(), 'assay-discovery-'))
  homes.push(home)
  return home
}
let house: Awaited<ReturnType<typeof coinHouse>>
let first: Awaited<ReturnType<typeof assay>>

beforeAll(async () => {
  await import('@duckdb/node-api')
  house = await coinHouse(freshHome())
  first = await house.discover('--spec', house.spec, '--workers', '1')
}, 120_000)
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true })
})

/** Every file of the workspace's runs and reports, by path. */
function bytesOf(folder: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const root of ['runs', 'reports'])
    for (const name of readdirSync(join(folder, root), { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, root, name)
      if (existsSync(path) && /\.[a-z]+$/.test(name)) found[`${root}/${name}`] = readFileSync(path, 'utf8')
    }
  return found
}

const trialsOf = async (home: string): Promise<number> => {
  const shown = await assay(home, 'ledger', 'show')
  const totals: readonly { readonly trials: number }[] = shown.document.data.totals
  return totals.reduce((sum, { trials }) => sum + trials, 0)
}

describe('a discovery', () => {
  it('counts its hypotheses, tests them, and keeps a manifest, logs and reports', async () => {
    expect(first.document.error).toBeUndefined()
    expect(first.exitCode).toBe(0)
    const { runId, view, unchanged } = first.document.data
    expect(unchanged).toBe(false)
    expect(view.manifest).toMatchObject({ pipeline: 'discovery', runId, hypotheses: 64, interval: '1h' })
    expect(view.counts.declared).toBe(64)
    const refused: readonly number[] = Object.values(view.counts.refused)
    expect(view.counts.tested + refused.reduce((sum, count) => sum + count, 0)).toBe(64)
    expect(view.counts.tested).toBeGreaterThan(0)
    expect(view.leakCheck).toMatchObject({ columns: 10, failures: [] })
    expect(view.trials).toEqual({ own: 64, before: 0, all: 64 })
    const countedFor = async (symbols: string) =>
      (await assay(house.home, 'power', WORKSPACE, '--symbols', symbols)).document.data.power.trials - 1
    expect(await countedFor('BTC')).toBe(32)
    expect(await countedFor('BTC,ETH')).toBe(64)
    expect(view.manifest.warnings.join(' ')).toContain('No hold-out is sealed')
    expect(view.manifest.assumptions.map(({ field }: { field: string }) => field)).toEqual(
      expect.arrayContaining(['symbols', 'start_date', 'seed', 'costs_bps', 'q', 'directions']),
    )
    expect(Object.keys(bytesOf(house.folder)).toSorted()).toEqual(
      [
        ...['complete.json', 'ledger.json', 'manifest.json'].map((name) => `runs/${runId}/${name}`),
        ...['context', 'hypotheses', 'phase1', 'phase2', 'candidates', 'expectancy', 'robustness'].map(
          (stage) => `runs/${runId}/logs/${stage}.log`,
        ),
        ...['context', 'phase1', 'phase2'].map((stage) => `runs/${runId}/stages/${stage}.json`),
        `reports/hypothesis_generator/${runId}/grammar.json`,
        `reports/hypothesis_generator/${runId}/hypotheses.csv`,
        `reports/phase2/${runId}/phase2.json`,
        `reports/phase2/${runId}/hypotheses.csv`,
        `reports/edge_candidates/${runId}/edge_candidates_normalized.csv`,
        `reports/expectancy/${runId}/conditional_expectancy.json`,
        `reports/expectancy/${runId}/conditional_expectancy_robustness.json`,
      ].toSorted(),
    )
  })

  it('is the same in every byte with another number of workers, and named by its content', {
    timeout: 60_000,
  }, async () => {
    const other = await coinHouse(freshHome())
    const again = await other.discover('--spec', other.spec, '--workers', '2')
    expect(again.document.data.runId).toBe(first.document.data.runId)
    expect(bytesOf(other.folder)).toEqual(bytesOf(house.folder))
  })

  it('shows what it assumed as it may be written: written so it is the same discovery', {
    timeout: 60_000,
  }, async () => {
    const { runId, view } = first.document.data
    const assumed: Record<string, unknown> = Object.fromEntries(
      view.manifest.assumptions.map(({ field, value }: { field: string; value: JsonValue }) => [field, value]),
    )
    expect(assumed).toMatchObject({ symbols: ['BTC', 'ETH'], start_date: '2016-01-01', costs_bps: 30 })
    const written = view.manifest.assumptions
      .filter(({ field }: { field: string }) => !field.includes('.'))
      .map(({ field, value }: { field: string; value: JsonValue }) => `${field}: ${specValueText(value)}\n`)
    const all = house.file('all.yaml', `${SMALL_SPEC}${written.join('')}`)
    const again = await house.discover('--spec', all, '--workers', '1')
    expect(again.document.error).toBeUndefined()
    expect(again.document.data).toMatchObject({ runId, unchanged: true })
    const named = house.file('named.yaml', `${SMALL_SPEC}costs_bps: { ETH: 30, BTC: 30 }\n`)
    expect((await house.discover('--spec', named, '--workers', '1')).document.data.runId).toBe(runId)
  })

  it('is not made again where nothing changed', { timeout: 60_000 }, async () => {
    const before = bytesOf(house.folder)
    const again = await house.discover('--spec', house.spec, '--workers', '1')
    expect(again.document.data).toMatchObject({ runId: first.document.data.runId, unchanged: true })
    expect(bytesOf(house.folder)).toEqual(before)
  })

  it('counts the same hypotheses of the same bars once, whatever else is asked of them', {
    timeout: 60_000,
  }, async () => {
    const before = await trialsOf(house.home)
    const other = await house.discover('--spec', house.spec, '--workers', '1', '--seed', '9', '--run-id', 'nine')
    expect(other.document.data.runId).toBe('nine')
    expect(other.document.data.view.manifest.contentId).not.toBe(first.document.data.runId)
    expect(other.document.data.view.trials).toEqual({ own: 0, before: 64, all: 64 })
    expect(await trialsOf(house.home)).toBe(before)
  })

  it('only counts events without its tests: no trial, and the tests are added later', { timeout: 60_000 }, async () => {
    const before = await trialsOf(house.home)
    const part = ['--spec', house.spec, '--end', '2016-04-01', '--run-id', 'part', '--workers', '1']
    const counted = await house.discover(...part, '--phase2', '0')
    expect(counted.document.data.view).toMatchObject({ counts: null, candidates: null, trials: null })
    expect(counted.document.data.view.verdict).toContain('nothing was tested')
    expect(counted.document.data.view.stages).toContainEqual(
      expect.objectContaining({ stage: 'phase2', state: 'skipped' }),
    )
    expect(existsSync(join(house.folder, 'runs/part/stages/phase1.json'))).toBe(true)
    expect(await trialsOf(house.home)).toBe(before)
    await house.discover('--spec', house.spec, '--end', '2016-04-01', '--seed', '3', '--workers', '1')
    const tested = await house.discover(...part, '--robustness', '0')
    expect(tested.document.data).toMatchObject({ runId: 'part', unchanged: false })
    expect(tested.document.data.view.counts.declared).toBe(64)
    expect(tested.document.data.view.trials).toEqual({ own: 0, before: 128, all: 128 })
    expect(await trialsOf(house.home)).toBe(before + 64)
    const more = await house.discover(...part, '--expectancy', '0')
    expect(more.document.data.view.stages).toEqual(
      more.document.data.view.stages.map(({ stage }: { stage: string }) => ({ stage, state: 'done', note: '' })),
    )
    const verified = await assay(house.home, 'verify', WORKSPACE, '--run', 'part')
    expect(verified.document).toMatchObject({ data: { kind: 'discovery', verified: true } })
    const less = await house.discover(...part, '--phase2', '0')
    expect(less.document.data).toMatchObject({ unchanged: true })
    expect(less.document.data.view.counts.declared).toBe(64)
  })

  it('is told by the ledger with its time, by a name of its own too', async () => {
    const { runs } = (await assay(house.home, 'ledger', 'show')).document.data
    expect(runs.length).toBeGreaterThan(2)
    for (const { job } of runs)
      expect(job).toMatchObject({ workspace: WORKSPACE, command: `assay discover run ${WORKSPACE}` })
  })

  it('does not write over a run that is another one, nor believe files that were changed', {
    timeout: 60_000,
  }, async () => {
    const taken = await house.discover('--spec', house.spec, '--run-id', 'nine', '--workers', '1')
    expect(taken.document.error.code).toBe('run-id-taken')
    const odd = await house.discover('--spec', house.spec, '--run-id', '../nine', '--workers', '1')
    expect(odd.document.error.code).toBe('bad-run-id')
    const findings = join(house.folder, 'runs/nine/stages/phase2.json')
    const whole = bytesOf(house.folder)
    writeFileSync(findings, readFileSync(findings, 'utf8').replace('"declared": 64', '"declared": 46'))
    const shown = await assay(house.home, 'discover', 'show', WORKSPACE, 'nine')
    expect(shown.document.error.code).toBe('discovery-broken')
    expect(shown.document.error.hint).toContain('--run-id nine')
    const nine = ['--spec', house.spec, '--seed', '9', '--run-id', 'nine', '--workers', '1']
    const mended = await house.discover(...nine)
    expect(mended.document.data).toMatchObject({ unchanged: false, damage: expect.stringContaining('phase2.json') })
    expect(bytesOf(house.folder)).toEqual(whole)
  })

  it('tells in its list what is damaged, and makes it anew, even where half of its folder is gone', {
    timeout: 60_000,
  }, async () => {
    const whole = bytesOf(house.folder)
    const stateOf = async () => {
      const listed = await assay(house.home, 'discover', 'list', WORKSPACE)
      return listed.document.data.find(({ runId }: { runId: string }) => runId === 'nine').state
    }
    const nine = ['--spec', house.spec, '--seed', '9', '--run-id', 'nine', '--workers', '1']
    const run = join(house.folder, 'runs/nine')
    writeFileSync(join(run, 'complete.json'), '{')
    expect(await stateOf()).toBe('broken')
    expect((await house.discover(...nine)).document.error).toBeUndefined()
    expect(bytesOf(house.folder)).toEqual(whole)
    truncateSync(join(run, 'stages/phase2.json'), 100)
    expect(await stateOf()).toBe('broken')
    rmSync(join(run, 'stages'), { recursive: true })
    rmSync(join(run, 'manifest.json'))
    expect(await stateOf()).toBe('broken')
    const other = await house.discover('--spec', house.spec, '--run-id', 'nine', '--workers', '1')
    expect(other.document.error.code).toBe('run-id-taken')
    const again = await house.discover(...nine)
    expect(again.document.data.damage).toContain('is not what was written')
    expect(await stateOf()).toBe('done')
    writeFileSync(join(run, 'manifest.json'), '{')
    rmSync(join(run, 'complete.json'))
    const untold = await house.discover(...nine)
    expect(untold.document.error.code).toBe('discovery-broken')
    expect(untold.document.error.hint).toContain('runs/nine')
    rmSync(run, { recursive: true })
  })

  it('stands beside the runs of the pipeline and is none of them', async () => {
    expect((await assay(house.home, 'runs', 'list', WORKSPACE)).document.data).toEqual([])
    const board = await assay(house.home, 'leaderboard', 'update', WORKSPACE)
    expect(board.document.error).toBeUndefined()
    expect(board.document.data.updates).toMatchObject([{ entries: 0, unreadable: [] }])
    expect((await assay(house.home, 'leaderboard', 'show', WORKSPACE)).document.data.notes).toEqual([])
  })
})
