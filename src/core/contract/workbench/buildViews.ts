import type { MatrixRecord } from '../matrixRecord.ts'

/** A column that models may see, as it is defined by this version of the engine. */
export type FeatureView = {
  readonly name: string
  /** What it measures: `momentum`, `volatility`, `volume`, `candle shape`, `pair`, `calendar`, `pattern`, `event`. */
  readonly group: string
  readonly subject: 'primary' | 'secondary' | 'pair' | 'clock' | 'event'
  readonly formula: string
  readonly source: string
  readonly unit: string
  /** First bar, from 0, that has a value; null where it is known with the event. */
  readonly warmupBars: number | null
  /** Whether it changes sign on mirrored prices; such a column is turned to the event's direction in a matrix. */
  readonly signed: boolean
  /** Null for columns that come from the event itself. */
  readonly version: number | null
  /** `pattern-aid`: only in matrices of runs that asked for pattern features. */
  readonly given: 'always' | 'pattern-aid'
}

export type FeaturesView = {
  /** Changes with any definition of the features that are always given. */
  readonly setVersion: string
  readonly engineVersion: string
  readonly features: readonly FeatureView[]
}

/** `not-yet`: the run has not come so far. `none`: no fold chose a configuration, so there was nothing to learn from. */
export type MatricesView = {
  readonly state: 'kept' | 'none' | 'not-yet'
  /** The engine that made the run, null where that is not known; its features may be defined otherwise than those of this engine. */
  readonly engineVersion: string | null
  readonly matrices: readonly MatrixRecord[]
}

export const FINDING_SEVERITIES = ['error', 'warning', 'note'] as const
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number]

/** One thing that a finding points at. `value` is the number that the check looked at, `text` the same in words. */
export type FindingItem = {
  readonly columns: readonly string[]
  readonly value: number
  readonly text: string
}

export type MatrixFinding = {
  /** Stable, kebab-case. */
  readonly code: string
  readonly severity: FindingSeverity
  /** One sentence. */
  readonly sentence: string
  /** What to do. */
  readonly advice: string
  /** Worst first; at most 200 of `itemCount`. Empty where the finding is of the matrix as a whole. */
  readonly items: readonly FindingItem[]
  readonly itemCount: number
}

export type MatrixCheck = {
  readonly id: string
  readonly title: string
  /** What is looked at, with its threshold. */
  readonly rule: string
  /** False: it could not be made, or not wholly; no findings then means nothing. */
  readonly made: boolean
  /** What was looked at, or why nothing was. */
  readonly scope: string
  readonly findings: readonly MatrixFinding[]
}

/**
 * Equal bins over the middle 99 % of the values; the first and the last one hold what lies beyond too, so counts sum to all finite values.
 * One bin of width 0 where all are the same.
 */
export type ColumnHistogram = { readonly low: number; readonly width: number; readonly counts: readonly number[] }

/** A column of a matrix. Null: fewer finite values than the number needs. Moments are of the finite values; `deviation` has divisor n - 1. */
export type ColumnSummary = {
  readonly name: string
  /** Finite values. */
  readonly count: number
  readonly missing: number
  readonly infinite: number
  readonly mean: number | null
  readonly deviation: number | null
  readonly min: number | null
  readonly lowerQuartile: number | null
  readonly median: number | null
  readonly upperQuartile: number | null
  readonly max: number | null
  readonly histogram: ColumnHistogram | null
  /** Pearson, over all rows that have both: information only, and no evidence. */
  readonly labelCorrelation: number | null
}

/** Pearson correlations of the columns that correlate most, similar ones beside each other. Row-major; null where it is not defined. */
export type CorrelationMap = {
  readonly names: readonly string[]
  readonly values: readonly (number | null)[]
  /** Rows looked at: every `step`th. */
  readonly rows: number
  readonly step: number
}

export type MatrixReport = {
  readonly rows: number
  readonly firstMs: number | null
  readonly lastMs: number | null
  readonly checks: readonly MatrixCheck[]
  readonly columns: readonly ColumnSummary[]
  readonly correlations: CorrelationMap
}

export type MatrixView = { readonly record: MatrixRecord; readonly report: MatrixReport }
