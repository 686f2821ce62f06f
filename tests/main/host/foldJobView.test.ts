import { describe, expect, test } from 'vitest'
import type { JobEvent } from '../../../src/core/contract/jobEvent.ts'
import type { JobView } from '../../../src/core/contract/workbench/views.ts'
import { failure, success } from '../../../src/core/outcome/outcome.ts'
import { foldJobView, type JobViewChange, startJobView } from '../../../src/main/engine/host/foldJobView.ts'

const FIRST = startJobView({
  key: 'k-1',
  workspace: 'one',
  kind: 'pipeline',
  command: 'assay pipeline run one',
  startedMs: 1_000,
})

const told = (event: JobEvent): JobViewChange => ({ type: 'told', event })
const fold = (changes: readonly JobViewChange[], from: JobView = FIRST) => changes.reduce(foldJobView, from)
const beat = (done: number): JobViewChange =>
  told({ type: 'beat', stage: 'select', done, total: 10, elapsedMs: 700, etaMs: 300, note: `unit ${done}` })

describe('a job as its page sees it', () => {
  test('starts, runs through its stages with their seconds, and is done with its result', () => {
    const running = fold([
      told({ type: 'stage-start', stage: 'events', elapsedSeconds: 0.1 }),
      told({ type: 'stage-end', stage: 'events', elapsedSeconds: 0.4 }),
      told({ type: 'stage-start', stage: 'select', elapsedSeconds: 0.5 }),
      beat(3),
    ])
    expect(FIRST.state).toBe('starting')
    expect(running).toMatchObject({
      state: 'running',
      stages: [
        { stage: 'events', seconds: 0.4 },
        { stage: 'select', seconds: null },
      ],
      stage: 'select',
      done: 3,
      total: 10,
      elapsedMs: 700,
      etaMs: 300,
      note: 'unit 3',
    })
    const done = fold([{ type: 'ended', outcome: success({ runId: 'a' }), atMs: 5_000 }], running)
    expect(done).toMatchObject({ state: 'done', result: { runId: 'a' }, endedMs: 5_000, elapsedMs: 4_000, etaMs: null })
  })

  test('a stage that comes again is a line of its own', () => {
    const start = told({ type: 'stage-start', stage: 'BTC', elapsedSeconds: 1 })
    const end = (elapsedSeconds: number) => told({ type: 'stage-end', stage: 'BTC', elapsedSeconds })
    expect(fold([start, end(1), start, end(2)]).stages.map(({ seconds }) => seconds)).toEqual([1, 2])
  })

  test('a watch keeps the stages of its last update, and its time does not run back', () => {
    const watch = startJobView({ ...FIRST, kind: 'watch' })
    const update = (elapsedMs: number): readonly JobViewChange[] => [
      told({ type: 'stage-start', stage: 'connect', elapsedSeconds: 0 }),
      told({ type: 'stage-end', stage: 'connect', elapsedSeconds: 1 }),
      told({ type: 'stage-start', stage: 'BTC', elapsedSeconds: 1 }),
      told({ type: 'beat', stage: 'BTC', done: 1, total: 2, elapsedMs, etaMs: null, note: '' }),
    ]
    const view = fold([...update(9_000), ...update(2_000)], watch)
    expect(view.stages).toEqual([
      { stage: 'connect', seconds: 1 },
      { stage: 'BTC', seconds: null },
    ])
    expect(view).toMatchObject({ elapsedMs: 9_000, done: 1, total: 2 })
  })

  test('an ended job changes no more, but its name in the workspace may be learned late', () => {
    const ended = fold([{ type: 'ended', outcome: failure('cancelled', 'x', 'y'), atMs: 2_000 }])
    expect(ended).toMatchObject({ state: 'cancelled', trouble: null })
    const again: JobViewChange = { type: 'ended', outcome: success(1), atMs: 9_000 }
    expect(fold([beat(4), { type: 'said', text: 'late' }, again], ended)).toEqual(ended)
    expect(fold([{ type: 'known', jobId: 'job-0007' }], ended).jobId).toBe('job-0007')
  })

  test('trouble stands as it came', () => {
    const { trouble } = failure('no-data', 'There are no bars.', 'Import some.')
    expect(fold([{ type: 'ended', outcome: { ok: false, trouble }, atMs: 2_000 }])).toMatchObject({
      state: 'failed',
      trouble,
    })
  })

  test('notes are bounded in number and length, the newest last; so is the result', () => {
    const notes = Array.from({ length: 450 }, (_, index) => told({ type: 'note', text: `note ${index}` }))
    const many = fold([...notes, told({ type: 'note', text: 'x'.repeat(50_000) })])
    expect(many.notes).toHaveLength(200)
    expect(many.notes[198]).toBe('note 449')
    expect(many.notes[199]).toHaveLength(1_001)
    const large = fold([{ type: 'ended', outcome: success('y'.repeat(1_000_000)), atMs: 2_000 }], many)
    expect(large).toMatchObject({ state: 'done', result: null })
    expect(large.notes.at(-1)).toContain('too long')
  })
})
