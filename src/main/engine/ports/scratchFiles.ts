import type { Outcome } from '../../../core/outcome/outcome.ts'

/** Raw numbers on disk while a job runs, below a folder that the guarded door has checked. Errors: `disk-full`, `not-writable`. */
export interface ScratchFiles {
  append(absolutePath: string, numbers: Float64Array): Outcome<void>
  /** All numbers of the file; empty where it does not exist. */
  read(absolutePath: string): Outcome<Float64Array>
  /** A file of text that grows; closed by `finish`. */
  openText(absolutePath: string): Outcome<TextWriter>
}

export interface TextWriter {
  write(text: string): Outcome<void>
  finish(): Outcome<void>
  abandon(): void
}
