import { expect, onTestFinished, test } from 'vitest'
import type { JobEvent } from '../../../src/core/contract/jobEvent.ts'
import { failure } from '../../../src/core/outcome/outcome.ts'
import type { Job } from '../../../src/main/engine/jobs/job.ts'
import { runJob } from '../../../src/main/engine/jobs/runJob.ts'
import { jobLogs } from '../../../src/main/engine/queries/jobLogs.ts'
import { jobStatus } from '../../../src/main/engine/queries/jobStatus.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import { temporaryFolder } from '../ledger/temporaryFolder.ts'
import { makeWorkspace, ok, readingPorts, SPEC, supervise } from './jobFixture.ts'

function place() {
  const home = temporaryFolder()
  makeWorkspace(home)
  const ports = supervise(home)
  onTestFinished(() => ports.release())
  const events: JobEvent[] = []
  const stop = new AbortController()
  const watch = { signal: stop.signal, listener: (event: JobEvent) => events.push(event) }
  return { home, ports, events, stop, watch }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('a job is recorded with its run, its events are told, its log has elapsed seconds', async () => {
  const { home, ports, events, watch } = place()
  const outcome = await runJob(ports, SPEC, watch, async (job) => {
    job.attachRun('run-1')
    await job.stage('select', async () => job.beat('select', 1, 2, 'half'))
    job.note('so far')
    const status = valueFrom(await jobStatus(readingPorts(home), 'one'))
    expect(status).toMatchObject({ shown: 'running', job: { id: 'job-0001', runId: 'run-1', state: 'running' } })
    return ok
  })
  expect(codeOf(outcome)).toBe('ok')
  expect(events.map((event) => event.type)).toEqual(['note', 'stage-start', 'beat', 'stage-end', 'note'])
  expect(events[2]).toMatchObject({ stage: 'select', done: 1, total: 2, note: 'half' })
  const status = valueFrom(await jobStatus(readingPorts(home), 'one'))
  expect(status).toMatchObject({ shown: 'done', job: { command: 'assay test', spec: { seed: 1 }, trouble: null } })
  const log = valueFrom(await jobLogs(readingPorts(home), 'one'))
  expect(log?.lines.map((line) => line.replace(/\d+\.\d{3}/g, 'T'))).toEqual([
    '[     T s] run run-1',
    '[     T s] stage select started',
    '[     T s] stage select done in T s',
    '[     T s] so far',
    '[     T s] done',
  ])
})

test('a silent job still beats at least once a second', async () => {
  const { ports, events, watch } = place()
  const startMs = performance.now()
  const atMs: number[] = [0]
  const listener = (event: JobEvent) => {
    events.push(event)
    if (event.type === 'beat') atMs.push(performance.now() - startMs)
  }
  await runJob(ports, SPEC, { ...watch, listener }, async (job) => {
    await job.stage('ml', async () => {
      job.beat('ml', 2, 5, 'one long unit')
      await sleep(2600)
    })
    return ok
  })
  const gaps = atMs.slice(1).map((time, index) => time - (atMs[index] ?? 0))
  expect(gaps.length).toBeGreaterThanOrEqual(3)
  expect(Math.max(...gaps)).toBeLessThan(1100)
  const beats = events.filter((event) => event.type === 'beat')
  expect(beats.at(-1)).toMatchObject({ stage: 'ml', done: 2, total: 5, note: 'one long unit' })
  expect(beats.at(-1)?.elapsedMs).toBeGreaterThan(1500)
})

test('a beat that comes often is told at most about four times a second, and the record is kept up to date', async () => {
  const { home, ports, events, watch } = place()
  await runJob(ports, SPEC, watch, async (job) => {
    for (let done = 0; done < 250; done++) {
      job.beat('grid', done, 1000, '')
      await sleep(5)
    }
    const status = valueFrom(await jobStatus(readingPorts(home), 'one'))
    expect(status?.job.done).toBeGreaterThan(50)
    expect(status?.job.leaseMs).toBeGreaterThan(status?.job.createdMs ?? 0)
    return ok
  })
  const beats = events.filter((event) => event.type === 'beat')
  expect(beats.length).toBeLessThanOrEqual(10)
  expect(beats.at(-1)?.etaMs).toBeGreaterThan(0)
})

test('a failure is kept with its code; a bug is recorded and thrown on', async () => {
  const { home, ports, watch } = place()
  const failed = await runJob(ports, SPEC, watch, async () =>
    failure('disk-full', 'The disk is full.', 'Free some space.'),
  )
  expect(codeOf(failed)).toBe('disk-full')
  const status = valueFrom(await jobStatus(readingPorts(home), 'one'))
  expect(status).toMatchObject({ shown: 'failed', job: { trouble: { code: 'disk-full' } } })
  const bug = runJob(ports, SPEC, watch, async () => {
    throw new TypeError('planted')
  })
  await expect(bug).rejects.toThrow('planted')
  const later = valueFrom(await jobStatus(readingPorts(home), 'one'))
  expect(later).toMatchObject({ shown: 'failed', job: { id: 'job-0002', trouble: { code: 'internal-error' } } })
  expect(codeOf(await jobStatus(readingPorts(home), 'one', 'job-0009'))).toBe('job-missing')
})

test('the signal stops a job at its next beat, a signal given before the start at once', async () => {
  const { home, ports, stop, watch } = place()
  const spin = async (job: Job) => {
    for (;;) {
      job.beat('grid', 1, 2, '')
      await sleep(5)
    }
  }
  const running = runJob(ports, SPEC, watch, spin)
  await sleep(100)
  stop.abort()
  expect(codeOf(await running)).toBe('cancelled')
  expect(valueFrom(await jobStatus(readingPorts(home), 'one'))).toMatchObject({
    shown: 'cancelled',
    job: { stage: 'grid' },
  })
  const begun: string[] = []
  const late = await runJob(ports, SPEC, watch, (job) =>
    job.stage('x', async () => {
      begun.push('x')
      return ok
    }),
  )
  expect(codeOf(late)).toBe('cancelled')
  expect(begun).toEqual([])
})

test('a job without the lock of its workspace is a bug', async () => {
  const { ports, watch } = place()
  const noLock = { ...ports, locks: { ...ports.locks, holder: () => null } }
  await expect(runJob(noLock, SPEC, watch, async () => ok)).rejects.toThrow('without the lock')
})

test('no job yet', async () => {
  const home = temporaryFolder()
  makeWorkspace(home)
  expect(valueFrom(await jobStatus(readingPorts(home), 'one'))).toBeNull()
  expect(valueFrom(await jobLogs(readingPorts(home), 'one'))).toBeNull()
  expect(codeOf(await jobStatus(readingPorts(home), 'two'))).toBe('workspace-missing')
})
