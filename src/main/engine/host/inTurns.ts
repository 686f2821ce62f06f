import type { Timer } from '../ports/timer.ts'

/** Drives long work to its end and lets everybody else have a turn after each of its steps. */
export async function inTurns<T>(timer: Timer, work: Generator<void, T>): Promise<T> {
  const never = new AbortController().signal
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    await timer.wait(0, never)
  }
}
