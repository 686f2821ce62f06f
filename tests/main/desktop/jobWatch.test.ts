import { describe, expect, it } from 'vitest'
import { API } from '../../../src/core/contract/workbench/api.ts'
import { serveApi } from '../../../src/core/contract/workbench/rpcServer.ts'
import type { JobNews, JobView } from '../../../src/core/contract/workbench/views.ts'
import { failure, success } from '../../../src/core/outcome/outcome.ts'
import { jobNotice } from '../../../src/main/doors/desktop/jobNotice.ts'
import { watchJobs } from '../../../src/main/doors/desktop/jobWatch.ts'
import { inProcess } from '../../fakes/wires.ts'
import { createHandTime } from '../host/handTime.ts'

const job = (key: string, state: JobView['state'], more: Partial<JobView> = {}): JobView => ({
  key,
  workspace: 'kraken',
  jobId: null,
  kind: 'pipeline',
  command: 'assay pipeline run kraken',
  state,
  canContinue: false,
  stages: [],
  stage: '',
  done: 0,
  total: 1,
  elapsedMs: 0,
  etaMs: null,
  note: '',
  notes: [],
  trouble: null,
  startedMs: 0,
  endedMs: state === 'running' ? null : 90_000,
  result: null,
  ...more,
})

function engine() {
  let push: (news: JobNews) => void = () => {}
  const pair = inProcess()
  serveApi(
    API,
    {
      'jobs.watch': (_input, send, signal) => {
        push = send
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve(success(undefined))))
      },
    },
    pair.engine,
    { newStop: () => new AbortController() },
  )
  return { pair, push: (news: JobNews) => push(news) }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('the watch over jobs', () => {
  it('counts those at work and tells of each that ends, over a new engine too', async () => {
    const time = createHandTime()
    const engines = [engine(), engine()]
    const counts: number[] = []
    const ended: string[] = []
    let opened = 0
    const stop = watchJobs({
      timer: time,
      openWire: async () => {
        const next = engines[opened]
        opened++
        return next === undefined ? failure('engine-closing', '', '') : success(next.pair.page)
      },
      onWork: (count) => counts.push(count),
      onEnded: ({ key }) => ended.push(key),
    })
    await settled()
    engines[0]!.push({ type: 'all', jobs: [job('old', 'done'), job('a', 'running')] })
    engines[0]!.push({ type: 'job', job: job('b', 'running') })
    engines[0]!.push({ type: 'job', job: job('b', 'running', { done: 1 }) })
    engines[0]!.push({ type: 'job', job: job('a', 'done') })
    engines[0]!.push({ type: 'job', job: job('a', 'done') })
    await settled()
    expect(counts).toEqual([1, 2, 1])
    expect(ended).toEqual(['a'])
    await engines[0]!.pair.end()
    await settled()
    expect(counts).toEqual([1, 2, 1, 0])
    time.advance(1_000)
    await settled()
    engines[1]!.push({ type: 'all', jobs: [job('c', 'running')] })
    await settled()
    expect(counts.at(-1)).toBe(1)
    stop()
    await engines[1]!.pair.end()
    await settled()
    time.advance(10_000)
    expect(opened).toBe(2)
  })
})

describe('the notice of an end', () => {
  it('tells of a long job that nobody looks at', () => {
    expect(jobNotice(job('a', 'done'), false)).toEqual({
      title: 'The run of kraken is done',
      body: 'It ended after 2 minutes.',
    })
    const trouble = failure('no-bars', 'There are no bars.', 'Import some.').trouble
    expect(jobNotice(job('a', 'failed', { kind: 'download', trouble }), false)).toEqual({
      title: 'The download of kraken failed',
      body: 'There are no bars.',
    })
  })

  it('is silent while somebody looks, and on short, cancelled and running jobs', () => {
    expect(jobNotice(job('a', 'done'), true)).toBeNull()
    expect(jobNotice(job('a', 'done', { endedMs: 29_999 }), false)).toBeNull()
    expect(jobNotice(job('a', 'cancelled'), false)).toBeNull()
    expect(jobNotice(job('a', 'running'), false)).toBeNull()
  })
})
