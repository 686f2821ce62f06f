import { expect, test } from 'vitest'
import type { JobNews } from '../../../src/core/contract/workbench/views.ts'
import { success } from '../../../src/core/outcome/outcome.ts'
import { systemClock } from '../../../src/main/adapters/clock/systemClock.ts'
import { systemTimer } from '../../../src/main/adapters/clock/systemTimer.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import { JobBoard } from '../../../src/main/engine/host/jobBoard.ts'
import { OutsideJobs, type OwnJobs } from '../../../src/main/engine/host/outsideJobs.ts'
import type { Job } from '../../../src/main/engine/jobs/job.ts'
import { runJob } from '../../../src/main/engine/jobs/runJob.ts'
import { makeWorkspace, readingPorts, supervise } from '../jobs/jobFixture.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import { temporaryFolder } from '../ledger/temporaryFolder.ts'

const STRANGER: OwnJobs = { ownsProcess: () => false, hasRun: () => false }

function scene(own: OwnJobs = STRANGER, home = temporaryFolder()) {
  makeWorkspace(home)
  return { home, ...engineOver(home, own) }
}

/** What an engine sees that was just started. */
function engineOver(home: string, own: OwnJobs = STRANGER) {
  const homeFiles = createGuardedFiles(home)
  const ports = { ...readingPorts(home), clock: systemClock, timer: systemTimer, homeFiles }
  const board = new JobBoard(ports)
  return { board, outside: new OutsideJobs(ports, board, own) }
}

/** A job of workspace `one` in this process, which no engine started. */
function begin(home: string, command = 'assay pipeline run one') {
  const supervisor = supervise(home)
  let finish = () => {}
  const open = new Promise<void>((resolve) => {
    finish = resolve
  })
  let begun: (job: Job) => void = () => {}
  const running = new Promise<Job>((resolve) => {
    begun = resolve
  })
  const watch = { signal: new AbortController().signal, listener: () => {} }
  const ended = runJob(supervisor, { command, spec: {}, stages: [] }, watch, async (job) => {
    begun(job)
    job.beat('select', 3, 10, 'three')
    while (await Promise.race([open.then(() => false), new Promise((resolve) => setTimeout(() => resolve(true), 20))]))
      job.beat('select', 3, 10, 'three')
    return success(undefined)
  }).finally(supervisor.release)
  return { running, finish, ended }
}

test('a job of another program is shown from its record, and its end too', async () => {
  const { home, board, outside } = scene()
  const { running, finish, ended } = begin(home)
  await running
  await outside.look()
  expect(board.jobs()).toMatchObject([
    { workspace: 'one', jobId: 'job-0001', kind: 'pipeline', state: 'running', stage: 'select', done: 3, total: 10 },
  ])
  const { key } = board.jobs()[0]!
  finish()
  await ended
  await outside.look()
  expect(board.jobs()).toMatchObject([{ key, state: 'done', trouble: null }])
  await outside.look()
  expect(board.jobs()).toHaveLength(1)
})

test('it can be cancelled from here', async () => {
  const { home, board, outside } = scene()
  const { running, ended } = begin(home)
  await running
  await outside.look()
  const view = board.jobs()[0]!
  expect(codeOf(await outside.cancel(view))).toBe('ok')
  expect(codeOf(await ended)).toBe('cancelled')
  expect(board.job(view.key)).toMatchObject({ state: 'cancelled' })
  expect(codeOf(await outside.cancel(view))).toBe('no-running-job')
})

test("the engine's own jobs, and work that is no job, are not shown a second time", async () => {
  const own = scene({ ownsProcess: (pid) => pid === process.pid, hasRun: ({ pid }) => pid === process.pid })
  const first = begin(own.home)
  await first.running
  await own.outside.look()
  expect(own.board.jobs()).toEqual([])
  first.finish()
  await first.ended

  const other = scene()
  const lock = valueFrom(
    readingPorts(other.home).locks.acquire(
      readingPorts(other.home).home.workspaceFiles('one').root,
      'assay workspace set',
    ),
  )
  await other.outside.look()
  expect(other.board.jobs()).toEqual([])
  lock.release()
})

test('it is looked for while somebody watches, and no longer', async () => {
  const { home, board, outside } = scene()
  const news: JobNews[] = []
  const stop = new AbortController()
  const watched = board.watch((item) => news.push(item), stop.signal)
  const looking = outside.keepLooking()
  const { running, finish, ended } = begin(home)
  await running
  await expect.poll(() => news.length, { timeout: 10_000 }).toBeGreaterThan(1)
  expect(news[1]).toMatchObject({ type: 'job', job: { jobId: 'job-0001' } })
  stop.abort()
  outside.close()
  await Promise.all([watched, looking])
  finish()
  await ended
})
