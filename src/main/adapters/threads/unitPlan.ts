import type { UnitBeat } from '../../engine/ports/workerPool.ts'

const MOST_ATTEMPTS = 2

/** Which unit is next, and how far the plan is. Units go out in plan order; one that lost its worker goes first, once. */
export class UnitPlan {
  readonly planned: number
  finished = 0
  private nextFresh = 0
  private readonly again: number[] = []
  private readonly attempts = new Map<number, number>()
  private readonly fractions = new Map<number, number>()

  constructor(planned: number) {
    this.planned = planned
  }

  take(): number | null {
    const index = this.again.shift() ?? (this.nextFresh < this.planned ? this.nextFresh++ : null)
    if (index !== null) this.attempts.set(index, (this.attempts.get(index) ?? 0) + 1)
    return index
  }

  /** False where the unit has had all its attempts. */
  giveBack(index: number): boolean {
    this.fractions.delete(index)
    if ((this.attempts.get(index) ?? 0) >= MOST_ATTEMPTS) return false
    this.again.push(index)
    return true
  }

  progress(unit: number, done: number, total: number, note: string): UnitBeat {
    this.fractions.set(unit, total > 0 ? Math.min(1, Math.max(0, done / total)) : 0)
    return this.beat(unit, done, total, note)
  }

  finish(unit: number): UnitBeat {
    this.fractions.delete(unit)
    this.finished++
    return this.beat(unit, 1, 1, '')
  }

  private beat(unit: number, done: number, total: number, note: string): UnitBeat {
    let progressUnits = this.finished
    for (const fraction of this.fractions.values()) progressUnits += fraction
    return { unit, done, total, note, finishedUnits: this.finished, progressUnits, plannedUnits: this.planned }
  }
}
