import type { Clock } from '../ports/clock.ts'

/** Wall time as of now, carried on by the monotonic clock: setting the computer's clock during a session moves no limit. */
export function pacingClock(clock: Clock): () => number {
  const offsetMs = clock.nowMs() - clock.monotonicMs()
  return () => offsetMs + clock.monotonicMs()
}
