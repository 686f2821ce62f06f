import { setImmediate } from 'node:timers/promises'
import type { Timer } from '../../src/main/engine/ports/timer.ts'

export type GatewayTime = {
  readonly clock: { nowMs(): number }
  readonly timer: Timer
  /** Moves time on; what falls due on the way is called, and the wire gets some turns after each. */
  advance(ms: number): Promise<void>
}

/** Time that stands still until a test moves it. */
export function gatewayTime(startMs: number): GatewayTime {
  let nowMs = startMs
  const due: { atMs: number; callback: () => void }[] = []
  const after = (ms: number, callback: () => void): (() => void) => {
    const entry = { atMs: nowMs + ms, callback }
    due.push(entry)
    return () => {
      const place = due.indexOf(entry)
      if (place >= 0) due.splice(place, 1)
    }
  }
  return {
    clock: { nowMs: () => nowMs },
    timer: { after, wait: (ms) => new Promise((resolve) => after(ms, resolve)) },
    async advance(ms) {
      const untilMs = nowMs + ms
      for (;;) {
        const next = due.toSorted((a, b) => a.atMs - b.atMs)[0]
        if (next === undefined || next.atMs > untilMs) break
        due.splice(due.indexOf(next), 1)
        nowMs = Math.max(nowMs, next.atMs)
        next.callback()
        for (let turn = 0; turn < 5; turn++) await setImmediate()
      }
      nowMs = untilMs
    },
  }
}
