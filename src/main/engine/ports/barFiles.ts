import type { Outcome } from '../../../core/outcome/outcome.ts'

export type NamedColumn = { readonly name: string; readonly values: Float64Array }
type TextColumn = { readonly name: string; readonly texts: readonly string[] }
export type TableColumn = NamedColumn | TextColumn

/** A column of a frame: numbers, instants (whole UTC milliseconds), or texts by their place in a list. What is missing is NaN; a text never is. */
export type FrameColumn =
  | { readonly name: string; readonly kind: 'number'; readonly values: Float64Array }
  | { readonly name: string; readonly kind: 'instant'; readonly timesMs: Float64Array }
  | { readonly name: string; readonly kind: 'text'; readonly places: Int32Array; readonly texts: readonly string[] }

/** What a Parquet column holds: an `instant` knows its zone (UTC), a `wall-clock` time does not. */
export type ParquetKind = 'number' | 'instant' | 'wall-clock' | 'text' | 'other'
export type ParquetField = { readonly name: string; readonly kind: ParquetKind }
export type ParquetShape = { readonly fields: readonly ParquetField[]; readonly rows: number }

/** Rows with `from <= column < below`, in file order. */
export type RowRange = { readonly column: string; readonly from: number; readonly below: number }

/** Rows arrive in order; the file gets its name in `finish`. After a failure or `abandon` nothing is left behind. */
export interface ColumnWriter {
  append(columns: readonly Float64Array[], rows: number): Promise<Outcome<void>>
  /** `pulse` is called a few times a second meanwhile; what it throws stops the writing and is thrown on. */
  finish(pulse?: () => void): Promise<Outcome<void>>
  abandon(): Promise<void>
}

/** The columns are valid only during the call. */
export type ColumnChunk = (columns: readonly Float64Array[], rows: number) => Promise<Outcome<void>>

/**
 * Parquet files of columns. Absolute paths, already checked by the guarded door.
 * Errors: `disk-full`, `not-writable`, `parquet-broken` (no Parquet file, or not readable), `columns-wrong`.
 */
export interface ColumnFiles {
  /** One thread, fixed row groups, zstd: the same columns always give the same bytes. Temporary name, then rename. */
  writeParquet(absolutePath: string, columns: readonly NamedColumn[]): Promise<Outcome<void>>
  /** The same for any number of rows in bounded memory: of at most `partRows` rows (left out: half a million). */
  openParquet(absolutePath: string, names: readonly string[], partRows?: number): Promise<Outcome<ColumnWriter>>
  /** The named columns in file order, as Float64Arrays over SharedArrayBuffers; missing values are NaN. */
  readParquet(
    absolutePath: string,
    names: readonly string[],
    range?: RowRange,
  ): Promise<Outcome<readonly NamedColumn[]>>
  /** The named columns in file order, a chunk at a time; times as milliseconds, missing values NaN. The value is the row count. */
  streamParquet(absolutePath: string, names: readonly string[], onChunk: ColumnChunk): Promise<Outcome<number>>
  describeParquet(absolutePath: string): Promise<Outcome<ParquetShape>>
  /** Small tables of numbers and texts, whole in memory. An empty text is a missing one. */
  writeTable(absolutePath: string, columns: readonly TableColumn[]): Promise<Outcome<void>>
  readTable(absolutePath: string): Promise<Outcome<readonly TableColumn[]>>
  /** Any number of rows that others are to open too: doubles, timestamps of milliseconds and texts, missing values null. The same columns always give the same bytes. */
  writeFrame(absolutePath: string, columns: readonly FrameColumn[]): Promise<Outcome<void>>
  /** What `writeFrame` wrote, in file order. The texts of a column are in ascending order. */
  readFrame(absolutePath: string): Promise<Outcome<readonly FrameColumn[]>>
}
