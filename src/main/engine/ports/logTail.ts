import type { Outcome } from '../../../core/outcome/outcome.ts'

export type Tail = {
  readonly lines: readonly string[]
  /** Lines of the file before them. */
  readonly skipped: number
}

/** The end of a text file of any size, without reading it into memory. */
export interface LogTail {
  /** At most `most` lines, each cut at some thousand characters. Errors: `file-missing`, `not-writable`, `file-trouble`. */
  read(absolutePath: string, most: number): Promise<Outcome<Tail>>
}
