import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assay } from '../backtests/backtestScene.ts'
import { coinHouse, WORKSPACE } from './discoveryScene.ts'

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
  it('counts its hypotheses, tests them, and keeps a manifest, logs and reports', () => {
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
    const tested = await house.discover(...part)
    expect(tested.document.data).toMatchObject({ runId: 'part', unchanged: false })
    expect(tested.document.data.view.counts.declared).toBe(64)
    expect(await trialsOf(house.home)).toBe(before + 64)
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
    writeFileSync(findings, readFileSync(findings, 'utf8').replace('"declared": 64', '"declared": 2'))
    const shown = await assay(house.home, 'discover', 'show', WORKSPACE, 'nine')
    expect(shown.document.error.code).toBe('discovery-broken')
    const listed = await assay(house.home, 'discover', 'list', WORKSPACE)
    expect(listed.document.data).toContainEqual(expect.objectContaining({ runId: 'nine', state: 'broken' }))
    writeFileSync(join(house.folder, 'runs/nine/manifest.json'), '{')
    const still = await assay(house.home, 'discover', 'list', WORKSPACE)
    expect(still.document.data).toContainEqual(expect.objectContaining({ runId: 'nine', state: 'broken' }))
    const again = await house.discover('--spec', house.spec, '--seed', '9', '--run-id', 'nine', '--workers', '1')
    expect(again.document.error.code).toBe('discovery-broken')
  })

  it('stands beside the runs of the pipeline and is none of them', async () => {
    expect((await assay(house.home, 'runs', 'list', WORKSPACE)).document.data).toEqual([])
    const board = await assay(house.home, 'leaderboard', 'update', WORKSPACE)
    expect(board.document.error).toBeUndefined()
    expect(board.document.data.updates).toMatchObject([{ entries: 0, unreadable: [] }])
    expect((await assay(house.home, 'leaderboard', 'show', WORKSPACE)).document.data.notes).toEqual([])
  })
})
