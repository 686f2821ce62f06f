import type { JobEvent } from '../../../core/contract/jobEvent.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'

export type RunningProcess = {
  readonly pid: number
  /** Asks it politely to end; it keeps what is finished. */
  cancel(): void
  /** Ends at once; for the end of the engine itself. */
  kill(): void
}

export type ProcessListener = {
  readonly onEvent: (event: JobEvent) => void
  /** Once, at the end: the result of the command, its trouble, or `job-died` where the process ended without a word. */
  readonly onEnd: (outcome: Outcome<unknown>) => void
}

/** Commands of the command line as processes of their own: what computes for minutes never holds up the engine that answers. */
export interface JobProcesses {
  start(words: readonly string[], listener: ProcessListener): Outcome<RunningProcess>
}
