import { expect, test } from 'vitest'
import { type JobRecord, jobRecordSchema } from '../../../src/core/contract/jobRecord.ts'
import { foldJob, hasEnded, type JobChange } from '../../../src/core/job/foldJob.ts'

const QUEUED: JobRecord = {
  id: 'job-0001',
  command: 'assay pipeline run btc_eth',
  spec: { seed: 1 },
  state: 'queued',
  pid: 7,
  runId: null,
  createdMs: 1000,
  leaseMs: 1000,
  endedMs: null,
  stage: 'start',
  done: 0,
  total: 0,
  elapsedMs: 0,
  etaMs: null,
  note: '',
  trouble: null,
}
const TROUBLE = { code: 'disk-full', message: 'm', hint: 'h' }
const BEAT: JobChange = {
  type: 'told',
  atMs: 1500,
  event: { type: 'beat', stage: 'select', done: 3, total: 9, elapsedMs: 500, etaMs: 1000, note: 'n' },
}
const fold = (...changes: JobChange[]) => changes.reduce(foldJob, QUEUED)
const STARTED: JobChange = { type: 'started', atMs: 1200 }

test('from queued through beats to done', () => {
  const job = fold(STARTED, { type: 'run-known', runId: 'r1' }, BEAT, { type: 'done', atMs: 2000 })
  expect(job).toEqual({
    ...QUEUED,
    state: 'done',
    runId: 'r1',
    leaseMs: 2000,
    endedMs: 2000,
    stage: 'select',
    done: 3,
    total: 9,
    elapsedMs: 500,
    note: 'n',
  })
  expect(jobRecordSchema.parse(job)).toEqual(job)
})

test('a beat stamps the lease; a new stage begins at nothing', () => {
  expect(fold(STARTED, BEAT)).toMatchObject({ state: 'running', leaseMs: 1500, etaMs: 1000 })
  const next = fold(STARTED, BEAT, {
    type: 'told',
    atMs: 1600,
    event: { type: 'stage-start', stage: 'ml', elapsedSeconds: 1 },
  })
  expect(next).toMatchObject({ stage: 'ml', done: 0, total: 0, note: '', leaseMs: 1600 })
})

test('a queued job does not beat', () => {
  expect(fold(BEAT)).toEqual(QUEUED)
})

test.each<JobChange>([
  { type: 'done', atMs: 3 },
  { type: 'cancelled', atMs: 3 },
  { type: 'failed', trouble: TROUBLE, atMs: 3 },
])('$type is an end: nothing changes it any more', (end) => {
  const ended = fold(STARTED, end)
  expect(hasEnded(ended)).toBe(true)
  expect(ended).toMatchObject({ state: end.type, endedMs: 3, trouble: end.type === 'failed' ? TROUBLE : null })
  const later: JobChange[] = [STARTED, BEAT, { type: 'done', atMs: 9 }, { type: 'failed', trouble: TROUBLE, atMs: 9 }]
  expect(later.reduce(foldJob, ended)).toBe(ended)
})
