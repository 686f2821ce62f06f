/** Waiting, in the time of `Clock.monotonicMs`. Tests put virtual time here: whatever waits or has a deadline goes by this port. */
export interface Timer {
  /** Ends after `ms` (0 or less: in a later turn of the event loop). Throws `Cancelled` as soon as the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>
  /** Calls back once after `ms`; the answer calls it off. */
  after(ms: number, callback: () => void): () => void
}
