import type { DownloadLogLine } from '../../../core/contract/downloadLog.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { DownloadJob } from './downloadJob.ts'

/** Where what was asked is written down. */
export type DownloadLog = (line: DownloadLogLine) => Outcome<void>

/** The heartbeat of a download: how far each symbol is, what was asked, what is waited for and why. */
export class DownloadStatus {
  private readonly job: Pick<DownloadJob, 'beat' | 'note'>
  private readonly inWindow: () => number
  private stage = 'connect'
  private symbol = ''
  private done = 0
  private planned = 0
  private phase = ''
  private requests = 0
  private waiting: string | null = null
  private writeLog: DownloadLog | null = null
  private early: DownloadLogLine[] = []

  constructor(job: Pick<DownloadJob, 'beat' | 'note'>, inWindow: () => number) {
    this.job = job
    this.inWindow = inWindow
  }

  begin(stage: string, symbol: string): void {
    this.stage = stage
    this.symbol = symbol
    this.done = 0
    this.planned = 0
    this.phase = ''
    this.early = []
    this.writeLog = null
  }

  /** `planned` is an estimate until the last question: what a chunk holds is for the source to say. */
  progress(phase: string, done: number, planned: number): void {
    this.phase = phase
    this.done = done
    this.planned = Math.max(done, planned)
    this.tell()
  }

  /** Something else than asking: what was counted stays. */
  working(phase: string): void {
    this.phase = phase
    this.tell()
  }

  /** What is logged before a download has its log is kept for it: looking a contract up belongs to the download that follows. */
  log(line: DownloadLogLine): Outcome<void> {
    if (line.event === 'sent') {
      this.requests++
      this.tell()
    }
    if (this.writeLog !== null) return this.writeLog(line)
    this.early.push(line)
    return success(undefined)
  }

  /** Null: there is none at the moment. */
  logTo(writeLog: DownloadLog | null): Outcome<void> {
    this.writeLog = writeLog
    if (writeLog === null) return success(undefined)
    for (const line of this.early.splice(0)) {
      const written = writeLog(line)
      if (!written.ok) return written
    }
    return success(undefined)
  }

  reconnected(atMs: number): void {
    this.log({ event: 'reconnected', atMs })
  }

  wait(text: string | null): void {
    this.waiting = text
    this.tell()
  }

  note(text: string): void {
    this.job.note(this.symbol === '' ? text : `${this.symbol}: ${text}`)
  }

  private tell(): void {
    const what = this.waiting ?? (this.phase === '' ? 'asking' : this.phase)
    const asked = `${this.requests} requests, ${this.inWindow()} in the last 10 minutes`
    const where = this.symbol === '' ? '' : `${this.symbol} ${this.done}/${this.planned}: `
    this.job.beat(this.stage, this.done, this.planned, `${where}${what} (${asked})`)
  }
}
