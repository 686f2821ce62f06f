import type { JobEvent } from '../../../core/contract/jobEvent.ts'
import type { JobRecord } from '../../../core/contract/jobRecord.ts'
import { Cancelled } from '../../../core/job/cancelled.ts'
import { estimateRemaining } from '../../../core/job/estimateRemaining.ts'
import { foldJob, type JobChange } from '../../../core/job/foldJob.ts'
import { foldProgress, measureProgress, type StageWeight, startProgress } from '../../../core/job/jobProgress.ts'
import type { Clock } from '../ports/clock.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { WorkspaceStore } from '../ports/workspaceStore.ts'
import { cancelRequestPath, jobLogPath } from './jobPaths.ts'

const TICK_MS = 200
const BEAT_INTERVAL_MS = 250
const SAVE_INTERVAL_MS = 1000
/** A silent unit is spoken for after this long, so that with the tick there is a beat every second. */
const SILENCE_MS = 750

export type PulsePorts = { readonly clock: Clock; readonly files: GuardedFiles; readonly store: WorkspaceStore }
export type JobListener = (event: JobEvent) => void

/** Keeps a running job's record, log and listener up to date, and looks for the wish to stop. */
export class JobPulse {
  private readonly ports: PulsePorts
  private readonly listener: JobListener
  private readonly stopper = new AbortController()
  private readonly startMs: number
  private readonly timer: NodeJS.Timeout
  private record: JobRecord
  private progress
  private stageStartMs: number
  private toldMs = Number.NEGATIVE_INFINITY
  private savedMs = Number.NEGATIVE_INFINITY
  private lookedMs = Number.NEGATIVE_INFINITY

  constructor(ports: PulsePorts, record: JobRecord, stages: readonly StageWeight[], listener: JobListener) {
    this.ports = ports
    this.listener = listener
    this.record = record
    this.progress = startProgress(stages)
    this.startMs = ports.clock.monotonicMs()
    this.stageStartMs = this.startMs
    this.timer = setInterval(() => this.tick(), TICK_MS)
  }

  get signal(): AbortSignal {
    return this.stopper.signal
  }

  get stage(): string {
    return this.record.stage
  }

  readonly stop = (): void => this.stopper.abort()

  beat(stage: string, done: number, total: number, note: string): void {
    const nowMs = this.ports.clock.monotonicMs()
    if (nowMs - this.lookedMs >= TICK_MS) this.lookForRequest(nowMs)
    if (this.signal.aborted) throw new Cancelled()
    if (stage === this.record.stage && nowMs - this.toldMs < BEAT_INTERVAL_MS) {
      this.record = { ...this.record, done, total, note }
      return
    }
    this.tellBeat(stage, done, total, note, nowMs)
  }

  stageStart(stage: string): void {
    this.stageStartMs = this.ports.clock.monotonicMs()
    this.tell({ type: 'stage-start', stage, elapsedSeconds: (this.stageStartMs - this.startMs) / 1000 })
    this.log(`stage ${stage} started`)
    this.save()
  }

  stageEnd(stage: string): void {
    const elapsedSeconds = (this.ports.clock.monotonicMs() - this.stageStartMs) / 1000
    this.tell({ type: 'stage-end', stage, elapsedSeconds })
    this.log(`stage ${stage} done in ${elapsedSeconds.toFixed(3)} s`)
  }

  note(text: string): void {
    this.tell({ type: 'note', text })
    this.log(text)
  }

  change(change: JobChange): void {
    this.record = foldJob(this.record, change)
    this.save()
  }

  /** Ends the pulse with the job's last state. */
  end(change: JobChange, text: string): void {
    clearInterval(this.timer)
    this.record = { ...this.record, elapsedMs: Math.round(this.ports.clock.monotonicMs() - this.startMs) }
    this.change(change)
    this.log(text)
    this.ports.files.remove(cancelRequestPath(this.record.id))
  }

  private tick(): void {
    const nowMs = this.ports.clock.monotonicMs()
    this.lookForRequest(nowMs)
    if (nowMs - this.toldMs >= SILENCE_MS) {
      const { stage, done, total, note } = this.record
      this.tellBeat(stage, done, total, note, nowMs)
    }
  }

  private lookForRequest(nowMs: number): void {
    this.lookedMs = nowMs
    if (!this.signal.aborted && this.ports.files.exists(cancelRequestPath(this.record.id))) this.stop()
  }

  private tellBeat(stage: string, done: number, total: number, note: string, nowMs: number): void {
    this.toldMs = nowMs
    const elapsedMs = Math.round(nowMs - this.startMs)
    const beat = { type: 'beat' as const, stage, done, total, elapsedMs, etaMs: null, note }
    this.progress = foldProgress(this.progress, beat)
    const workedMs = this.progress.plan.length > 0 ? nowMs - this.startMs : nowMs - this.stageStartMs
    const etaMs = estimateRemaining(measureProgress(this.progress, stage, workedMs))
    this.tell({ ...beat, etaMs })
    if (nowMs - this.savedMs >= SAVE_INTERVAL_MS) this.save()
  }

  private tell(event: JobEvent): void {
    if (event.type === 'stage-end') this.progress = foldProgress(this.progress, event)
    this.record = foldJob(this.record, { type: 'told', event, atMs: this.ports.clock.nowMs() })
    this.listener(event)
  }

  /** A record that cannot be written costs only its being seen from outside; the work goes on and meets a full disk by itself. */
  private save(): void {
    this.savedMs = this.ports.clock.monotonicMs()
    this.ports.store.saveJob(this.record)
  }

  private log(text: string): void {
    const seconds = ((this.ports.clock.monotonicMs() - this.startMs) / 1000).toFixed(3)
    this.ports.files.appendLine(jobLogPath(this.record.id), `[${seconds.padStart(10)} s] ${text}`)
  }
}
