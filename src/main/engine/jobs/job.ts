/** What the work of a job sees of it. */
export interface Job {
  readonly id: string
  /** Given when the job is asked to stop; hand it to the worker pool. */
  readonly signal: AbortSignal
  /** Pulse and brake: as often as is handy. Throws `Cancelled` where the job was asked to stop. */
  beat(stage: string, done: number, total: number, note: string): void
  /** Tells the start and the end of a stage around its work; the end only of one that came through. */
  stage<T>(stage: string, work: () => Promise<T>): Promise<T>
  note(text: string): void
  /** To be called once the run's id is known. */
  attachRun(runId: string): void
  cancelRequested(): boolean
}
