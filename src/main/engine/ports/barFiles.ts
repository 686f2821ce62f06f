import type { Outcome } from '../../../core/outcome/outcome.ts'

export type NamedColumn = { readonly name: string; readonly values: Float64Array }

/** Parquet (and CSV) files of numeric columns. Absolute paths, already checked by the guarded door. */
export interface ColumnFiles {
  /** One thread, fixed row groups, zstd: the same columns always give the same bytes. Temporary name, then rename. */
  writeParquet(absolutePath: string, columns: readonly NamedColumn[]): Promise<Outcome<void>>
  /** The named columns in file order, as Float64Arrays over SharedArrayBuffers; missing values are NaN. */
  readParquet(absolutePath: string, names: readonly string[]): Promise<Outcome<readonly NamedColumn[]>>
}
