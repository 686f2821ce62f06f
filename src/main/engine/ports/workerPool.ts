import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'

export type UnitBeat = {
  /** The unit that reports, and how far it is by its own measure. */
  readonly unit: number
  readonly done: number
  readonly total: number
  readonly note: string
  readonly finishedUnits: number
  /** Finished units plus the fractions of the running ones. */
  readonly progressUnits: number
  readonly plannedUnits: number
}

export type PoolWatch = {
  readonly signal: AbortSignal
  /** May throw `Cancelled`: the pool then stops as if the signal had been given. */
  readonly onBeat: (beat: UnitBeat) => void
  /** Once for each unit, in the order of finishing; `index` is the unit's place in the plan. */
  readonly onResult: (index: number, result: JsonValue) => void
}

export interface WorkerPool {
  /**
   * Hands out the units in plan order. One plan at a time. Throws `Cancelled` where it was stopped; an error thrown by a unit is a bug
   * and is thrown on. Error: `worker-died`, after a unit has lost two workers. After any of these the pool is closed.
   */
  run(units: readonly JsonValue[], watch: PoolWatch): Promise<Outcome<void>>
  close(): Promise<void>
}

export type PoolSize = {
  /** At least 1; one worker is one thread too, so that the main thread goes on beating. */
  readonly workers: number
  /** Given to every worker at its start; columns lie over SharedArrayBuffers and are not copied. */
  readonly workerData: unknown
}

export interface WorkerPools {
  create(size: PoolSize): WorkerPool
}
