import { describe, expect, it } from 'vitest'
import type { HomeView, JobView, WorkspaceCard } from '../../../../src/core/contract/workbench/views.ts'
import type { Workspace } from '../../../../src/core/contract/workspace.ts'
import { sampleWorkspaceName } from '../../../../src/renderer/data/sampleWorkspace.ts'
import { hasNeeded, tourNeed } from '../../../../src/renderer/workspace/tour/tourNeed.ts'
import { RUN_FROM_STEP, TOUR_STEPS } from '../../../../src/renderer/workspace/tour/tourSteps.ts'

const WORKSPACE: Workspace = {
  schemaVersion: 1,
  name: 'sample',
  profile: 'crypto',
  interval: '1h',
  quoteCurrency: 'USD',
  capital: 10_000,
  seed: 1,
  instruments: [],
  roles: { primary: 'ALPHA', secondary: 'BETA' },
}
const SYNTHETIC: Workspace = {
  ...WORKSPACE,
  synthetic: { kind: 'planted', seed: 1, strength: 5 },
}
const SERIES = ['ALPHA', 'BETA'].map((symbol) => ({ symbol, interval: '1h', firstTime: null, lastTime: null, bars: 9 }))
const RUN = {
  runId: '0123456789abcdef',
  pipeline: 'pair',
  state: 'done',
  verdict: 'edge',
  createdMs: 1,
  configHash: '',
  dataHash: '',
  summaryPath: null,
} as const

const card = (patch: Partial<WorkspaceCard> = {}): WorkspaceCard => ({
  name: 'sample',
  folder: '/home/workspaces/sample',
  workspace: WORKSPACE,
  trouble: null,
  series: [],
  lastRun: null,
  equity: [],
  ...patch,
})
const homeOf = (...workspaces: WorkspaceCard[]): HomeView => ({ home: '/home', version: '0', workspaces })
const job = (patch: Partial<JobView>): JobView => ({
  key: 'k',
  workspace: 'sample',
  jobId: null,
  kind: 'sample',
  command: '',
  state: 'running',
  canContinue: false,
  stages: [],
  stage: '',
  done: 0,
  total: 0,
  elapsedMs: 0,
  etaMs: null,
  note: '',
  notes: [],
  trouble: null,
  startedMs: 0,
  endedMs: null,
  result: null,
  ...patch,
})
const at = (step: number) => ({ step, workspace: 'sample' })

describe('what the tour does next', () => {
  it('does nothing before somebody begins, and nothing before the home is known', () => {
    expect(tourNeed({ step: 0, workspace: null }, homeOf(), [])).toBe('none')
    expect(tourNeed(at(1), null, [])).toBe('wait')
  })

  it('creates, fills, and runs, each only while it is wanting', () => {
    expect(tourNeed(at(1), homeOf(), [])).toBe('create')
    expect(tourNeed(at(1), homeOf(card()), [])).toBe('fill')
    expect(tourNeed(at(1), homeOf(card({ series: SERIES.slice(0, 1) })), [])).toBe('fill')
    expect(tourNeed(at(RUN_FROM_STEP - 1), homeOf(card({ series: SERIES })), [])).toBe('none')
    expect(tourNeed(at(RUN_FROM_STEP), homeOf(card({ series: SERIES })), [])).toBe('run')
    const cut = card({ series: SERIES, lastRun: { ...RUN, state: 'cancelled' } })
    expect(tourNeed(at(RUN_FROM_STEP), homeOf(cut), [])).toBe('run')
    expect(tourNeed(at(RUN_FROM_STEP), homeOf(card({ series: SERIES, lastRun: RUN })), [])).toBe('none')
  })

  it('waits for a job of its workspace, whoever began it, and for no other', () => {
    expect(tourNeed(at(1), homeOf(card()), [job({})])).toBe('wait')
    expect(tourNeed(at(1), homeOf(card()), [job({ state: 'starting' })])).toBe('wait')
    expect(tourNeed(at(1), homeOf(card()), [job({ state: 'failed' }), job({ workspace: 'other' })])).toBe('fill')
  })
})

describe('steps', () => {
  it('are ready when what they show is there', () => {
    const [none, bars, run] = [
      homeOf(card()),
      homeOf(card({ series: SERIES })),
      homeOf(card({ series: SERIES, lastRun: RUN })),
    ]
    expect(hasNeeded('nothing', at(0), null)).toBe(true)
    expect([null, homeOf(), none, bars, run].map((home) => hasNeeded('bars', at(1), home))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ])
    expect([null, none, bars, run].map((home) => hasNeeded('run', at(3), home))).toEqual([false, false, false, true])
  })

  it('walk from the data to the bundle', () => {
    expect(TOUR_STEPS.flatMap(({ section }) => section ?? [])).toEqual([
      'data',
      'pipeline',
      'pipeline',
      'backtest',
      'robustness',
      'outputs',
    ])
    expect(TOUR_STEPS[RUN_FROM_STEP]?.section).toBe('pipeline')
    expect(TOUR_STEPS[0]?.text).toContain('seven steps')
    expect(TOUR_STEPS.length).toBe(7)
  })
})

describe('the workspace it uses', () => {
  it('is the sample that is there, else a new one, and never what somebody made for themselves', () => {
    expect(sampleWorkspaceName([])).toBe('sample')
    expect(sampleWorkspaceName([card()])).toBe('sample')
    expect(sampleWorkspaceName([card({ workspace: SYNTHETIC, series: SERIES })])).toBe('sample')
    expect(sampleWorkspaceName([card({ series: SERIES })])).toBe('sample_2')
    const own = card({ workspace: { ...WORKSPACE, roles: { primary: 'BTC', secondary: 'ETH' } } })
    expect(sampleWorkspaceName([own])).toBe('sample_2')
    expect(sampleWorkspaceName([own, card({ ...own, name: 'sample_2' })])).toBe('sample_3')
    expect(sampleWorkspaceName([card({ workspace: null })])).toBe('sample_2')
  })
})
