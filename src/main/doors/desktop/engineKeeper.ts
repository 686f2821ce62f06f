import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { Timer } from '../../engine/ports/timer.ts'

/** The engine's process, as much of it as is needed to keep it alive. */
export type EngineProcess<Port> = {
  /** Answers an empty text, or why the port is not served. */
  serve(port: Port): Promise<string>
  /** Asks it to stop its jobs and end. */
  stop(): void
  kill(): void
}

export type EngineKeeperParts<Port> = {
  readonly clock: Clock
  readonly timer: Timer
  /** `onEnd` once, with how it ended and its last words. */
  readonly start: (onEnd: (how: string) => void) => EngineProcess<Port>
  /** Two ends of a new line. */
  readonly newLine: () => { readonly engine: Port; readonly page: Port }
  /** Told to whoever has a line to the process that is gone; `gaveUp` where it is not started again. */
  readonly onLost: (reason: string, gaveUp: boolean) => void
}

export type EngineKeeper<Port> = {
  /** A line to the engine; waits while it is being started. Errors: `engine-refuses`, `engine-gave-up`, `engine-closing`. */
  openLine(): Promise<Outcome<Port>>
  /** Begins anew where it was given up. */
  startAgain(): void
  /** Politely at first; the answer comes when the process is gone. */
  close(): Promise<void>
}

/** Waits before the second, third, ... start. */
const WAITS_MS = [500, 1_000, 2_000, 4_000] as const
const MOST_ENDS = 5
const WITHIN_MS = 60_000
/** Longer than the engine gives its jobs. */
const FAREWELL_MS = 20_000

type State<Port> =
  | { readonly at: 'running'; readonly process: EngineProcess<Port> }
  | { readonly at: 'waiting' }
  | { readonly at: 'gave-up'; readonly reason: string }
  | { readonly at: 'closed' }

/** Keeps the engine's process running: started again when it dies, given up when it dies too often. */
export function createEngineKeeper<Port>(parts: EngineKeeperParts<Port>): EngineKeeper<Port> {
  const { clock, timer } = parts
  let ends: readonly number[] = []
  let state: State<Port> = { at: 'waiting' }
  let closing = false
  let callOff = () => {}
  const waiting = new Set<() => void>()

  function set(next: State<Port>): void {
    state = next
    const ready = [...waiting]
    waiting.clear()
    for (const go of ready) go()
  }

  function start(): void {
    callOff()
    set({ at: 'running', process: parts.start(ended) })
  }

  function ended(how: string): void {
    if (closing) set({ at: 'closed' })
    else endedUnasked(how)
  }

  function endedUnasked(how: string): void {
    const nowMs = clock.monotonicMs()
    ends = [...ends.filter((endMs) => nowMs - endMs < WITHIN_MS), nowMs]
    if (ends.length >= MOST_ENDS) {
      const reason = `The engine ended ${ends.length} times within a minute and is not started again (${how}).`
      set({ at: 'gave-up', reason })
      parts.onLost(reason, true)
    } else {
      set({ at: 'waiting' })
      callOff = timer.after(WAITS_MS[ends.length - 1] ?? 4_000, start)
      parts.onLost(`The engine stopped (${how}); it is being started again.`, false)
    }
  }

  async function openLine(): Promise<Outcome<Port>> {
    while (state.at === 'waiting' && !closing) await new Promise<void>((resolve) => waiting.add(resolve))
    if (state.at === 'gave-up')
      return failure(
        'engine-gave-up',
        state.reason,
        'Choose File, Start the engine again; the log of the start says more.',
      )
    if (state.at !== 'running' || closing)
      return failure('engine-closing', 'The engine is coming to its end.', 'Start Assay again.')
    const line = parts.newLine()
    const reason = await state.process.serve(line.engine)
    if (reason !== '') return failure('engine-refuses', reason, 'It is tried again.')
    return success(line.page)
  }

  async function end(process: EngineProcess<Port>): Promise<void> {
    const gone = new Promise<void>((resolve) => waiting.add(resolve))
    process.stop()
    const callOffKill = timer.after(FAREWELL_MS, () => process.kill())
    await gone
    callOffKill()
  }

  start()
  return {
    openLine,
    startAgain: () => {
      if (state.at !== 'gave-up') return
      ends = []
      start()
    },
    close: async () => {
      if (closing) return
      closing = true
      callOff()
      if (state.at === 'running') await end(state.process)
      set({ at: 'closed' })
    },
  }
}
