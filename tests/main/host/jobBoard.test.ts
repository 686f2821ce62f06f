import { describe, expect, test } from 'vitest'
import type { JobNews, JobView } from '../../../src/core/contract/workbench/views.ts'
import { success } from '../../../src/core/outcome/outcome.ts'
import { foldJobView, startJobView } from '../../../src/main/engine/host/foldJobView.ts'
import { JobBoard, MOST_ENDED } from '../../../src/main/engine/host/jobBoard.ts'
import { createHandTime } from './handTime.ts'

function scene() {
  const time = createHandTime()
  const board = new JobBoard({ clock: time, timer: time })
  const start = (workspace: string): JobView =>
    startJobView({ key: board.newKey(), workspace, kind: 'pipeline', command: 'assay', startedMs: time.nowMs() })
  return { time, board, start }
}

function beat(view: JobView, done: number): JobView {
  const event = { type: 'beat' as const, stage: 's', done, total: 100, elapsedMs: done, etaMs: null, note: '' }
  return foldJobView(view, { type: 'told', event })
}

const end = (view: JobView, atMs: number) => foldJobView(view, { type: 'ended', outcome: success(null), atMs })

function watch(board: JobBoard) {
  const news: JobNews[] = []
  const stop = new AbortController()
  const ended = board.watch((item) => news.push(item), stop.signal)
  return { news, stop, ended }
}

describe('the board of jobs', () => {
  test('first all, then each change as a whole', () => {
    const { board, start } = scene()
    const one = start('one')
    board.put(one)
    const { news } = watch(board)
    const two = start('two')
    board.put(two)
    expect(news).toEqual([
      { type: 'all', jobs: [one] },
      { type: 'job', job: two },
    ])
  })

  test('at most four times a second for a job, always the newest; the end comes at once and nothing after it', () => {
    const { time, board, start } = scene()
    const job = start('one')
    board.put(job)
    const { news } = watch(board)
    for (let done = 1; done <= 99; done++) {
      time.advance(10)
      board.put(beat(job, done))
    }
    const beats = news.flatMap((item) => (item.type === 'job' ? [item.job.done] : []))
    expect(beats).toEqual([24, 49, 74])
    time.advance(1)
    board.put(end(beat(job, 100), time.nowMs()))
    time.advance(10_000)
    expect(news.at(-1)).toMatchObject({ type: 'job', job: { state: 'done', done: 100 } })
    expect(news).toHaveLength(5)
  })

  test('one job does not slow another down', () => {
    const { board, start } = scene()
    const [one, two] = [start('one'), start('two')]
    const { news } = watch(board)
    board.put(one)
    board.put(two)
    expect(news).toHaveLength(3)
  })

  test('who is cut off and asks again has the present state; who left hears nothing more', async () => {
    const { time, board, start } = scene()
    const job = start('one')
    board.put(job)
    const first = watch(board)
    first.stop.abort()
    expect(await first.ended).toEqual(success(undefined))
    board.put(beat(job, 7))
    const second = watch(board)
    expect(second.news).toMatchObject([{ type: 'all', jobs: [{ done: 7 }] }])
    time.advance(1_000)
    expect(first.news).toHaveLength(1)
    expect(second.news).toHaveLength(2)
    expect(board.isWatched()).toBe(true)
    board.close()
    expect(await second.ended).toEqual(success(undefined))
    expect(board.isWatched()).toBe(false)
  })

  test('of ended jobs the newest fifty are kept, of running ones all', () => {
    const { time, board, start } = scene()
    const running = start('running')
    board.put(running)
    const ended = Array.from({ length: MOST_ENDED + 5 }, (_, index) => {
      time.advance(1_000)
      const job = end(start(`w${index}`), time.nowMs())
      board.put(job)
      return job
    })
    const kept = board.jobs().map(({ key }) => key)
    expect(kept).toHaveLength(MOST_ENDED + 1)
    expect(kept).toEqual([running.key, ...ended.slice(5).map(({ key }) => key)])
    expect(new Set(kept).size).toBe(kept.length)
  })
})
