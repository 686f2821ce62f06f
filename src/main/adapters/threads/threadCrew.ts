import { Worker } from 'node:worker_threads'
import type { UnitOrder, UnitReport, WorkerSetup } from './unitMessages.ts'

export type Seat = {
  /** Null where the thread has died; the next order starts another. */
  worker: Worker | null
  /** The unit it is busy with. */
  busyWith: number | null
}

export type CrewListener = {
  readonly onReport: (seat: Seat, report: UnitReport) => void
  readonly onDeath: (seat: Seat, cause: string) => void
}

/** A fixed number of seats, each with at most one thread. Threads live from plan to plan. */
export type ThreadCrew = {
  readonly seats: readonly Seat[]
  listener: CrewListener | null
  order(seat: Seat, order: UnitOrder): void
  /** Tells the units to stop at their next beat. */
  askToStop(): void
  dismiss(): Promise<void>
}

export function threadCrew(entryUrl: URL, workers: number, payload: unknown): ThreadCrew {
  const setup: WorkerSetup = { stop: new Int32Array(new SharedArrayBuffer(4)), payload }
  const crew: ThreadCrew = {
    seats: Array.from({ length: workers }, () => ({ worker: null, busyWith: null })),
    listener: null,
    order(seat, order) {
      seat.worker ??= startThread(entryUrl, setup, seat, crew)
      seat.busyWith = order.index
      seat.worker.postMessage(order)
    },
    askToStop: () => {
      Atomics.store(setup.stop, 0, 1)
    },
    async dismiss() {
      crew.listener = null
      await Promise.all(crew.seats.map((seat) => seat.worker?.terminate()))
    },
  }
  return crew
}

function startThread(entryUrl: URL, setup: WorkerSetup, seat: Seat, crew: ThreadCrew): Worker {
  const worker = new Worker(entryUrl, { workerData: setup })
  let cause = ''
  worker.on('message', (report: UnitReport) => {
    if (seat.worker === worker) crew.listener?.onReport(seat, report)
  })
  worker.on('error', (error) => {
    cause = error instanceof Error ? error.message : String(error)
  })
  worker.on('exit', (code) => {
    if (seat.worker !== worker) return
    seat.worker = null
    crew.listener?.onDeath(seat, cause === '' ? `exit code ${code}` : cause)
  })
  return worker
}
