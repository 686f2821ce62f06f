import { beforeEach, describe, expect, test } from 'vitest'
import { failure, success } from '../../../src/core/outcome/outcome.ts'
import { JobBoard } from '../../../src/main/engine/host/jobBoard.ts'
import { PATIENCE_MS, Supervisor } from '../../../src/main/engine/host/supervisor.ts'
import { makeWorkspace, readingPorts } from '../jobs/jobFixture.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import { temporaryFolder } from '../ledger/temporaryFolder.ts'
import { fakeProcesses } from './fakeProcesses.ts'
import { createHandTime } from './handTime.ts'

function scene() {
  const home = temporaryFolder()
  makeWorkspace(home)
  const time = createHandTime()
  const { processes, fakes } = fakeProcesses()
  const ports = { ...readingPorts(home), clock: time, timer: time, processes }
  const board = new JobBoard(ports)
  return { time, fakes, board, ports, supervisor: new Supervisor(ports, board) }
}

let parts: ReturnType<typeof scene>
beforeEach(() => {
  parts = scene()
})

const BEAT = { type: 'beat' as const, stage: 'select', done: 1, total: 2, elapsedMs: 5, etaMs: null, note: '' }

describe('the supervisor', () => {
  test('a job from its start to its end; then the workspace is free again', () => {
    const { board, supervisor, fakes } = parts
    const key = valueFrom(supervisor.start('one', { kind: 'pipeline', workers: 1 }))
    expect(board.job(key)).toMatchObject({ state: 'starting', command: 'assay pipeline run one --workers=1' })
    expect(codeOf(supervisor.start('one', { kind: 'sample', sample: 'noise' }))).toBe('workspace-busy')
    fakes[0]!.listener.onEvent(BEAT)
    expect(board.job(key)).toMatchObject({ state: 'running', stage: 'select', done: 1 })
    fakes[0]!.listener.onEnd(success({ verdict: 'no-edge' }))
    expect(board.job(key)).toMatchObject({ state: 'done', result: { verdict: 'no-edge' } })
    const next = valueFrom(supervisor.start('one', { kind: 'pipeline' }))
    expect(next).not.toBe(key)
    expect(fakes).toHaveLength(2)
  })

  test('what can never run is refused before any process', () => {
    const { supervisor, fakes, ports } = parts
    expect(codeOf(supervisor.start('nowhere', { kind: 'pipeline' }))).toBe('workspace-missing')
    expect(codeOf(supervisor.start('../one', { kind: 'pipeline' }))).toBe('bad-name')
    expect(codeOf(supervisor.start('one', { kind: 'download', symbols: [] }))).toBe('bad-option')
    const lock = valueFrom(ports.locks.acquire(ports.home.workspaceFiles('one').root, 'assay data watch one'))
    const held = supervisor.start('one', { kind: 'pipeline' })
    expect(held).toMatchObject({ trouble: { code: 'workspace-busy', message: expect.stringContaining('data watch') } })
    lock.release()
    expect(fakes).toEqual([])
    expect(codeOf(supervisor.start('one', { kind: 'pipeline' }))).toBe('ok')
  })

  test('a process that cannot be started leaves nothing on the board', () => {
    const { board, ports } = parts
    const processes = { start: () => failure('job-not-started', 'No.', 'Wait.') }
    const supervisor = new Supervisor({ ...ports, processes }, board)
    expect(codeOf(supervisor.start('one', { kind: 'pipeline' }))).toBe('job-not-started')
    expect(board.jobs()).toEqual([])
    expect(codeOf(supervisor.start('one', { kind: 'pipeline' }))).toBe('job-not-started')
  })

  test('cancel is polite, asking again soon changes nothing, asking after a while ends it', () => {
    const { time, supervisor, fakes, board } = parts
    const key = valueFrom(supervisor.start('one', { kind: 'pipeline' }))
    supervisor.cancel(key)
    supervisor.cancel(key)
    expect(fakes[0]).toMatchObject({ cancels: 1, kills: 0 })
    time.advance(PATIENCE_MS)
    supervisor.cancel(key)
    expect(fakes[0]).toMatchObject({ cancels: 1, kills: 1 })
    fakes[0]!.listener.onEnd(failure('cancelled', 'It was cancelled.', ''))
    expect(board.job(key)).toMatchObject({ state: 'cancelled', notes: expect.arrayContaining([expect.any(String)]) })
    expect(() => supervisor.cancel(key)).not.toThrow()
  })

  test('a watch leaves the workspace to others, waits for them, and one is enough', () => {
    const { board, supervisor, fakes, ports } = parts
    const work = valueFrom(supervisor.start('one', { kind: 'pipeline' }))
    const watch = valueFrom(supervisor.start('one', { kind: 'watch', symbols: ['BTC'] }))
    expect(board.job(watch)?.command).toBe('assay data watch one --symbols=BTC')
    expect(codeOf(supervisor.start('one', { kind: 'watch' }))).toBe('already-watched')
    expect(codeOf(supervisor.start('one', { kind: 'pipeline' }))).toBe('workspace-busy')
    fakes[0]!.listener.onEnd(success({}))
    expect(board.job(work)?.state).toBe('done')
    const update = valueFrom(ports.locks.acquire(ports.home.workspaceFiles('one').root, 'assay data download one'))
    expect(codeOf(supervisor.start('one', { kind: 'pipeline' }))).toBe('workspace-busy')
    update.release()
    expect(codeOf(supervisor.start('one', { kind: 'pipeline' }))).toBe('ok')
    fakes[1]!.listener.onEnd(success({ updates: 1, bars: 0, troubles: 0 }))
    expect(codeOf(supervisor.start('one', { kind: 'watch' }))).toBe('ok')
  })

  test('the engine ends when its jobs have ended, and starts no new one', async () => {
    const { supervisor, fakes } = parts
    valueFrom(supervisor.start('one', { kind: 'pipeline' }))
    const closed = supervisor.close()
    expect(fakes[0]).toMatchObject({ cancels: 1, kills: 0 })
    expect(codeOf(supervisor.start('one', { kind: 'pipeline' }))).toBe('engine-closing')
    fakes[0]!.listener.onEnd(failure('cancelled', '', ''))
    await closed
    expect(fakes[0]!.kills).toBe(0)
  })

  test('a job that does not stop is ended with the engine', async () => {
    const { time, supervisor, fakes } = parts
    valueFrom(supervisor.start('one', { kind: 'pipeline' }))
    const closed = supervisor.close()
    time.advance(60_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(fakes[0]).toMatchObject({ cancels: 1, kills: 1 })
    fakes[0]!.listener.onEnd(failure('job-died', '', ''))
    await closed
  })
})
