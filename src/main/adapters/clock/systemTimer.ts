import { setImmediate } from 'node:timers'
import { Cancelled } from '../../../core/job/cancelled.ts'
import type { Timer } from '../../engine/ports/timer.ts'
import { systemClock } from './systemClock.ts'

/** Node fires a longer timeout at once. */
const LONGEST_TIMEOUT_MS = 2_147_483_647

export const systemTimer: Timer = { wait, after }

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Cancelled())
    const callOff = after(ms, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    function stop(): void {
      callOff()
      reject(new Cancelled())
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}

/** Never early by `systemClock`: a timeout of Node may be, by a part of a millisecond. */
function after(ms: number, callback: () => void): () => void {
  if (!(ms > 0)) {
    const immediate = setImmediate(callback)
    return () => clearImmediate(immediate)
  }
  const dueMs = systemClock.monotonicMs() + ms
  let timeout = arm(ms)
  function arm(leftMs: number): NodeJS.Timeout {
    return setTimeout(fire, Math.min(Math.ceil(leftMs), LONGEST_TIMEOUT_MS))
  }
  function fire(): void {
    const leftMs = dueMs - systemClock.monotonicMs()
    if (leftMs > 0) timeout = arm(leftMs)
    else callback()
  }
  return () => clearTimeout(timeout)
}
