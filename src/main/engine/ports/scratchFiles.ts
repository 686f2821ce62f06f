import type { Outcome } from '../../../core/outcome/outcome.ts'

/** Large files on disk while a job runs, below a folder that the guarded door has checked. Errors: `disk-full`, `not-writable`. */
export interface ScratchFiles {
  append(absolutePath: string, numbers: Float64Array): Outcome<void>
  /** All numbers of the file; empty where it does not exist. */
  read(absolutePath: string): Outcome<Float64Array>
  /** Copies a file of any size, a piece at a time. Further errors: `file-missing`, `file-unreadable`. */
  copyIn(absoluteSource: string, absolutePath: string, onProgress: (bytesDone: number) => void): Promise<Outcome<void>>
  /** A file of text that grows; closed by `finish`. */
  openText(absolutePath: string): Outcome<TextWriter>
}

export interface TextWriter {
  write(text: string): Outcome<void>
  finish(): Outcome<void>
  abandon(): void
}
