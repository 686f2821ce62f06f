import type { JobRecord } from '../../../core/contract/jobRecord.ts'
import type { JobKind, JobView } from '../../../core/contract/workbench/views.ts'
import { Cancelled } from '../../../core/job/cancelled.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { cancelJob } from '../commands/cancelJob.ts'
import { readStore } from '../jobs/readStore.ts'
import { shownState } from '../jobs/shownState.ts'
import type { Clock } from '../ports/clock.ts'
import type { Timer } from '../ports/timer.ts'
import { type JobPortsToRead, jobStatus } from '../queries/jobStatus.ts'
import { startJobView } from './foldJobView.ts'
import type { JobBoard } from './jobBoard.ts'

const POLL_INTERVAL_MS = 2_000

const KINDS: readonly (readonly [start: string, kind: JobKind])[] = [
  ['assay pipeline run ', 'pipeline'],
  ['assay data download ', 'download'],
  ['assay data sample ', 'sample'],
  ['assay data import ', 'import'],
  ['assay verify ', 'verify'],
]

export type OutsidePorts = JobPortsToRead & { readonly clock: Clock; readonly timer: Timer }

/** Jobs of the home that another process runs, as their records tell. Looked for only while somebody watches. */
export class OutsideJobs {
  private readonly ports: OutsidePorts
  private readonly board: JobBoard
  private readonly ownsProcess: (pid: number) => boolean
  private readonly keys = new Map<string, { readonly key: string; text: string }>()
  private readonly stop = new AbortController()
  private polling = false

  constructor(ports: OutsidePorts, board: JobBoard, ownsProcess: (pid: number) => boolean) {
    this.ports = ports
    this.board = board
    this.ownsProcess = ownsProcess
  }

  /** One look at every workspace. What cannot be read now is left as it was. */
  async look(): Promise<void> {
    const { home, locks } = this.ports
    for (const workspace of home.workspaceNames()) {
      const known = this.knownIn(workspace)
      const holder = locks.holder(home.workspaceFiles(workspace).root)
      if (known === null && (holder === null || this.ownsProcess(holder.pid))) continue
      const records = await readStore(this.ports.stores, home.workspaceFiles(workspace), (store) => store.jobs())
      if (!records.ok) continue
      const alive = locks.holder(home.workspaceFiles(workspace).root)
      for (const record of records.value) {
        const shown = shownState(record, alive)
        const isKnown = record.id === known?.jobId
        if (isKnown || (shown === 'running' && !this.ownsProcess(record.pid))) this.show(workspace, record, shown)
      }
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

  close(): void {
    this.stop.abort()
  }

  private knownIn(workspace: string): JobView | null {
    for (const { key } of this.keys.values()) {
      const view = this.board.job(key)
      if (view?.workspace === workspace && view.endedMs === null) return view
    }
    return null
  }

  private show(workspace: string, record: JobRecord, shown: ReturnType<typeof shownState>): void {
    const kind = KINDS.find(([start]) => record.command.startsWith(start))?.[1]
    if (kind === undefined) return
    const name = `${workspace} ${record.id}`
    const entry = this.keys.get(name) ?? { key: this.board.newKey(), text: '' }
    const text = JSON.stringify([record, shown])
    if (entry.text === text) return
    entry.text = text
    this.keys.set(name, entry)
    const view = viewOf(entry.key, workspace, kind, record, shown, this.ports.clock.nowMs())
    this.board.put(view)
    if (view.endedMs !== null) this.keys.delete(name)
  }
}

function viewOf(
  key: string,
  workspace: string,
  kind: JobKind,
  record: JobRecord,
  shown: ReturnType<typeof shownState>,
  nowMs: number,
): JobView {
  const { id, command, createdMs, stage, done, total, elapsedMs, etaMs, note, trouble, endedMs } = record
  const begun = startJobView({ key, workspace, kind, command, startedMs: createdMs })
  const view = { ...begun, jobId: id, stage, done, total, elapsedMs, etaMs, note, trouble }
  switch (shown) {
    case 'queued':
      return view
    case 'running':
      return { ...view, state: 'running' }
    case 'interrupted': {
      const died = failure(
        'interrupted',
        'The process of this job ended before the job did.',
        'Start it again: it goes on where it stopped.',
      )
      return { ...view, state: 'failed', etaMs: null, trouble: died.trouble, endedMs: nowMs }
    }
    default:
      return { ...view, state: shown, etaMs: null, endedMs: endedMs ?? nowMs }
  }
}
