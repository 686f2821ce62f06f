import type { JobNews, JobView } from '../../core/contract/workbench/views.ts'
import type { Engine } from './engine.ts'

export type JobsStore = {
  jobs(): readonly JobView[]
  subscribe(listener: () => void): () => void
  /** Called once for each job that ends while the page looks on, or that ended while it was cut off. */
  onEnded(listener: (job: JobView) => void): () => void
  /** Called where a stage of a job is finished. */
  onStage(listener: (job: JobView) => void): () => void
}

const AGAIN_AFTER_MS = 1_000

/** All jobs, live. A new connection begins with all of them, so nothing is lost or doubled. */
export function createJobsStore(engine: Engine): JobsStore {
  let jobs: readonly JobView[] = []
  let epoch = 0
  let stop = () => {}
  const listeners = new Set<() => void>()
  const endListeners = new Set<(job: JobView) => void>()
  const stageListeners = new Set<(job: JobView) => void>()

  function take(news: JobNews): void {
    const before = jobs
    jobs = foldJobNews(jobs, news)
    for (const listener of [...listeners]) listener()
    for (const job of stagesSince(before, jobs)) for (const listener of [...stageListeners]) listener(job)
    for (const job of endedSince(before, jobs)) for (const listener of [...endListeners]) listener(job)
  }

  function watch(): void {
    stop()
    const watched = epoch
    stop = engine.client.stream('jobs.watch', {}, take, () => {
      setTimeout(() => {
        if (watched === epoch && engine.link().status === 'open') watch()
      }, AGAIN_AFTER_MS)
    })
  }

  engine.onLink(() => {
    const link = engine.link()
    if (link.status !== 'open' || link.epoch === epoch) return
    epoch = link.epoch
    watch()
  })

  return { jobs: () => jobs, subscribe: adder(listeners), onEnded: adder(endListeners), onStage: adder(stageListeners) }
}

function adder<Listener>(listeners: Set<Listener>): (listener: Listener) => () => void {
  return (listener) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
}

export function foldJobNews(jobs: readonly JobView[], news: JobNews): readonly JobView[] {
  if (news.type === 'all') return news.jobs
  const known = jobs.some(({ key }) => key === news.job.key)
  return known ? jobs.map((job) => (job.key === news.job.key ? news.job : job)) : [...jobs, news.job]
}

export function endedSince(before: readonly JobView[], after: readonly JobView[]): readonly JobView[] {
  const live = new Set(before.filter(isLive).map(({ key }) => key))
  return after.filter((job) => live.has(job.key) && !isLive(job))
}

/** The jobs that have more finished stages than before. */
export function stagesSince(before: readonly JobView[], after: readonly JobView[]): readonly JobView[] {
  const known = new Map(before.map((job) => [job.key, finishedStages(job)]))
  return after.filter((job) => finishedStages(job) > (known.get(job.key) ?? finishedStages(job)))
}

function finishedStages({ stages }: JobView): number {
  return stages.filter(({ seconds }) => seconds !== null).length
}

export function isLive(job: JobView): boolean {
  return job.state === 'starting' || job.state === 'running'
}

/** Holds its workspace. A watch waits for its turn by itself, and lets others work in between. */
export function isAtWork(job: JobView): boolean {
  return isLive(job) && job.kind !== 'watch'
}
