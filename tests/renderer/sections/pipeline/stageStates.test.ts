import { describe, expect, it } from 'vitest'
import type { RunRecord } from '../../../../src/core/contract/runRecord.ts'
import type { JobView, RunView } from '../../../../src/core/contract/workbench/views.ts'
import {
  newestPipelineJob,
  runIdOf,
  statesOfJob,
  statesOfRun,
} from '../../../../src/renderer/sections/pipeline/stageStates.ts'
import { unfinishedRun } from '../../../../src/renderer/sections/pipeline/unfinishedRun.ts'

const NAMES = ['prepare', 'events', 'select', 'export']

const JOB: JobView = {
  key: 'k1',
  workspace: 'w',
  jobId: 'job-1',
  kind: 'pipeline',
  command: 'assay pipeline run w',
  state: 'running',
  canContinue: false,
  stages: [
    { stage: 'prepare', seconds: 0.8 },
    { stage: 'events', seconds: null },
  ],
  stage: 'events',
  done: 1,
  total: 4,
  elapsedMs: 1000,
  etaMs: null,
  note: 'leak scan',
  notes: [],
  trouble: null,
  startedMs: 10,
  endedMs: null,
  result: null,
}

function statesList(job: Partial<JobView>) {
  return [...statesOfJob(NAMES, { ...JOB, ...job }).values()]
}

describe('statesOfJob', () => {
  it('tells done with its seconds, running with its share, and waiting', () => {
    expect(statesList({})).toEqual([
      { state: 'done', seconds: 0.8 },
      { state: 'running', share: 0.25, note: 'leak scan' },
      { state: 'waiting' },
      { state: 'waiting' },
    ])
  })

  it('does not know a share before the first beat', () => {
    expect(statesList({ done: 0, total: 0 })[1]).toMatchObject({ state: 'running', share: null })
  })

  it('has nothing running while the job only starts', () => {
    expect(statesList({ state: 'starting', stages: [], stage: 'start' }).map(({ state }) => state)).toEqual(
      NAMES.map(() => 'waiting'),
    )
  })

  it('says where a job failed, also where the failing stage had told its end', () => {
    const stages = [
      { stage: 'prepare', seconds: 0.8 },
      { stage: 'events', seconds: 2 },
    ]
    expect(statesList({ state: 'failed', stages })[1]).toEqual({ state: 'failed' })
    expect(statesList({ state: 'failed' })[1]).toEqual({ state: 'failed' })
    expect(statesList({ state: 'cancelled' })[1]).toEqual({ state: 'stopped' })
  })

  it('takes earlier stages as done where it was not there to see them', () => {
    expect(statesList({ stages: [], stage: 'select' }).map(({ state }) => state)).toEqual([
      'done',
      'done',
      'running',
      'waiting',
    ])
  })

  it('has everything done where the job is', () => {
    expect(statesList({ state: 'done' }).every(({ state }) => state === 'done')).toBe(true)
  })
})

const RUN: RunRecord = {
  runId: 'aa11',
  pipeline: 'pair',
  state: 'cancelled',
  verdict: null,
  createdMs: 5,
  configHash: 'c',
  dataHash: 'd',
  summaryPath: null,
}

describe('statesOfRun', () => {
  it('tells what is kept, and not what the engine does not say', () => {
    const stage = { title: '', needs: [] }
    const view: RunView = {
      run: RUN,
      choices: null,
      summary: null,
      stages: [
        { ...stage, name: 'events', kept: true },
        { ...stage, name: 'select', kept: false },
      ],
      artifacts: [],
    }
    const states = statesOfRun(NAMES, view)
    expect(NAMES.map((name) => states.get(name)?.state)).toEqual(['kept', 'kept', 'waiting', 'waiting'])
  })
})

describe('jobs and runs', () => {
  it('finds the newest pipeline job, other kinds aside', () => {
    const jobs = [
      JOB,
      { ...JOB, key: 'k2', startedMs: 20 },
      { ...JOB, key: 'k3', startedMs: 30, kind: 'verify' as const },
    ]
    expect(newestPipelineJob(jobs)?.key).toBe('k2')
    expect(newestPipelineJob([])).toBeNull()
  })

  it('reads the run of a result, whatever else the result is', () => {
    expect(runIdOf({ ...JOB, result: { runId: 'aa11' } })).toBe('aa11')
    for (const result of [null, 3, 'x', [], { runId: 4 }]) expect(runIdOf({ ...JOB, result })).toBeNull()
  })

  it('offers to go on with the chosen run, else with the newest, and never with one that is done or runs', () => {
    const done = { ...RUN, runId: 'bb', state: 'done' as const, createdMs: 1 }
    const newer = { ...RUN, runId: 'cc', state: 'unfinished' as const, createdMs: 9 }
    expect(unfinishedRun([RUN, done, newer], 'aa11')).toBe('aa11')
    expect(unfinishedRun([RUN, done, newer], 'bb')).toBe('cc')
    expect(unfinishedRun([RUN, { ...done, createdMs: 9 }], 'bb')).toBeNull()
    expect(unfinishedRun([{ ...newer, state: 'running' }], null)).toBeNull()
    expect(unfinishedRun([], 'zz')).toBeNull()
  })
})
