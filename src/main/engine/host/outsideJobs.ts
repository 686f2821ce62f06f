import type { JobRecord } from '../../../core/contract/jobRecord.ts'
import type { JobRequest } from '../../../core/contract/workbench/api.ts'
import type { JobKind, JobView } from '../../../core/contract/workbench/views.ts'
import { Cancelled } from '../../../core/job/cancelled.ts'
import { type Failure, failure, type Outcome, success, type Trouble } from '../../../core/outcome/outcome.ts'
import { cancelJob } from '../commands/cancelJob.ts'
import { readStore } from '../jobs/readStore.ts'
import { type ShownState, shownState } from '../jobs/shownState.ts'
import type { Clock } from '../ports/clock.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { Timer } from '../ports/timer.ts'
import { type JobPortsToRead, jobStatus } from '../queries/jobStatus.ts'
import { type DismissedJobs, dismissedJobs } from './dismissedJobs.ts'
import { startJobView } from './foldJobView.ts'
import { openInterruptions, overtakenIds, requestOf } from './interruptions.ts'
import type { JobBoard } from './jobBoard.ts'

const POLL_INTERVAL_MS = 2_000

const KINDS: readonly (readonly [start: string, kind: JobKind])[] = [
  ['assay pipeline run ', 'pipeline'],
  ['assay data download ', 'download'],
  ['assay data fetch ', 'fetch'],
  ['assay data sample ', 'sample'],
  ['assay data import ', 'import'],
  ['assay verify ', 'verify'],
  ['assay report ', 'report'],
  ['assay backtest run ', 'backtest'],
  ['assay sweep run ', 'sweep'],
  ['assay build ', 'build'],
  ['assay train ', 'train'],
  ['assay models predict ', 'predict'],
  ['assay models hold-out ', 'foretell'],
  ['assay models export ', 'export-model'],
  ['assay models import ', 'import-model'],
  ['assay deploy lock ', 'lock'],
  ['assay robustness run ', 'robustness'],
  ['assay predictions import ', 'predictions'],
  ['assay hold-out seal ', 'seal'],
]

export type OutsidePorts = JobPortsToRead & {
  readonly clock: Clock
  readonly timer: Timer
  /** The guarded door of the home itself. */
  readonly homeFiles: GuardedFiles
}

/** What the engine started itself, and follows by itself. */
export type OwnJobs = {
  ownsProcess(pid: number): boolean
  hasRun(record: { readonly pid: number; readonly createdMs: number }): boolean
}

type Shown = { readonly key: string; readonly text: string; readonly request: JobRequest | null }

/**
 * Jobs of the home as their records tell: those that another process runs, and those whose process died, under this engine or before it.
 * Looked for only while somebody watches.
 */
export class OutsideJobs {
  private readonly ports: OutsidePorts
  private readonly board: JobBoard
  private readonly own: OwnJobs
  private readonly dismissed: DismissedJobs
  /** By workspace and job. */
  private readonly shown = new Map<string, Shown>()
  /** Workspaces that were read, and those that somebody wrote at the last look: where nobody does, nothing changes. */
  private readonly read = new Set<string>()
  private readonly held = new Set<string>()
  private readonly stop = new AbortController()
  private polling = false

  constructor(ports: OutsidePorts, board: JobBoard, own: OwnJobs) {
    this.ports = ports
    this.board = board
    this.own = own
    this.dismissed = dismissedJobs(ports.homeFiles)
  }

  /** One look at every workspace. What cannot be read now is left as it was. */
  async look(): Promise<void> {
    const names = this.ports.home.workspaceNames()
    this.leaveGone(new Set(names))
    for (const name of names) {
      if (this.stop.signal.aborted) return
      await this.lookAt(name)
    }
  }

  /** Looks again and again while the board is watched. */
  async keepLooking(): Promise<void> {
    if (this.polling) return
    this.polling = true
    try {
      while (this.board.isWatched() && !this.stop.signal.aborted) {
        await this.ports.timer.wait(POLL_INTERVAL_MS, this.stop.signal)
        if (this.board.isWatched()) await this.look()
      }
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error
    } finally {
      this.polling = false
    }
  }

  /** Errors: `no-running-job`, and those of `cancelJob` but `cancel-pending`: it was asked, and ends at its next heartbeat. */
  async cancel({ workspace, jobId }: JobView): Promise<Outcome<null>> {
    const status = await jobStatus(this.ports, workspace)
    if (!status.ok) return status
    if (status.value?.job.id !== jobId || status.value?.shown !== 'running')
      return failure('no-running-job', `${jobId} of ${workspace} is running no more.`, 'There is nothing to cancel.')
    const report = await cancelJob(this.ports, workspace)
    if (!report.ok && report.trouble.code !== 'cancel-pending') return report
    await this.look()
    return success(null)
  }

  /** The wish behind an interrupted job that another engine or a command line began. */
  interruptedRequest(key: string): JobRequest | null {
    for (const entry of this.shown.values()) if (entry.key === key) return entry.request
    return null
  }

  /** Takes an interrupted job from the board and remembers that. Errors: those of the store and of the home's folder. */
  async dismiss({ key, workspace, jobId }: JobView): Promise<Outcome<null>> {
    if (jobId !== null && this.ports.home.hasWorkspace(workspace)) {
      const files = this.ports.home.workspaceFiles(workspace)
      const record = await readStore(this.ports.stores, files, (store) => store.job(jobId))
      if (!record.ok) return record
      const kept = record.value === null ? success(undefined) : this.dismissed.add(workspace, record.value)
      if (!kept.ok) return kept
    }
    this.take(key)
    return success(null)
  }

  /** The board knows it no more. */
  take(key: string): void {
    for (const [name, entry] of this.shown) if (entry.key === key) this.shown.delete(name)
    this.board.remove(key)
  }

  close(): void {
    this.stop.abort()
  }

  private async lookAt(name: string): Promise<void> {
    const { home, locks, stores } = this.ports
    const files = home.workspaceFiles(name)
    const holder = locks.holder(files.root)
    const known = this.liveIn(name)
    const idle = holder === null && !this.held.has(name)
    const own = holder !== null && this.own.ownsProcess(holder.pid)
    if (holder === null) this.held.delete(name)
    else this.held.add(name)
    if (this.read.has(name) && known === null && (idle || own)) return
    const records = await readStore(stores, files, (store) => store.jobs())
    this.read.add(name)
    if (!records.ok) return
    const alive = locks.holder(files.root)
    for (const record of records.value) {
      const shown = shownState(record, alive)
      const isKnown = record.id === known?.jobId
      if (isKnown || (shown === 'running' && !this.own.hasRun(record))) this.show(name, record, shown)
    }
    const open = openInterruptions(records.value, alive).filter((record) => !this.dismissed.has(name, record))
    for (const record of open) if (!this.own.hasRun(record)) this.show(name, record, 'interrupted')
    const overtaken = overtakenIds(records.value)
    for (const { key, jobId } of this.interruptedIn(name)) if (jobId !== null && overtaken.has(jobId)) this.take(key)
  }

  /** A workspace that is gone takes its interrupted jobs along, and nobody will tell of the end of one that runs. */
  private leaveGone(names: ReadonlySet<string>): void {
    for (const name of this.read) if (!names.has(name)) this.read.delete(name)
    for (const view of this.board.jobs()) {
      if (names.has(view.workspace)) continue
      if (view.state === 'interrupted') this.take(view.key)
      else if (view.endedMs === null && this.isShown(view.key)) {
        const { trouble } = workspaceGone(view.workspace)
        this.board.put({ ...view, state: 'failed', trouble, etaMs: null, endedMs: this.ports.clock.nowMs() })
      }
    }
  }

  private isShown(key: string): boolean {
    return [...this.shown.values()].some((entry) => entry.key === key)
  }

  private liveIn(workspace: string): JobView | null {
    for (const { key } of this.shown.values()) {
      const view = this.board.job(key)
      if (view?.workspace === workspace && view.endedMs === null) return view
    }
    return null
  }

  private interruptedIn(workspace: string): readonly JobView[] {
    return this.board.jobs().filter((view) => view.workspace === workspace && view.state === 'interrupted')
  }

  private show(workspace: string, record: JobRecord, shown: ShownState): void {
    const request = requestOf(record)
    const kind = request?.kind ?? KINDS.find(([start]) => record.command.startsWith(start))?.[1]
    if (kind === undefined) return
    const name = `${workspace} ${record.id}`
    const before = this.shown.get(name)
    const text = JSON.stringify([record, shown])
    if (before?.text === text) return
    const key = before?.key ?? this.board.newKey()
    this.shown.set(name, { key, text, request })
    const view = viewOf(
      startOf(key, workspace, kind, record),
      record,
      shown,
      request !== null,
      this.ports.clock.nowMs(),
    )
    this.board.put(view)
    if (view.endedMs !== null && view.state !== 'interrupted') this.shown.delete(name)
  }
}

function startOf(key: string, workspace: string, kind: JobKind, { command, createdMs }: JobRecord): JobView {
  return startJobView({ key, workspace, kind, command, startedMs: createdMs })
}

function viewOf(begun: JobView, record: JobRecord, shown: ShownState, canContinue: boolean, nowMs: number): JobView {
  const { id, stage, done, total, elapsedMs, etaMs, note, trouble, endedMs } = record
  const view = { ...begun, jobId: id, stage, done, total, elapsedMs, etaMs, note, trouble }
  switch (shown) {
    case 'queued':
      return view
    case 'running':
      return { ...view, state: 'running' }
    case 'interrupted':
      return {
        ...view,
        state: 'interrupted',
        canContinue,
        etaMs: null,
        trouble: interrupted(record, canContinue),
        endedMs: record.endedMs ?? record.leaseMs,
      }
    default:
      return { ...view, state: shown, etaMs: null, endedMs: endedMs ?? nowMs }
  }
}

function interrupted({ command, stage }: JobRecord, canContinue: boolean): Trouble {
  return failure(
    'interrupted',
    `The process of this job ended before the job did, in the stage ${stage}; what was finished is kept.`,
    canContinue
      ? 'Continue it: what is kept is not done again.'
      : `Its choices cannot be put again from here: type it as before (${command} ...), and it goes on where it stopped.`,
  ).trouble
}

function workspaceGone(workspace: string): Failure {
  return failure(
    'workspace-missing',
    `The workspace ${workspace} is not in the home any more, so that nothing is known of this job.`,
    'Put its folder back, or forget the job.',
  )
}
