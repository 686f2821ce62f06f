import { describe, expect, it, vi } from 'vitest'
import type { JobNews, JobView } from '../../../src/core/contract/workbench/views.ts'
import { success } from '../../../src/core/outcome/outcome.ts'
import type { Engine, Link } from '../../../src/renderer/data/engine.ts'
import { createJobsStore, endedSince, foldJobNews, stagesSince } from '../../../src/renderer/data/jobsStore.ts'

function job(key: string, state: JobView['state']): JobView {
  return {
    key,
    workspace: 'w',
    jobId: null,
    kind: 'pipeline',
    command: '',
    state,
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
  }
}

function fakeEngine() {
  let link: Link = { status: 'connecting', epoch: 0, retryInSeconds: 0, reason: '' }
  const listeners = new Set<() => void>()
  const streams: { push(news: JobNews): void; end(): void; stopped: boolean }[] = []
  const engine: Engine = {
    client: {
      call: () => new Promise(() => {}),
      stream: (_name, _input, onEvent, onEnd) => {
        const stream = {
          push: (news: JobNews) => onEvent(news as never),
          end: () => onEnd(success(undefined)),
          stopped: false,
        }
        streams.push(stream)
        return () => {
          stream.stopped = true
        }
      },
    },
    link: () => link,
    onLink: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    retry: () => {},
  }
  const set = (next: Partial<Link>) => {
    link = { ...link, ...next }
    for (const listener of [...listeners]) listener()
  }
  return { engine, set, streams }
}

describe('foldJobNews', () => {
  it('takes the list, replaces a job it knows and adds one it does not', () => {
    const first = foldJobNews([job('old', 'done')], { type: 'all', jobs: [job('a', 'running')] })
    const second = foldJobNews(first, { type: 'job', job: job('b', 'starting') })
    const third = foldJobNews(second, { type: 'job', job: job('a', 'done') })
    expect(third.map(({ key, state }) => [key, state])).toEqual([
      ['a', 'done'],
      ['b', 'starting'],
    ])
  })
})

describe('endedSince', () => {
  it('names what ran before and does not now, once', () => {
    const before = [job('a', 'running'), job('b', 'done'), job('c', 'starting')]
    const after = [job('a', 'failed'), job('b', 'done'), job('c', 'running'), job('new', 'done')]
    expect(endedSince(before, after).map(({ key }) => key)).toEqual(['a'])
    expect(endedSince(after, after)).toEqual([])
  })
})

describe('stagesSince', () => {
  it('names a known job with a stage more finished', () => {
    const [done, open] = [
      { stage: 'a', seconds: 1 },
      { stage: 'b', seconds: null },
    ]
    const before = [
      { ...job('a', 'running'), stages: [open] },
      { ...job('b', 'running'), stages: [done] },
    ]
    const after = [
      { ...job('a', 'running'), stages: [done, open] },
      { ...job('b', 'running'), stages: [done, open] },
      { ...job('new', 'running'), stages: [done] },
    ]
    expect(stagesSince(before, after).map(({ key }) => key)).toEqual(['a'])
  })
})

describe('createJobsStore', () => {
  it('watches anew on each connection, and tells of a job that ended meanwhile exactly once', () => {
    const { engine, set, streams } = fakeEngine()
    const store = createJobsStore(engine)
    const ended: string[] = []
    store.onEnded(({ key }) => ended.push(key))
    set({ status: 'open', epoch: 1 })
    streams[0]!.push({ type: 'all', jobs: [job('a', 'running')] })
    set({ status: 'lost' })
    set({ status: 'open', epoch: 2 })
    expect(streams).toHaveLength(2)
    expect(streams[0]!.stopped).toBe(true)
    streams[1]!.push({ type: 'all', jobs: [job('a', 'done'), job('b', 'running')] })
    streams[1]!.push({ type: 'job', job: job('a', 'done') })
    expect(ended).toEqual(['a'])
    expect(store.jobs().map(({ key }) => key)).toEqual(['a', 'b'])
  })

  it('asks again where the engine ends the stream while the line holds', () => {
    vi.useFakeTimers()
    const { engine, set, streams } = fakeEngine()
    createJobsStore(engine)
    set({ status: 'open', epoch: 1 })
    streams[0]!.end()
    vi.advanceTimersByTime(1_000)
    expect(streams).toHaveLength(2)
    vi.useRealTimers()
  })
})
