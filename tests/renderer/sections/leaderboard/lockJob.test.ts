import { expect, it } from 'vitest'
import type { JobView } from '../../../../src/core/contract/workbench/views.ts'
import { DEPLOY_STAGES } from '../../../../src/main/engine/leaderboard/lockDeployment.ts'
import {
  LOCK_STEPS,
  lockedFacts,
  newestLock,
  stepState,
} from '../../../../src/renderer/sections/leaderboard/lockJob.ts'

const job = (patch: Partial<JobView>): JobView => ({
  key: 'k',
  workspace: 'stocks',
  jobId: 'job-1',
  kind: 'lock',
  command: 'assay deploy lock stocks --id=0123456789abcdef',
  state: 'running',
  canContinue: false,
  stages: [],
  stage: 'start',
  done: 0,
  total: 0,
  elapsedMs: 0,
  etaMs: null,
  note: '',
  notes: [],
  trouble: null,
  startedMs: 1,
  endedMs: null,
  result: null,
  ...patch,
})

it('tells of every step of a locking, in its order', () => {
  expect(LOCK_STEPS.map(({ stage }) => stage)).toEqual(DEPLOY_STAGES.map(({ stage }) => stage))
})

it('finds the newest locking of an entry', () => {
  const old = job({ key: 'old' })
  const typed = job({ key: 'typed', command: 'assay deploy lock stocks --id 0123', startedMs: 5 })
  const other = job({ key: 'other', command: 'assay deploy lock stocks --id=ffff', startedMs: 9 })
  const backtest = job({ key: 'backtest', kind: 'backtest', startedMs: 9 })
  expect(newestLock([old, typed, other, backtest], '0123456789abcdef')?.key).toBe('typed')
  expect(newestLock([other, backtest], '0123456789abcdef')).toBeNull()
})

it('says how far each step is, and at which one it was refused', () => {
  const states = (patch: Partial<JobView>) => LOCK_STEPS.map(({ stage }) => stepState(job(patch), stage))
  const stages = [
    { stage: 'check', seconds: 1 },
    { stage: 'rebuild', seconds: null },
  ]
  const rest = ['waiting', 'waiting', 'waiting', 'waiting', 'waiting']
  expect(states({ state: 'starting' })).toEqual(['running', 'waiting', ...rest])
  expect(states({ stages })).toEqual(['done', 'running', ...rest])
  expect(states({ stages, state: 'failed' })).toEqual(['done', 'failed', ...rest])
  expect(states({ stages: [stages[0]!], state: 'failed' })).toEqual(['failed', 'waiting', ...rest])
  expect(states({ stages, state: 'done' })).toEqual(LOCK_STEPS.map(() => 'done'))
  expect(stepState(null, 'check')).toBe('waiting')
})

it('reads what was locked, and nothing from another report', () => {
  const deployment = {
    sha256: 'ab',
    deployed_at: '2024-01-01T00:00:00.000Z',
    locked: { config_sha: 'cd', matrix_sha: null },
  }
  expect(lockedFacts(job({ result: { path: 'deployments/ab.json', isNew: true, deployment } }))).toEqual({
    path: 'deployments/ab.json',
    isNew: true,
    sha256: 'ab',
    deployedAt: '2024-01-01T00:00:00.000Z',
    configSha: 'cd',
    matrixSha: null,
  })
  expect(lockedFacts(job({ result: { path: 'deployments/ab.json' } }))).toBeNull()
})
