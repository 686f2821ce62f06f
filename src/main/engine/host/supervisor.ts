import type { JobRequest } from '../../../core/contract/workbench/api.ts'
import type { JobView } from '../../../core/contract/workbench/views.ts'
import { Cancelled } from '../../../core/job/cancelled.ts'
import { type Failure, failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { readStore } from '../jobs/readStore.ts'
import type { Clock } from '../ports/clock.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { JobProcesses, RunningProcess } from '../ports/jobProcesses.ts'
import type { Timer } from '../ports/timer.ts'
import type { JobPortsToRead } from '../queries/jobStatus.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { foldJobView, type JobViewChange, startJobView } from './foldJobView.ts'
import type { JobBoard } from './jobBoard.ts'
import { jobWords, typedCommand } from './jobWords.ts'
import { keepSpec } from './keepSpec.ts'
import { recentValues } from './recentValues.ts'

/** A job that was asked to stop and does not may be ended at once after this long, by asking again. */
export const PATIENCE_MS = 5_000
const GRACE_MS = 8_000
const LOOK_EVERY_MS = 500
const CLOCK_SLACK_MS = 1_000
const MOST_BEGUN = 1_000

export type SupervisorPorts = JobPortsToRead & {
  readonly clock: Clock
  readonly timer: Timer
  readonly processes: JobProcesses
}

type Running = {
  readonly process: RunningProcess
  readonly request: JobRequest
  askedMs: number | null
  lookedMs: number
}

/** Starts jobs as processes of their own, follows them on the board, and stops them with the engine. */
export class Supervisor {
  private readonly ports: SupervisorPorts
  private readonly board: JobBoard
  private readonly running = new Map<string, Running>()
  /** Wishes of jobs whose process died. */
  private readonly interrupted = new Map<string, JobRequest>()
  /** When a process began that this engine started, by its id. */
  private readonly begun = recentValues<number>(MOST_BEGUN)
  private readonly atEnd = new Set<() => void>()
  private closing = false

  constructor(ports: SupervisorPorts, board: JobBoard) {
    this.ports = ports
    this.board = board
  }

  /** Answers the job's key. Errors: those of `openWorkspace` and `jobWords`, `workspace-busy`, `already-watched`, `job-not-started`, `engine-closing`. */
  start(workspace: string, request: JobRequest): Outcome<string> {
    if (this.closing)
      return failure('engine-closing', 'The engine is coming to its end.', 'Start it again, then the job.')
    const free = request.kind === 'watch' ? this.canWatch(workspace) : this.isFree(workspace)
    if (!free.ok) return free
    const spec = keepSpec(free.value, request)
    if (!spec.ok) return spec
    const words = jobWords(workspace, request, spec.value)
    if (!words.ok) return words
    const key = this.board.newKey()
    const process = this.ports.processes.start(words.value, {
      onEvent: (event) => this.told(key, { type: 'told', event }),
      onEnd: (outcome) => this.ended(key, outcome),
    })
    if (!process.ok) return process
    const startedMs = this.ports.clock.nowMs()
    this.running.set(key, { process: process.value, request, askedMs: null, lookedMs: Number.NEGATIVE_INFINITY })
    this.begun.set(String(process.value.pid), startedMs)
    const command = typedCommand(words.value)
    this.board.put(startJobView({ key, workspace, kind: request.kind, command, startedMs }))
    return success(key)
  }

  owns(key: string): boolean {
    return this.running.has(key)
  }

  ownsProcess(pid: number): boolean {
    return [...this.running.values()].some(({ process }) => process.pid === pid)
  }

  /** Whether the job of that record is one of this engine's, running or over. */
  hasRun({ pid, createdMs }: { readonly pid: number; readonly createdMs: number }): boolean {
    const startedMs = this.begun.get(String(pid))
    return startedMs !== undefined && createdMs >= startedMs - CLOCK_SLACK_MS
  }

  /** The wish behind an interrupted job of this engine. */
  interruptedRequest(key: string): JobRequest | null {
    return this.interrupted.get(key) ?? null
  }

  forget(key: string): void {
    this.interrupted.delete(key)
  }

  /** Politely at first; asked once more after some seconds, the process is ended at once. What it finished is kept either way. */
  cancel(key: string): void {
    const running = this.running.get(key)
    if (running === undefined) return
    const nowMs = this.ports.clock.monotonicMs()
    if (running.askedMs === null) {
      running.askedMs = nowMs
      running.process.cancel()
      this.fold(key, { type: 'said', text: 'Asked to stop; what is finished is kept.' })
    } else if (nowMs - running.askedMs >= PATIENCE_MS) {
      this.fold(key, { type: 'said', text: 'It did not stop by itself and is ended at once.' })
      running.process.kill()
    }
  }

  /** Asks every job to stop, waits for them, and ends what does not. */
  async close(): Promise<void> {
    this.closing = true
    for (const { process } of this.running.values()) process.cancel()
    await this.noneLeft(GRACE_MS)
    for (const { process } of this.running.values()) process.kill()
    await this.noneLeft(GRACE_MS)
  }

  private isFree(workspace: string): Outcome<GuardedFiles> {
    const opened = openWorkspace(this.ports, workspace)
    if (!opened.ok) return opened
    const own = this.ownIn(workspace).find(({ kind }) => kind !== 'watch')
    if (own) return busy(workspace, own.command)
    const holder = this.ports.locks.holder(opened.value.files.root)
    return holder === null ? success(opened.value.files) : busy(workspace, holder.command)
  }

  /** A watch waits for its turn by itself, and holds the workspace only while it updates; one is enough. */
  private canWatch(workspace: string): Outcome<GuardedFiles> {
    const opened = openWorkspace(this.ports, workspace)
    if (!opened.ok) return opened
    if (this.ownIn(workspace).every(({ kind }) => kind !== 'watch')) return success(opened.value.files)
    return failure(
      'already-watched',
      `The data of ${workspace} are being kept up to date already.`,
      'Cancel that job first, to keep others up to date.',
    )
  }

  private ownIn(workspace: string): readonly JobView[] {
    return [...this.running.keys()].flatMap((key) => {
      const job = this.board.job(key)
      return job?.workspace === workspace ? [job] : []
    })
  }

  private told(key: string, change: JobViewChange): void {
    this.fold(key, change)
    const running = this.running.get(key)
    const view = this.board.job(key)
    const nowMs = this.ports.clock.monotonicMs()
    if (running === undefined || view === null || nowMs - running.lookedMs < LOOK_EVERY_MS) return
    if (view.jobId !== null && !beginsUpdate(view, change)) return
    running.lookedMs = nowMs
    void this.learnJobId(view, running.process.pid)
  }

  private ended(key: string, outcome: Outcome<unknown>): void {
    const running = this.running.get(key)
    this.running.delete(key)
    this.fold(key, { type: 'ended', outcome, atMs: this.ports.clock.nowMs() })
    const view = this.board.job(key)
    if (running !== undefined && view?.state === 'interrupted') this.interrupted.set(key, running.request)
    if (running !== undefined && view?.jobId === null) void this.learnJobId(view, running.process.pid)
    if (this.running.size === 0) for (const resolve of this.atEnd) resolve()
  }

  /** Events do not say it; the job's record names the process. */
  private async learnJobId({ key, workspace, startedMs }: JobView, pid: number): Promise<void> {
    const opened = openWorkspace(this.ports, workspace)
    if (!opened.ok) return
    const jobs = await readStore(this.ports.stores, opened.value.files, (store) => store.jobs())
    if (!jobs.ok) return
    const job = jobs.value.find((record) => record.pid === pid && record.createdMs >= startedMs - CLOCK_SLACK_MS)
    if (job !== undefined) this.fold(key, { type: 'known', jobId: job.id })
  }

  private fold(key: string, change: JobViewChange): void {
    const view = this.board.job(key)
    if (view === null) return
    const next = foldJobView(view, change)
    if (next !== view) this.board.put(next)
  }

  private async noneLeft(mostMs: number): Promise<void> {
    if (this.running.size === 0) return
    const stop = new AbortController()
    const end = (): void => stop.abort()
    this.atEnd.add(end)
    try {
      await this.ports.timer.wait(mostMs, stop.signal)
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error
    } finally {
      this.atEnd.delete(end)
    }
  }
}

/** Each update of a watch is a job of the workspace, with a log of its own. */
function beginsUpdate({ kind }: JobView, change: JobViewChange): boolean {
  return kind === 'watch' && change.type === 'told' && change.event.type === 'stage-start'
}

function busy(workspace: string, command: string): Failure {
  return failure(
    'workspace-busy',
    `The workspace ${workspace} is in use by: ${command}.`,
    'Wait for its end, or cancel it; other workspaces are free.',
  )
}
