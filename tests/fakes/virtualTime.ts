import { setImmediate, setTimeout } from 'node:timers/promises'
import { Cancelled } from '../../src/core/job/cancelled.ts'
import type { Clock } from '../../src/main/engine/ports/clock.ts'
import type { Timer } from '../../src/main/engine/ports/timer.ts'
import { createLoopbackTraffic } from './loopbackTraffic.ts'

export type VirtualTimeOptions = {
  readonly startMs: number
  /** Grows with every byte and message on the sockets of the test. */
  readonly activity: () => number
  /** Real milliseconds of nothing at all until a deadlock is called. */
  readonly deadlockMs?: number
  /** So many timers in a row without any activity are called a loop that waits for nothing (heartbeats of a work that hangs). */
  readonly mostIdleTimers?: number
}

export type VirtualTime = Clock &
  Timer & {
    /** Lets time pass until the work settles. One work at a time. */
    run<T>(work: () => Promise<T>): Promise<T>
    /** Time stands still meanwhile: for work on threads that the event loop does not show (native packages). */
    standStill<T>(work: () => Promise<T>): Promise<T>
    /** When the waiting timers are due, in virtual milliseconds since the start. */
    waitingMs(): readonly number[]
  }

type Waiting = { readonly dueMs: number; readonly callback: () => void }

/** Requests of the event loop that end by themselves: files, name look-ups, connects, writes; and turns that others wait for. */
const UNDER_WAY = /Req|WriteWrap|ConnectWrap|ShutdownWrap|^Immediate$/
/** Turns of the event loop without a change, before and after a real pause, until the world counts as still. */
const STILL_TURNS = 3
/** What is under way for longer (to a peer that does not read) no longer holds time up. */
const LONGEST_HOLD_MS = 2_000

/**
 * Time for tests with real sockets: it stands still while anything is going on, and leaps to the next timer when nothing is. Real timers
 * are not seen: what is queued behind one (a rate limit of the client library) is overtaken, so tests must lift such limits.
 */
export function createVirtualTime(options: VirtualTimeOptions): VirtualTime {
  const { startMs, activity, deadlockMs = 5_000, mostIdleTimers = 10_000 } = options
  let elapsedMs = 0
  let changes = 0
  let holds = 0
  let running = false
  const waiting: Waiting[] = []
  const traffic = createLoopbackTraffic()

  function after(ms: number, callback: () => void): () => void {
    if (!Number.isFinite(ms)) throw new RangeError(`A timer of ${ms} ms`)
    const entry = { dueMs: elapsedMs + Math.max(ms, 0), callback }
    const later = waiting.findIndex(({ dueMs }) => dueMs > entry.dueMs)
    waiting.splice(later === -1 ? waiting.length : later, 0, entry)
    changes++
    return () => {
      const at = waiting.indexOf(entry)
      if (at === -1) return
      waiting.splice(at, 1)
      changes++
    }
  }

  function wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(new Cancelled())
      const onAbort = (): void => {
        callOff()
        reject(new Cancelled())
      }
      const callOff = after(ms, () => {
        signal.removeEventListener('abort', onAbort)
        resolve()
      })
      signal.addEventListener('abort', onAbort, { once: true })
    })
  }

  /** Ends when nothing has changed for some turns and a real millisecond, or at once when `isOver`. */
  async function stillness(isOver: () => boolean): Promise<void> {
    let seen = ''
    let turns = 0
    let heldMs = 0
    while (turns < 2 * STILL_TURNS && !isOver()) {
      await setImmediate()
      const now = `${activity()} ${changes}`
      if (now !== seen) heldMs = 0
      if (heldMs === LONGEST_HOLD_MS) traffic.giveUp()
      const held = holds > 0 || (heldMs < LONGEST_HOLD_MS && (traffic.isUnderWay() || isWorkUnderWay()))
      turns = now === seen && !held ? turns + 1 : 0
      seen = now
      if (!held && turns !== STILL_TURNS) continue
      await setTimeout(1)
      if (held) heldMs++
    }
  }

  async function passUntil(isOver: () => boolean): Promise<void> {
    let idleTimers = 0
    let idleMs = 0
    let active = activity()
    for (;;) {
      await stillness(isOver)
      if (isOver()) return
      if (activity() !== active) idleTimers = 0
      active = activity()
      const next = waiting.shift()
      if (next === undefined) {
        if (idleMs++ >= deadlockMs) throw new Error(stuck(`nothing has happened for ${deadlockMs} real ms`))
        continue
      }
      idleMs = 0
      if (idleTimers++ >= mostIdleTimers) throw new Error(stuck(`${mostIdleTimers} timers in a row moved nothing`))
      elapsedMs = Math.max(elapsedMs, next.dueMs)
      changes++
      next.callback()
    }
  }

  function stuck(what: string): string {
    const due = waiting.slice(0, 20).map(({ dueMs }) => `+${(dueMs - elapsedMs) / 1_000} s`)
    const timers = due.length === 0 ? 'no timer waits' : `${waiting.length} timers wait: ${due.join(', ')}`
    return `Virtual time is stuck ${elapsedMs / 1_000} s after its start: ${what}, the work is not done, and ${timers}.`
  }

  return {
    nowMs: () => startMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    after,
    wait,
    waitingMs: () => waiting.map(({ dueMs }) => dueMs),
    async standStill(work) {
      holds++
      try {
        return await work()
      } finally {
        holds--
      }
    },
    async run(work) {
      if (running) throw new Error('This virtual time is running already.')
      running = true
      let over = false
      try {
        const done = work().finally(() => {
          over = true
        })
        await Promise.race([done, passUntil(() => over)])
        return await done
      } finally {
        running = false
      }
    },
  }
}

function isWorkUnderWay(): boolean {
  return process.getActiveResourcesInfo().some((resource) => UNDER_WAY.test(resource))
}
