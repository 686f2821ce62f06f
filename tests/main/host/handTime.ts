import { Cancelled } from '../../../src/core/job/cancelled.ts'
import type { Clock } from '../../../src/main/engine/ports/clock.ts'
import type { Timer } from '../../../src/main/engine/ports/timer.ts'

export type HandTime = Clock & Timer & { advance(ms: number): void }

/** Time that a test moves by hand; no sockets, no processes. */
export function createHandTime(startMs = Date.UTC(2024, 0, 1)): HandTime {
  let elapsedMs = 0
  const waiting = new Set<{ readonly dueMs: number; readonly callback: () => void }>()
  const after = (ms: number, callback: () => void) => {
    const entry = { dueMs: elapsedMs + ms, callback }
    waiting.add(entry)
    return () => void waiting.delete(entry)
  }
  return {
    nowMs: () => startMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    after,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const callOff = after(ms, resolve)
        signal.addEventListener('abort', () => {
          callOff()
          reject(new Cancelled())
        })
      }),
    advance: (ms) => {
      const endMs = elapsedMs + ms
      for (;;) {
        const next = [...waiting].filter(({ dueMs }) => dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs)[0]
        if (next === undefined) break
        waiting.delete(next)
        elapsedMs = next.dueMs
        next.callback()
      }
      elapsedMs = endMs
    },
  }
}
