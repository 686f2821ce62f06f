import type { JobNews, JobView } from '../../../core/contract/workbench/views.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Clock } from '../ports/clock.ts'
import type { Timer } from '../ports/timer.ts'
import { hasEndedView } from './foldJobView.ts'

const NEWS_INTERVAL_MS = 250
export const MOST_ENDED = 50

type Telling = { toldMs: number; callOff: (() => void) | null }
type Watcher = { readonly push: (news: JobNews) => void; readonly end: () => void }

/** All jobs the engine knows of, and who wants to hear of them: at most four times a second for each job, but its end at once. */
export class JobBoard {
  private readonly clock: Clock
  private readonly timer: Timer
  private readonly views = new Map<string, JobView>()
  private readonly telling = new Map<string, Telling>()
  private readonly watchers = new Set<Watcher>()
  private closed = false
  private count = 0

  constructor({ clock, timer }: { readonly clock: Clock; readonly timer: Timer }) {
    this.clock = clock
    this.timer = timer
  }

  /** Unlike those of an engine before this one. */
  newKey(): string {
    this.count++
    return `${this.clock.nowMs().toString(36)}-${this.count}`
  }

  jobs(): readonly JobView[] {
    return [...this.views.values()]
  }

  job(key: string): JobView | null {
    return this.views.get(key) ?? null
  }

  isWatched(): boolean {
    return this.watchers.size > 0
  }

  put(view: JobView): void {
    this.views.set(view.key, view)
    const telling = this.telling.get(view.key) ?? { toldMs: Number.NEGATIVE_INFINITY, callOff: null }
    this.telling.set(view.key, telling)
    const waitMs = telling.toldMs + NEWS_INTERVAL_MS - this.clock.monotonicMs()
    if (hasEndedView(view) || waitMs <= 0) this.tell(view.key, telling)
    else telling.callOff ??= this.timer.after(waitMs, () => this.tell(view.key, telling))
    if (hasEndedView(view)) this.forgetOld()
  }

  remove(key: string): void {
    this.forget(key)
    this.tellAll()
  }

  /** First all jobs, then each change, until the signal or the end of the engine. */
  watch(push: (news: JobNews) => void, signal: AbortSignal): Promise<Outcome<void>> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.watchers.delete(watcher)
        signal.removeEventListener('abort', end)
        resolve(success(undefined))
      }
      const watcher = { push, end }
      if (signal.aborted || this.closed) return end()
      signal.addEventListener('abort', end)
      this.watchers.add(watcher)
      push({ type: 'all', jobs: this.jobs() })
    })
  }

  close(): void {
    this.closed = true
    for (const { callOff } of this.telling.values()) callOff?.()
    for (const { end } of [...this.watchers]) end()
  }

  private tell(key: string, telling: Telling): void {
    telling.callOff?.()
    telling.callOff = null
    telling.toldMs = this.clock.monotonicMs()
    const job = this.views.get(key)
    if (job === undefined) return
    for (const { push } of [...this.watchers]) push({ type: 'job', job })
  }

  private tellAll(): void {
    for (const { push } of [...this.watchers]) push({ type: 'all', jobs: this.jobs() })
  }

  /** What was interrupted stays until somebody goes on with it or dismisses it. */
  private forgetOld(): void {
    const ended = this.jobs()
      .filter((view) => hasEndedView(view) && view.state !== 'interrupted')
      .sort((a, b) => (a.endedMs ?? 0) - (b.endedMs ?? 0))
    for (const { key } of ended.slice(0, Math.max(0, ended.length - MOST_ENDED))) this.forget(key)
  }

  private forget(key: string): void {
    this.telling.get(key)?.callOff?.()
    this.telling.delete(key)
    this.views.delete(key)
  }
}
