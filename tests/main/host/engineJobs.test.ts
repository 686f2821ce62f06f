import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JobRequest } from '../../../src/core/contract/workbench/api.ts'
import type { JobNews, JobView } from '../../../src/core/contract/workbench/views.ts'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { assembleEngineHost } from '../../../src/main/assemble.ts'
import type { EngineHost } from '../../../src/main/engine/host/createEngineHost.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import { makePair, NAME, SAMPLE, useHomes, useTwoDetectors, workspaceOf } from '../pipeline/pipelineFixture.ts'

const newHome = useHomes()
const { signal } = new AbortController()
const news: JobNews[] = []
const stopWatching = new AbortController()
let home = ''
let engine: EngineHost

beforeAll(async () => {
  home = newHome()
  await makePair(home)
  await makePair(home, 'other')
  useTwoDetectors(home)
  engine = await assembleEngineHost(home)
  void engine.handlers['jobs.watch']({}, (item) => news.push(item), stopWatching.signal)
}, 60_000)

afterAll(async () => {
  stopWatching.abort()
  await engine.close()
}, 60_000)

async function start(request: JobRequest, workspace = NAME): Promise<string> {
  return valueFrom(await engine.handlers['jobs.start']({ workspace, request }, signal)).key
}

const told = (key: string): readonly JobView[] =>
  news.flatMap((item) => (item.type === 'job' && item.job.key === key ? [item.job] : []))

async function until(key: string, passes: (job: JobView) => boolean): Promise<JobView> {
  await expect.poll(() => told(key).some(passes), { timeout: 150_000, interval: 20 }).toBe(true)
  return told(key).find(passes)!
}

const untilEnd = (key: string) => until(key, ({ endedMs, jobId }) => endedMs !== null && jobId !== null)
const runs = async () => valueFrom(await engine.handlers['runs.list']({ workspace: NAME }, signal))

const SAMPLE_REQUEST: JobRequest = { kind: 'sample', sample: 'planted', strength: 5, seed: 3, bars: SAMPLE.bars }

describe('jobs from the first click to the exported bundle', () => {
  test('a sample, in two workspaces at once', async () => {
    const keys = await Promise.all([start(SAMPLE_REQUEST), start({ ...SAMPLE_REQUEST, seed: 4 }, 'other')])
    const ended = await Promise.all(keys.map(untilEnd))
    expect(ended).toMatchObject([
      { workspace: NAME, state: 'done', jobId: 'job-0001', stages: [{ stage: 'sample' }], stage: 'sample' },
      { workspace: 'other', state: 'done', jobId: 'job-0001' },
    ])
    expect(ended[0]!.result).toMatchObject({ passports: [{ symbol: 'BTC' }, { symbol: 'ETH' }] })
  })

  test('trouble of the command is the trouble of the job', async () => {
    const ended = await untilEnd(await start(SAMPLE_REQUEST))
    expect(ended).toMatchObject({ state: 'failed', trouble: { code: 'workspace-has-data' }, jobId: 'job-0002' })
  })

  test('a pipeline is cancelled in the middle, and goes on where it stopped', async () => {
    const first = await start({ kind: 'pipeline', workers: 2 })
    await until(first, ({ stages }) => stages.some(({ stage }) => stage === 'select'))
    const second = await engine.handlers['jobs.start']({ workspace: NAME, request: { kind: 'pipeline' } }, signal)
    expect(codeOf(second)).toBe('workspace-busy')
    expect(codeOf(await engine.handlers['jobs.cancel']({ key: first }, signal))).toBe('ok')
    expect(await untilEnd(first)).toMatchObject({ state: 'cancelled', jobId: 'job-0003', trouble: null })
    expect(codeOf(await engine.handlers['jobs.cancel']({ key: first }, signal))).toBe('no-running-job')
    expect(codeOf(await engine.handlers['jobs.cancel']({ key: 'nothing' }, signal))).toBe('job-missing')
    const unfinished = await runs()
    expect(unfinished).toMatchObject([{ state: 'cancelled' }])
    const { runId } = unfinished[0]!
    const half = valueFrom(await engine.handlers['runs.show']({ workspace: NAME, runId }, signal))
    expect(half).toMatchObject({ summary: null, artifacts: [] })
    expect(half.stages.find(({ name }) => name === 'events')).toMatchObject({ kept: true })
    expect(half.stages.find(({ name }) => name === 'robustness')).toMatchObject({ kept: false })
    const export_ = await engine.handlers['runs.export']({ workspace: NAME, runId, folder: join(home, 'x') }, signal)
    expect(codeOf(export_)).toBe('run-unfinished')

    const again = await start({ kind: 'pipeline', workers: 2 })
    const done = await untilEnd(again)
    expect(done).toMatchObject({ state: 'done', jobId: 'job-0004', result: { runId } })
    expect(done.stages.map(({ stage }) => stage).slice(0, 2)).toEqual(['prepare', 'events'])
    expect(done.stages.every(({ seconds }) => seconds !== null)).toBe(true)
    expect(await runs()).toMatchObject([{ runId, state: 'done' }])
  }, 300_000)

  test('the run, its stages and its files', async () => {
    const { runId } = (await runs())[0]!
    const view = valueFrom(await engine.handlers['runs.show']({ workspace: NAME, runId: runId.slice(0, 5) }, signal))
    expect(view.choices).toMatchObject({ startCapital: 10_000, seed: 1 })
    expect(view.summary).toMatchObject({ runId })
    expect(view.stages).toHaveLength(14)
    expect(view.stages.filter(({ kept }) => !kept)).toEqual([])
    expect(view.artifacts.map(({ file }) => file)).toContain('report.html')
    for (const { file, sizeBytes, sha256: hash } of view.artifacts) {
      const bytes = readFileSync(join(workspaceOf(home), 'runs', runId, 'published', file))
      expect([sizeBytes, hash]).toEqual([bytes.length, sha256(bytes)])
      const given = valueFrom(await engine.handlers['runs.artifact']({ workspace: NAME, runId, file }, signal))
      expect(given.encoding).toBe(file.endsWith('.png') ? 'base64' : 'text')
      expect(Buffer.from(given.content, given.encoding === 'text' ? 'utf8' : 'base64').equals(bytes)).toBe(true)
    }
    const events = valueFrom(await engine.handlers['runs.stage']({ workspace: NAME, runId, stage: 'events' }, signal))
    expect(events).toMatchObject({})
    for (const stage of ['prepare', '../manifest', 'constructor', ''])
      expect(codeOf(await engine.handlers['runs.stage']({ workspace: NAME, runId, stage }, signal))).toBe(
        'no-stage-output',
      )
    for (const file of ['../manifest.json', '/etc/passwd', 'charts', '', 'charts/../README.txt', 'README.txt\0'])
      expect(codeOf(await engine.handlers['runs.artifact']({ workspace: NAME, runId, file }, signal))).toBe(
        'artifact-missing',
      )
    const compared = await engine.handlers['runs.compare']({ workspace: NAME, left: runId, right: runId }, signal)
    expect(valueFrom(compared)).toMatchObject({ differences: [] })
  })

  test('the export: the same bytes, once, and never of a file that changed', async () => {
    const { runId } = (await runs())[0]!
    const folder = join(home, 'my exports', 'run')
    const exported = valueFrom(await engine.handlers['runs.export']({ workspace: NAME, runId, folder }, signal))
    const { published } = JSON.parse(readFileSync(join(workspaceOf(home), 'runs', runId, 'complete.json'), 'utf8'))
    expect(Object.fromEntries(exported.files.map((file) => [file, sha256(readFileSync(join(folder, file)))]))).toEqual(
      published,
    )
    expect(codeOf(await engine.handlers['runs.export']({ workspace: NAME, runId, folder }, signal))).toBe(
      'folder-not-empty',
    )
    const readme = join(workspaceOf(home), 'runs', runId, 'published', 'README.txt')
    const before = readFileSync(readme)
    writeFileSync(readme, 'Sharpe 9')
    const changed = { workspace: NAME, runId, folder: join(home, 'changed') }
    expect(codeOf(await engine.handlers['runs.export'](changed, signal))).toBe('published-changed')
    expect(existsSync(changed.folder)).toBe(false)
    writeFileSync(readme, before)
  })

  test('verify, as a job with its stages', async () => {
    const { runId } = (await runs())[0]!
    const ended = await untilEnd(await start({ kind: 'verify', runId }))
    expect(ended).toMatchObject({ state: 'done', result: { runId }, command: `assay verify ${NAME} --run=${runId}` })
    expect(ended.stages.length).toBeGreaterThan(5)
  }, 300_000)

  test('the log of a job, from its end', async () => {
    const log = (jobId: string, last: number) => engine.handlers['jobs.log']({ workspace: NAME, jobId, last }, signal)
    const tail = valueFrom(await log('job-0004', 2))
    expect(tail.lines).toHaveLength(2)
    expect(tail.lines.at(-1)).toContain('done')
    expect(tail.skipped).toBeGreaterThan(10)
    for (const jobId of ['job-9999', '../workspace', 'job-0004/..'])
      expect(codeOf(await log(jobId, 5))).toBe('job-missing')
  })

  test('the settings of the home count where a request says nothing', async () => {
    const settings = valueFrom(await engine.handlers['settings.show']({}, signal))
    const ibkr = { host: '127.0.0.1', port: 9, clientId: 5, politeMs: 250 }
    valueFrom(await engine.handlers['settings.save']({ ...settings, workers: 1, ibkr }, signal))
    const pipeline = await start({ kind: 'pipeline' })
    expect((await untilEnd(pipeline)).command).toBe(`assay pipeline run ${NAME} --workers=1`)
    const download = await start({ kind: 'download', port: 10 }, 'other')
    const flags = '--host=127.0.0.1 --port=10 --client-id=5 --polite-ms=250'
    const first = await until(download, () => true)
    expect(first.command).toBe(`assay data download other ${flags}`)
    await until(download, ({ state }) => state === 'running')
    valueFrom(await engine.handlers['jobs.cancel']({ key: download }, signal))
    expect(await untilEnd(download)).toMatchObject({ state: 'cancelled' })
  }, 300_000)

  test('the end of the engine ends its jobs, and they can be gone on with', async () => {
    const other = await assembleEngineHost(home)
    const seen: JobNews[] = []
    const watched = other.handlers['jobs.watch']({}, (item) => seen.push(item), signal)
    const request = { kind: 'pipeline' as const, seed: 77, workers: 1 }
    valueFrom(await other.handlers['jobs.start']({ workspace: NAME, request }, signal))
    const isRunning = (item: JobNews) => item.type === 'job' && item.job.stages.some(({ stage }) => stage === 'events')
    await expect.poll(() => seen.some(isRunning), { timeout: 50_000 }).toBe(true)
    await other.close()
    expect(await watched).toEqual({ ok: true, value: undefined })
    expect(seen.at(-1)).toMatchObject({ type: 'job', job: { state: 'cancelled' } })
    expect(codeOf(await other.handlers['jobs.start']({ workspace: NAME, request }, signal))).toBe('engine-closing')
  }, 300_000)
})
