import { API } from '../../../core/contract/workbench/api.ts'
import type { Wire } from '../../../core/contract/workbench/rpc.ts'
import { createClient } from '../../../core/contract/workbench/rpcClient.ts'
import type { JobNews, JobView } from '../../../core/contract/workbench/views.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { Timer } from '../../engine/ports/timer.ts'

export type JobWatchParts = {
  readonly timer: Timer
  readonly openWire: () => Promise<Outcome<Wire>>
  /** How many jobs are at work; called at each change. */
  readonly onWork: (count: number) => void
  /** A job that was at work has ended. */
  readonly onEnded: (job: JobView) => void
}

const AGAIN_AFTER_MS = 1_000

/** Looks on at the jobs as a window does, for as long as the program runs. The answer ends it. */
export function watchJobs({ timer, openWire, onWork, onEnded }: JobWatchParts): () => void {
  let live: ReadonlyMap<string, JobView> = new Map()
  let count = 0
  let over = false
  let callOff = () => {}

  function set(next: ReadonlyMap<string, JobView>): void {
    live = next
    if (live.size === count) return
    count = live.size
    onWork(count)
  }

  function take(news: JobNews): void {
    const jobs = news.type === 'all' ? news.jobs : [...live.values(), news.job]
    const ended = news.type === 'job' && live.has(news.job.key) && !isLive(news.job)
    const latest = new Map(jobs.map((job) => [job.key, job]))
    set(new Map([...latest].filter(([, job]) => isLive(job))))
    if (ended) onEnded(news.job)
  }

  async function watch(): Promise<void> {
    const wire = await openWire()
    if (over) return
    if (wire.ok) createClient(API, wire.value).stream('jobs.watch', {}, take, again)
    else again()
  }

  function again(): void {
    if (over) return
    set(new Map())
    callOff = timer.after(AGAIN_AFTER_MS, () => void watch())
  }

  void watch()
  return () => {
    over = true
    callOff()
  }
}

function isLive({ endedMs }: JobView): boolean {
  return endedMs === null
}
