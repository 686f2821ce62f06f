import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { JobRequest } from '../../../src/core/contract/workbench/api.ts'
import { DEFAULT_SETTINGS } from '../../../src/core/contract/workbench/settings.ts'
import type { JobNews, JobView } from '../../../src/core/contract/workbench/views.ts'
import { failure, success } from '../../../src/core/outcome/outcome.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import { createLogTail } from '../../../src/main/adapters/files/logTail.ts'
import { jobHandlers } from '../../../src/main/engine/host/jobHandlers.ts'
import type { NewJob } from '../../../src/main/engine/ports/workspaceStore.ts'
import { makeWorkspace, readingPorts, supervise } from '../jobs/jobFixture.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import { temporaryFolder } from '../ledger/temporaryFolder.ts'
import { fakeProcesses } from './fakeProcesses.ts'
import { createHandTime, type HandTime } from './handTime.ts'

const RUN = { kind: 'pipeline', seed: 7, workers: 2 } satisfies JobRequest
const CREATED_MS = Date.UTC(2024, 0, 1)
const DEAD_PID = 2_000_000
const never = new AbortController().signal

function record(parts: Partial<NewJob> = {}): NewJob {
  return {
    command: 'assay pipeline run one',
    spec: {},
    request: RUN,
    state: 'running',
    pid: DEAD_PID,
    runId: null,
    createdMs: CREATED_MS,
    leaseMs: CREATED_MS + 5_000,
    endedMs: null,
    stage: 'select',
    done: 3,
    total: 10,
    elapsedMs: 5_000,
    etaMs: null,
    note: '',
    trouble: null,
    ...parts,
  }
}

function homeWith(...records: readonly NewJob[]): string {
  const home = temporaryFolder()
  makeWorkspace(home)
  addJobs(home, ...records)
  return home
}

function addJobs(home: string, ...records: readonly NewJob[]): void {
  const { store, release } = supervise(home)
  for (const job of records) valueFrom(store.addJob(job))
  release()
}

/** An engine that was just started over a home, and a page that watches it. */
async function engineOver(home: string, time: HandTime = createHandTime()) {
  const { processes, fakes } = fakeProcesses()
  const { handlers, close } = jobHandlers({
    ...readingPorts(home),
    clock: time,
    timer: time,
    processes,
    logTail: createLogTail(),
    homeFiles: createGuardedFiles(home),
    settings: () => success(DEFAULT_SETTINGS),
  })
  onTestFinished(() => {
    for (const { listener } of fakes) listener.onEnd(failure('cancelled', '', ''))
    return close()
  })
  const jobs = async (): Promise<readonly JobView[]> => {
    const news: JobNews[] = []
    const stop = new AbortController()
    const watched = handlers['jobs.watch']({}, (item) => news.push(item), stop.signal)
    await expect.poll(() => news.length).toBeGreaterThan(0)
    stop.abort()
    await watched
    return news.flatMap((item) => (item.type === 'all' ? item.jobs : []))
  }
  return { handlers, jobs, fakes, time }
}

test('a job of an engine that is no more is shown as interrupted, and goes on with the same words', async () => {
  const { handlers, jobs, fakes } = await engineOver(homeWith(record()))
  const [job] = await jobs()
  expect(job).toMatchObject({
    workspace: 'one',
    jobId: 'job-0001',
    kind: 'pipeline',
    state: 'interrupted',
    canContinue: true,
    stage: 'select',
    endedMs: CREATED_MS + 5_000,
    trouble: { code: 'interrupted' },
  })
  valueFrom(await handlers['jobs.continue']({ key: job!.key }, never))
  expect(fakes[0]!.words).toEqual(['pipeline', 'run', 'one', '--seed=7', '--workers=2'])
  expect(await jobs()).toMatchObject([{ state: 'starting', kind: 'pipeline' }])
  expect(codeOf(await handlers['jobs.continue']({ key: job!.key }, never))).toBe('job-missing')
})

test.each([
  { kind: 'backtest', spec: 'engine: both\n', model: 'M', throughHoldOut: true } satisfies JobRequest,
  { kind: 'sweep', spec: 'strategy: { id: momentum }\n', method: 'random', trials: 9, workers: 2 } satisfies JobRequest,
])('an interrupted $kind goes on with its own specification', async (request) => {
  const home = homeWith(record({ command: `assay ${request.kind} run one`, request, stage: request.kind }))
  const { handlers, jobs, fakes } = await engineOver(home)
  const [job] = await jobs()
  expect(job).toMatchObject({ kind: request.kind, state: 'interrupted', canContinue: true })
  valueFrom(await handlers['jobs.continue']({ key: job!.key }, never))
  const [group, run, workspace, file, ...beside] = fakes[0]!.words
  expect([group, run, workspace]).toEqual([request.kind, 'run', 'one'])
  const path = file!.slice(file!.indexOf('=') + 1)
  expect(readFileSync(path, 'utf8')).toBe(request.spec)
  expect(beside).toEqual(
    request.kind === 'backtest'
      ? ['--model=M', '--through-hold-out']
      : ['--method=random', '--trials=9', '--workers=2'],
  )
})

test('it is shown once, however often somebody looks', async () => {
  const { jobs } = await engineOver(homeWith(record()))
  const [first] = await jobs()
  expect((await jobs()).map(({ key }) => key)).toEqual([first!.key])
})

test('one that was begun with words the window does not have says so', async () => {
  const { request: _none, ...plain } = record()
  const { handlers, jobs } = await engineOver(homeWith(plain))
  const [job] = await jobs()
  expect(job).toMatchObject({ state: 'interrupted', canContinue: false })
  expect(codeOf(await handlers['jobs.continue']({ key: job!.key }, never))).toBe('cannot-continue')
})

test('a wish in the record that is none is not put again', async () => {
  const { jobs } = await engineOver(homeWith(record({ request: { kind: 'pipeline', workers: 'rm -rf' } })))
  expect(await jobs()).toMatchObject([{ state: 'interrupted', canContinue: false }])
})

const DONE = { state: 'done' as const, endedMs: CREATED_MS + 90_000 }

test.each([
  ['the same work was done since', [record(), record(DONE)], 0],
  ['with another number of workers', [record(), record({ ...DONE, request: { ...RUN, workers: 1 } })], 0],
  ['with another seed: that is other work', [record(), record({ ...DONE, request: { ...RUN, seed: 8 } })], 1],
  ['another kind of job ran since', [record(), record({ ...DONE, request: { kind: 'sample', sample: 'noise' } })], 1],
  [
    'the same run was gone on with',
    [record({ runId: 'abc' }), record({ ...DONE, runId: 'abc', request: { kind: 'pipeline' } })],
    0,
  ],
  ['it was interrupted twice: the later one stands', [record(), record()], 1],
  [
    'the next writer marked it',
    [record({ state: 'failed', trouble: { code: 'interrupted', message: '', hint: '' }, endedMs: CREATED_MS + 9_000 })],
    1,
  ],
  ['it failed', [record({ state: 'failed', trouble: { code: 'no-data', message: '', hint: '' } })], 0],
  ['it was cancelled', [record({ state: 'cancelled' })], 0],
])('%s', async (_name, records, count) => {
  const { jobs } = await engineOver(homeWith(...records))
  expect(await jobs()).toHaveLength(count)
})

test('dismissed, it is not shown again, by no later engine; a job of the same number in a new workspace is', async () => {
  const home = homeWith(record())
  const first = await engineOver(home)
  const [job] = await first.jobs()
  valueFrom(await first.handlers['jobs.dismiss']({ key: job!.key }, never))
  expect(await first.jobs()).toEqual([])
  expect(await (await engineOver(home)).jobs()).toEqual([])

  rmSync(join(home, 'workspaces', 'one'), { recursive: true })
  makeWorkspace(home)
  addJobs(home, record({ createdMs: CREATED_MS + 1 }))
  expect(await (await engineOver(home)).jobs()).toHaveLength(1)
})

test('what runs or is done cannot be dismissed', async () => {
  const { handlers, fakes, jobs } = await engineOver(homeWith())
  const { key } = valueFrom(await handlers['jobs.start']({ workspace: 'one', request: RUN }, never))
  expect(codeOf(await handlers['jobs.dismiss']({ key }, never))).toBe('not-interrupted')
  fakes[0]!.listener.onEnd(success({}))
  expect(codeOf(await handlers['jobs.dismiss']({ key }, never))).toBe('not-interrupted')
  expect(codeOf(await handlers['jobs.continue']({ key }, never))).toBe('cannot-continue')
  expect(codeOf(await handlers['jobs.dismiss']({ key: 'none' }, never))).toBe('job-missing')
  expect(await jobs()).toMatchObject([{ state: 'done' }])
})

test('a job of this engine whose process dies is interrupted, shown once, and goes on', async () => {
  const home = homeWith()
  const { handlers, fakes, jobs, time } = await engineOver(home)
  const { key } = valueFrom(await handlers['jobs.start']({ workspace: 'one', request: RUN }, never))
  addJobs(home, record({ pid: fakes[0]!.pid, createdMs: time.nowMs() }))
  fakes[0]!.listener.onEnd(failure('job-died', 'It died.', ''))
  expect(await jobs()).toMatchObject([{ key, state: 'interrupted', canContinue: true, trouble: { code: 'job-died' } }])
  valueFrom(await handlers['jobs.continue']({ key }, never))
  expect(fakes[1]!.words).toEqual(fakes[0]!.words)
  expect(await jobs()).toMatchObject([{ state: 'starting' }])
})

test('a workspace that is busy keeps its interrupted job', async () => {
  const home = homeWith(record())
  const { handlers, jobs } = await engineOver(home)
  const [job] = await jobs()
  const { release } = supervise(home)
  expect(codeOf(await handlers['jobs.continue']({ key: job!.key }, never))).toBe('workspace-busy')
  release()
  expect(await jobs()).toHaveLength(1)
})

test('a workspace that is gone takes its interrupted jobs along', async () => {
  const home = homeWith(record())
  const { jobs } = await engineOver(home)
  expect(await jobs()).toHaveLength(1)
  rmSync(join(home, 'workspaces', 'one'), { recursive: true })
  expect(await jobs()).toEqual([])
})

test('a job that another program ran in a workspace that is gone has ended, and says why', async () => {
  const home = homeWith()
  const { jobs } = await engineOver(home)
  const { store, release } = supervise(home)
  valueFrom(store.addJob(record({ pid: process.pid })))
  expect(await jobs()).toMatchObject([{ state: 'running' }])
  release()
  rmSync(join(home, 'workspaces', 'one'), { recursive: true })
  expect(await jobs()).toMatchObject([{ state: 'failed', trouble: { code: 'workspace-missing' } }])
})
