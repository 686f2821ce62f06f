import { appendFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { beatEventSchema, type JobEvent } from '../../../src/core/contract/jobEvent.ts'
import { assay, type SpawnedRun, spawnRun } from './cliFixture.ts'
import {
  NAME,
  published,
  runsIn,
  sampledHome,
  treeHashes,
  useHomes,
  useTwoDetectors,
  workspaceOf,
} from './pipelineFixture.ts'

const newHome = useHomes()
let fresh = ''
let whole = ''
let undisturbed: SpawnedRun
let wanted: Record<string, string>
let runId = ''

beforeAll(async () => {
  fresh = await sampledHome(newHome())
  useTwoDetectors(fresh)
  whole = newHome(fresh)
  undisturbed = spawnRun(whole)
  const { code, out } = await undisturbed.ended
  expect(code).toBe(0)
  runId = JSON.parse(out).data.runId
  wanted = published(whole, runId)
}, 120_000)

function beats() {
  return undisturbed.told.flatMap(({ event, atMs }) => (event.type === 'beat' ? [{ event, atMs }] : []))
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const atStart = (stage: string) => (event: JobEvent) => event.type === 'stage-start' && event.stage === stage

describe('heartbeat', () => {
  test('one object a line with the agreed fields, at least once a second while working', () => {
    expect(beats().length).toBeGreaterThan(5)
    for (const { event } of beats()) {
      expect(Object.keys(event)).toEqual(['type', 'stage', 'done', 'total', 'elapsedMs', 'etaMs', 'note'])
      expect(beatEventSchema.safeParse(event).success).toBe(true)
      expect(event.done).toBeLessThanOrEqual(event.total)
    }
    const startMs = undisturbed.told[0]!.atMs
    const times = [startMs, ...beats().map(({ atMs }) => atMs), undisturbed.told.at(-1)!.atMs]
    const gaps = times.slice(1).map((atMs, index) => atMs - times[index]!)
    expect(Math.max(...gaps)).toBeLessThan(10_000)
  })

  test('every stage says when it starts and ends', () => {
    const stages = (type: 'stage-start' | 'stage-end') =>
      undisturbed.told.flatMap(({ event }) => (event.type === type ? [event.stage] : []))
    expect(stages('stage-start')).toHaveLength(14)
    expect(stages('stage-end')).toEqual(stages('stage-start'))
  })
})

describe('killed', () => {
  test('four times in one run: it goes on where it was, and ends in the same bytes', async () => {
    const home = newHome(fresh)
    for (const stage of ['events', 'select', 'optimize', 'export']) {
      const running = spawnRun(home)
      await running.until(atStart(stage))
      await sleep(100)
      running.child.kill('SIGKILL')
      expect((await running.ended).code).toBeNull()
      const status = await assay(home, 'pipeline', 'status', NAME)
      expect(status.document.data).toMatchObject({ shown: 'interrupted', job: { runId } })
      const listed = await assay(home, 'runs', 'list', NAME)
      expect(listed.document.data).toMatchObject([{ runId, state: 'unfinished' }])
      // The returns of the trials are made anew where they are damaged.
      if (stage === 'optimize') appendFileSync(join(workspaceOf(home), 'runs', runId, 'trials', 'returns.npy'), 'x')
    }
    const last = spawnRun(home)
    const { code, out } = await last.ended
    expect([code, JSON.parse(out).data.runId]).toEqual([0, runId])
    expect(published(home, runId)).toEqual(wanted)
    expect(treeHashes(join(workspaceOf(home), 'runs'))).toEqual(treeHashes(join(workspaceOf(whole), 'runs')))
    // What was finished was not done again: kept stages go by without a beat of their own.
    const worked = last.told.flatMap(({ event }) => (event.type === 'beat' ? [event.stage] : []))
    expect(worked.filter((stage) => stage === 'events' || stage === 'optimize')).toEqual([])
    const health = await assay(home, 'ledger', 'verify')
    const clean = await assay(whole, 'ledger', 'verify')
    expect(health.document.data.trials).toBe(clean.document.data.trials)
    expect(health.document.data.openings).toBe(1)
  }, 180_000)
})

describe('while it runs', () => {
  test('others may look but not write; cancel ends it and keeps what is finished', async () => {
    const home = newHome(fresh)
    const running = spawnRun(home)
    await running.until(atStart('robustness'))
    running.child.kill('SIGSTOP')
    const status = await assay(home, 'pipeline', 'status', NAME)
    expect(status.document.data).toMatchObject({
      shown: 'running',
      job: { runId, command: `assay pipeline run ${NAME}` },
    })
    const second = await assay(home, 'pipeline', 'run', NAME)
    expect(second).toMatchObject({ exitCode: 1, document: { error: { code: 'workspace-busy' } } })
    expect(second.document.error.message).toContain(`assay pipeline run ${NAME}`)
    const looks = [
      ['pipeline', 'logs', NAME],
      ['runs', 'list', NAME],
      ['workspace', 'list'],
      ['workspace', 'show', NAME],
    ]
    for (const words of looks) expect(await assay(home, ...words)).toMatchObject({ exitCode: 0 })
    expect((await assay(home, 'runs', 'list', NAME)).document.data).toMatchObject([{ runId, state: 'running' }])
    running.child.kill('SIGCONT')
    const startMs = performance.now()
    const cancelled = await assay(home, 'pipeline', 'cancel', NAME)
    const tookMs = performance.now() - startMs
    expect(cancelled).toMatchObject({ exitCode: 0, document: { data: { outcome: 'cancelled' } } })
    expect(tookMs).toBeLessThan(10_000)
    const { code, out } = await running.ended
    expect([code, JSON.parse(out).error.code]).toEqual([3, 'cancelled'])
    expect((await assay(home, 'runs', 'list', NAME)).document.data).toMatchObject([{ state: 'cancelled' }])
    expect(existsSync(join(workspaceOf(home), 'final output'))).toBe(false)
    const kept = Object.keys(treeHashes(join(workspaceOf(home), 'runs', runId)))
    expect(kept).toEqual(expect.arrayContaining(['stages/optimize.json', 'units/optimize/000000.json']))
    // Its trials stay, also those that were never evaluated.
    const entries = await assay(home, 'ledger', 'show')
    expect(JSON.stringify(entries.document.data)).toContain(runId)
    const next = spawnRun(home)
    expect((await next.ended).code).toBe(0)
    expect(next.told.some(({ event }) => atStart('export')(event))).toBe(true)
    expect([runsIn(home), published(home, runId)]).toEqual([[runId], wanted])
  }, 120_000)

  test('Ctrl-C is a cancel too', async () => {
    const home = newHome(fresh)
    const running = spawnRun(home)
    await running.until(atStart('events'))
    running.child.kill('SIGINT')
    const { code } = await running.ended
    expect(code).toBe(3)
    expect((await assay(home, 'pipeline', 'status', NAME)).document.data).toMatchObject({ shown: 'cancelled' })
  })
})
