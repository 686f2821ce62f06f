import { parentPort, workerData } from 'node:worker_threads'
import type { UnitRunner } from '../../../core/contract/unitRunner.ts'
import type { Beat } from '../../../core/job/beat.ts'
import { Cancelled } from '../../../core/job/cancelled.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { UnitOrder, UnitReport, WorkerSetup } from './unitMessages.ts'

const BEAT_INTERVAL_MS = 250

/** The whole of a worker thread: makes its runner once, then runs one unit after another. Orders wait until the runner is there. */
export async function serveUnits(
  createUnitRunner: (payload: unknown) => UnitRunner | Promise<UnitRunner>,
  clock: Clock,
): Promise<void> {
  if (parentPort === null) throw new Error('Not a worker thread')
  const port = parentPort
  const { stop, payload } = workerData as WorkerSetup
  const report = (message: UnitReport): void => port.postMessage(message)
  const runUnit = await createUnitRunner(payload)
  port.on('message', ({ index, unit }: UnitOrder) => {
    try {
      report({ type: 'result', index, result: runUnit(unit, throttledBeat(index, stop, clock, report)) })
    } catch (error) {
      report(error instanceof Cancelled ? { type: 'cancelled', index } : { type: 'thrown', index, error })
    }
  })
}

function throttledBeat(index: number, stop: Int32Array, clock: Clock, report: (message: UnitReport) => void): Beat {
  let nextMs = Number.NEGATIVE_INFINITY
  return (done, total, note) => {
    if (Atomics.load(stop, 0) !== 0) throw new Cancelled()
    const nowMs = clock.monotonicMs()
    if (nowMs < nextMs) return
    nextMs = nowMs + BEAT_INTERVAL_MS
    report({ type: 'beat', index, done, total, note })
  }
}
