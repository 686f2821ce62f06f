import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { JobEvent } from '../../../src/core/contract/jobEvent.ts'
import { threadPools } from '../../../src/main/adapters/threads/workerPool.ts'
import { cancelJob } from '../../../src/main/engine/commands/cancelJob.ts'
import { runJob } from '../../../src/main/engine/jobs/runJob.ts'
import type { UnitBeat } from '../../../src/main/engine/ports/workerPool.ts'
import { jobStatus } from '../../../src/main/engine/queries/jobStatus.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import { temporaryFolder } from '../ledger/temporaryFolder.ts'
import { makeWorkspace, ok, readingPorts, SPEC, supervise } from './jobFixture.ts'

async function started(mode: 'busy' | 'beats' | 'ends') {
  const home = temporaryFolder()
  makeWorkspace(home)
  const child = spawn(process.execPath, [join(import.meta.dirname, 'supervisor.ts'), home, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const exit = once(child, 'exit')
  await once(child.stdout, 'data')
  return { home, child, exit, ports: readingPorts(home) }
}

test.each(['busy', 'beats'] as const)('cancel from another process stops a job that %s', async (mode) => {
  const { exit, ports } = await started(mode)
  expect(valueFrom(await jobStatus(ports, 'one'))?.shown).toBe('running')
  expect(codeOf(ports.locks.acquire(ports.home.workspaceFiles('one').root, 'second'))).toBe('workspace-busy')
  const startMs = performance.now()
  expect(valueFrom(await cancelJob(ports, 'one'))).toEqual({
    jobId: 'job-0001',
    outcome: 'cancelled',
    state: 'cancelled',
  })
  expect(performance.now() - startMs).toBeLessThan(10_000)
  expect(await exit).toEqual([3, null])
  expect(ports.home.workspaceFiles('one').listFiles('jobs')).toEqual(['job-0001.log'])
  expect(codeOf(await cancelJob(ports, 'one'))).toBe('no-running-job')
})

test('a signal of the system cancels too', async () => {
  const { child, exit, ports } = await started('beats')
  child.kill('SIGTERM')
  expect(await exit).toEqual([3, null])
  expect(valueFrom(await jobStatus(ports, 'one'))?.shown).toBe('cancelled')
})

test('a job that ends by itself before it sees the request: too late', async () => {
  const home = temporaryFolder()
  makeWorkspace(home)
  const supervisor = supervise(home)
  const watch = { signal: new AbortController().signal, listener: () => {} }
  const running = runJob(supervisor, SPEC, watch, async () => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    return ok
  })
  const report = await cancelJob(readingPorts(home), 'one')
  expect(valueFrom(report)).toEqual({ jobId: 'job-0001', outcome: 'too-late', state: 'done' })
  expect(codeOf(await running)).toBe('ok')
  supervisor.release()
})

test('cancel also ends a job whose workers are in units that never beat', async () => {
  const home = temporaryFolder()
  makeWorkspace(home)
  const supervisor = supervise(home)
  const column = new Float64Array(new SharedArrayBuffer(8))
  const pool = threadPools(new URL('../threads/testWorker.ts', import.meta.url)).create({
    workers: 2,
    workerData: { column, marker: '' },
  })
  const beats: number[] = []
  const watch = {
    signal: new AbortController().signal,
    listener: (event: JobEvent) => void (event.type === 'beat' && beats.push(event.total)),
  }
  const hang = { do: 'hang', spinMs: 60_000 }
  const running = runJob(supervisor, SPEC, watch, async (job) => {
    const onBeat = (beat: UnitBeat) => job.beat('grid', beat.progressUnits, beat.plannedUnits, beat.note)
    return await pool.run([{ do: 'sum' }, hang, hang, hang], { signal: job.signal, onBeat, onResult: () => {} })
  })
  await vi.waitFor(() => expect(beats).toContain(4), { timeout: 20_000 })
  const startMs = performance.now()
  expect(valueFrom(await cancelJob(readingPorts(home), 'one')).outcome).toBe('cancelled')
  expect(performance.now() - startMs).toBeLessThan(10_000)
  expect(codeOf(await running)).toBe('cancelled')
  supervisor.release()
})

test('a killed job is shown as interrupted at once; the next job says so and goes on', async () => {
  const { home, child, exit, ports } = await started('busy')
  child.kill('SIGKILL')
  await exit
  expect(valueFrom(await jobStatus(ports, 'one'))).toMatchObject({ shown: 'interrupted', job: { state: 'running' } })
  expect(codeOf(await cancelJob(ports, 'one'))).toBe('no-running-job')
  const supervisor = supervise(home)
  const notes: string[] = []
  const watch = {
    signal: new AbortController().signal,
    listener: (event: { type: string; text?: string }) => void notes.push(event.text ?? ''),
  }
  expect(codeOf(await runJob(supervisor, SPEC, watch, async () => ok))).toBe('ok')
  supervisor.release()
  expect(notes[0]).toContain('job-0001 was interrupted')
  expect(valueFrom(await jobStatus(ports, 'one', 'job-0001'))).toMatchObject({
    shown: 'failed',
    job: { trouble: { code: 'interrupted' } },
  })
  expect(valueFrom(await jobStatus(ports, 'one'))).toMatchObject({ shown: 'done', job: { id: 'job-0002' } })
})
