import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import { Cancelled } from '../../../core/job/cancelled.ts'
import { assertNever, failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { PoolWatch } from '../../engine/ports/workerPool.ts'
import type { CrewListener, Seat, ThreadCrew } from './threadCrew.ts'
import type { UnitReport } from './unitMessages.ts'
import { UnitPlan } from './unitPlan.ts'

/** One plan on its way through a crew, from the first order to the settled promise. */
export class PlanRun implements CrewListener {
  private readonly crew: ThreadCrew
  private readonly units: readonly JsonValue[]
  private readonly watch: PoolWatch
  private readonly graceMs: number
  private readonly plan: UnitPlan
  private readonly ended = Promise.withResolvers<Outcome<void>>()
  private stopping = false
  private graceTimer: NodeJS.Timeout | undefined

  constructor(crew: ThreadCrew, units: readonly JsonValue[], watch: PoolWatch, graceMs: number) {
    this.crew = crew
    this.units = units
    this.watch = watch
    this.graceMs = graceMs
    this.plan = new UnitPlan(units.length)
  }

  start(): Promise<Outcome<void>> {
    this.crew.listener = this
    this.watch.signal.addEventListener('abort', this.stop)
    if (this.watch.signal.aborted) this.fail(new Cancelled())
    else if (this.units.length === 0) this.settle(success(undefined))
    else for (const seat of this.crew.seats) this.feed(seat)
    return this.ended.promise
  }

  onReport(seat: Seat, report: UnitReport): void {
    switch (report.type) {
      case 'beat':
        this.guarded(() => this.watch.onBeat(this.plan.progress(report.index, report.done, report.total, report.note)))
        return
      case 'result':
        this.keep(seat, report.index, report.result)
        return
      case 'cancelled':
        seat.busyWith = null
        this.endIfIdle()
        return
      case 'thrown':
        this.fail(report.error)
        return
      default:
        assertNever(report)
    }
  }

  onDeath(seat: Seat, cause: string): void {
    const index = seat.busyWith
    seat.busyWith = null
    if (index === null || this.stopping) this.endIfIdle()
    else if (this.plan.giveBack(index)) this.feed(seat)
    else this.settle(workerDied(index, cause))
  }

  private keep(seat: Seat, index: number, result: JsonValue): void {
    seat.busyWith = null
    const beat = this.plan.finish(index)
    const isBusy = this.orderNext(seat)
    if (!this.guarded(() => this.watch.onResult(index, result))) return
    if (this.guarded(() => this.watch.onBeat(beat)) && !isBusy) this.endIfIdle()
  }

  private feed(seat: Seat): void {
    if (!this.orderNext(seat)) this.endIfIdle()
  }

  /** Before a result is kept: a thread need not wait for the disk. */
  private orderNext(seat: Seat): boolean {
    const index = this.stopping ? null : this.plan.take()
    if (index !== null) this.crew.order(seat, { index, unit: this.units[index]! })
    return index !== null
  }

  /** The caller's functions may throw: `Cancelled` is a wish to stop, anything else ends the run (false). */
  private guarded(action: () => void): boolean {
    try {
      action()
      return true
    } catch (error) {
      if (!(error instanceof Cancelled)) {
        this.fail(error)
        return false
      }
      this.stop()
      return true
    }
  }

  private readonly stop = (): void => {
    if (this.stopping) return
    this.stopping = true
    this.crew.askToStop()
    this.graceTimer = setTimeout(() => this.fail(new Cancelled()), this.graceMs)
    this.endIfIdle()
  }

  private endIfIdle(): void {
    if (this.plan.finished === this.plan.planned) this.settle(success(undefined))
    else if (this.stopping && this.crew.seats.every((seat) => seat.busyWith === null)) this.fail(new Cancelled())
  }

  private settle(outcome: Outcome<void>): void {
    this.leave()
    this.ended.resolve(outcome)
  }

  private fail(error: unknown): void {
    this.leave()
    this.crew.askToStop()
    this.ended.reject(error)
  }

  private leave(): void {
    clearTimeout(this.graceTimer)
    this.crew.listener = null
    this.watch.signal.removeEventListener('abort', this.stop)
  }
}

function workerDied(index: number, cause: string): Outcome<never> {
  return failure(
    'worker-died',
    `A worker thread died twice at unit ${index} of its plan (${cause}).`,
    'This is mostly a lack of memory: close other programs or use fewer workers (--workers 1), then run the same command again.',
  )
}
