import type { Outcome } from '../../../core/outcome/outcome.ts'

export type Tail = {
  readonly lines: readonly string[]
  /** Lines of the file before them; null: there are many, and they are not counted yet. */
  readonly skipped: number | null
}

/** The end of a text file of any size, without reading it into memory. */
export interface LogTail {
  /** At once, whatever the size. At most `most` lines and a million characters, each line cut at some thousand characters. Errors: `file-missing`, `not-writable`, `file-trouble`. */
  read(absolutePath: string, most: number): Promise<Outcome<Tail>>
}
