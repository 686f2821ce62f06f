import type { Outcome } from '../../../core/outcome/outcome.ts'

const TEXT_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'latin-1'] as const
export type TextEncoding = (typeof TEXT_ENCODINGS)[number]

export type TextHead = {
  readonly lines: readonly string[]
  readonly encoding: TextEncoding
  readonly gzip: boolean
  readonly parquet: boolean
  readonly sizeBytes: number
}

export type TextShape = { readonly delimiter: string; readonly encoding: TextEncoding }

/** `fields` is reused for the next row. `line` counts from 1 and counts every line of the file. */
export type RowHandler = (fields: readonly string[], line: number) => void

/** Called between blocks of rows with the bytes of the file read so far. */
export type BlockHandler = (bytesRead: number) => Promise<Outcome<void>>

/**
 * Delimited text, also gzipped. A row is a line: a quote that never closes spoils its own line and no other.
 * Errors: `file-missing`, `not-a-file`, `file-unreadable`, `file-empty`, `binary-file`, `gzip-broken`, `encoding-needed`.
 */
export interface TextFiles {
  /** The first lines, and what the bytes say of themselves. `encoding` null: told from the bytes where that is certain. */
  head(absolutePath: string, encoding: TextEncoding | null): Promise<Outcome<TextHead>>
  splitLine(line: string, delimiter: string): readonly string[]
  /** Every line that is not blank, in file order. */
  readRows(
    absolutePath: string,
    shape: TextShape,
    onRow: RowHandler,
    onBlock: BlockHandler,
  ): Promise<Outcome<{ readonly lines: number; readonly blankLines: number }>>
}
