import { describe, expect, it } from 'vitest'
import type { RunRecord } from '../../../src/core/contract/runRecord.ts'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { assembleJobPorts, type JobPortsOfHome } from '../../../src/main/assemble.ts'
import { createWorkspace } from '../../../src/main/engine/commands/createWorkspace.ts'
import { withWorkspaceJob } from '../../../src/main/engine/commands/withWorkspaceJob.ts'
import { compareRuns } from '../../../src/main/engine/queries/compareRuns.ts'
import { jobStatus } from '../../../src/main/engine/queries/jobStatus.ts'
import { showRun } from '../../../src/main/engine/queries/showRun.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { exampleSummary } from './exampleSummary.ts'

const freshFolder = useTemporaryFolders()

function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'ok' : outcome.trouble.code
}

function record(runId: string, summaryPath: string | null): RunRecord {
  return {
    runId,
    pipeline: 'pair',
    state: 'done',
    verdict: 'no-edge',
    createdMs: 0,
    configHash: 'c',
    dataHash: 'd',
    summaryPath,
  }
}

const SPEC = { command: 'assay test', spec: {}, stages: [] }
const silent = () => ({ signal: new AbortController().signal, listener: () => {} })

async function house(): Promise<JobPortsOfHome> {
  const ports = await assembleJobPorts(freshFolder())
  createWorkspace(ports, { name: 'pair', primary: 'BTC', secondary: 'ETH' })
  const done = await withWorkspaceJob(ports, 'pair', SPEC, silent(), async ({ opened, store }) => {
    const gates = exampleSummary.gates
    const other = { ...exampleSummary, runId: 'abd2', dsr: 0.5, gates: [...gates].reverse() }
    opened.files.writeText('runs/abc1/summary.json', JSON.stringify(exampleSummary))
    opened.files.writeText('runs/abd2/summary.json', JSON.stringify(other))
    opened.files.writeText('runs/bad3/summary.json', '{"half":')
    for (const id of ['abc1', 'abd2', 'bad3']) store.saveRun(record(id, `runs/${id}/summary.json`))
    return store.saveRun(record('open4', null))
  })
  expect(codeOf(done)).toBe('ok')
  return ports
}

describe('runs', () => {
  it('are found by the first letters of their id', async () => {
    const ports = await house()
    expect(await showRun(ports, 'pair', 'abc')).toMatchObject({
      ok: true,
      value: { run: { runId: 'abc1' }, summary: { runId: 'abc1' } },
    })
    expect(await showRun(ports, 'pair', 'open4')).toMatchObject({ ok: true, value: { summary: null } })
    expect(codeOf(await showRun(ports, 'pair', 'ab'))).toBe('run-ambiguous')
    expect(codeOf(await showRun(ports, 'pair', ''))).toBe('run-ambiguous')
    expect(codeOf(await showRun(ports, 'pair', 'zzz'))).toBe('run-missing')
    expect(codeOf(await showRun(ports, 'pair', 'bad3'))).toBe('summary-unreadable')
    expect(codeOf(await showRun(ports, 'other', 'abc'))).toBe('workspace-missing')
  })

  it('are compared field by field, gates by their id', async () => {
    const ports = await house()
    expect(await compareRuns(ports, 'pair', 'abc1', 'abd2')).toMatchObject({
      ok: true,
      value: {
        left: 'abc1',
        right: 'abd2',
        differences: [
          { field: 'runId', left: 'abc1', right: 'abd2' },
          { field: 'dsr', left: exampleSummary.dsr, right: 0.5 },
        ],
      },
    })
    expect(await compareRuns(ports, 'pair', 'abc1', 'abc1')).toMatchObject({ ok: true, value: { differences: [] } })
    expect(codeOf(await compareRuns(ports, 'pair', 'abc1', 'open4'))).toBe('run-unfinished')
  })
})

describe('a job of a workspace', () => {
  it('holds the lock while it works and gives it back, however it ends', async () => {
    const ports = await house()
    const seen: string[] = []
    const failed = await withWorkspaceJob(ports, 'pair', SPEC, silent(), async () => {
      seen.push(codeOf(await withWorkspaceJob(ports, 'pair', SPEC, silent(), async () => ({ ok: true, value: 1 }))))
      const status = await jobStatus(ports, 'pair')
      if (status.ok && status.value !== null) seen.push(status.value.shown)
      return { ok: false, trouble: { code: 'some-code', message: 'm', hint: 'h' } }
    })
    expect([codeOf(failed), ...seen]).toEqual(['some-code', 'workspace-busy', 'running'])
    expect(await jobStatus(ports, 'pair')).toMatchObject({
      value: { shown: 'failed', job: { trouble: { code: 'some-code' } } },
    })
    expect(ports.locks.holder(ports.home.workspaceFiles('pair').root)).toBeNull()
  })

  it('is cancelled by the signal', async () => {
    const ports = await house()
    const stop = new AbortController()
    const watch = { signal: stop.signal, listener: () => {} }
    const ended = await withWorkspaceJob(ports, 'pair', SPEC, watch, async ({ job }) => {
      stop.abort()
      job.beat('one', 1, 2, '')
      return { ok: true, value: 'never' }
    })
    expect(codeOf(ended)).toBe('cancelled')
  })
})
