import type { ColumnSummary } from '../../contract/workbench/buildViews.ts'

/** What a leak scan of the run that made a matrix found; `scanned` null: there was none. */
export type LookAheadFacts = {
  readonly scanned: readonly string[] | null
  /** Columns, or detectors of the rows, whose earlier values changed with later bars. */
  readonly leaking: readonly string[]
  /** Columns of which nothing but missing values was compared. */
  readonly unproven: readonly string[]
}

/** A matrix to learn from, as columns of one length. What is not known is NaN. */
export type ExaminedMatrix = {
  /** What models see. */
  readonly names: readonly string[]
  readonly columns: readonly Float64Array[]
  /** When the row is decided, UTC milliseconds. */
  readonly timeMs: Float64Array
  /** With the time they name a row. */
  readonly keys: readonly { readonly name: string; readonly values: Float64Array }[]
  /** 0 or 1. */
  readonly label: Float64Array
  /** When the label is known. */
  readonly labelEndMs: Float64Array
  /** Average uniqueness of each label, above 0, at most 1. */
  readonly uniqueness: Float64Array
  readonly lookAhead: LookAheadFacts
}

/** A matrix with what is known of its columns, one summary a column. */
export type SummarisedMatrix = { readonly matrix: ExaminedMatrix; readonly summaries: readonly ColumnSummary[] }
