export interface Clock {
  /** Wall clock, UTC milliseconds. Never reaches a published file. */
  nowMs(): number
  /** Monotonic milliseconds, for elapsed times. */
  monotonicMs(): number
}
