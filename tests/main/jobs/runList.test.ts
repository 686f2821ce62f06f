import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunRecord } from '../../../src/core/contract/runRecord.ts'
import { runList } from '../../../src/main/engine/queries/runList.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import { temporaryFolder } from '../ledger/temporaryFolder.ts'
import { makeWorkspace, readingPorts, supervise } from './jobFixture.ts'

const RUN: RunRecord = {
  runId: 'r1',
  pipeline: 'pair',
  state: 'running',
  verdict: null,
  createdMs: 10,
  configHash: 'c',
  dataHash: 'd',
  summaryPath: null,
}

test('runs are listed newest first; a run that is run again keeps its place and its first time; one without a living job is unfinished', async () => {
  const home = temporaryFolder()
  makeWorkspace(home)
  expect(valueFrom(await runList(readingPorts(home), 'one'))).toEqual([])
  const { store, release } = supervise(home)
  valueFrom(store.saveRun(RUN))
  valueFrom(store.saveRun({ ...RUN, runId: 'r2', createdMs: 20 }))
  const done: RunRecord = {
    ...RUN,
    state: 'done',
    verdict: 'no-edge',
    createdMs: 30,
    summaryPath: 'runs/r1/published/summary.json',
  }
  valueFrom(store.saveRun(done))
  const runs = valueFrom(await runList(readingPorts(home), 'one'))
  expect(runs).toEqual([
    { ...RUN, runId: 'r2', createdMs: 20, state: 'unfinished' },
    { ...done, createdMs: 10 },
  ])
  expect(valueFrom(store.run('r2'))?.createdMs).toBe(20)
  expect(valueFrom(store.run('none'))).toBeNull()
  release()
})

test('a damaged store is named, not repaired', async () => {
  const home = temporaryFolder()
  makeWorkspace(home)
  writeFileSync(join(home, 'workspaces', 'one', 'workspace.sqlite'), 'half a file '.repeat(100))
  expect(codeOf(await runList(readingPorts(home), 'one'))).toBe('store-unreadable')
})
