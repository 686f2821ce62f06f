import type { IndicatorMemo } from '../indicators/indicatorMemo.ts'
import type { PairColumns } from '../market/pairColumns.ts'

/**
 * One column of the feature matrix: its value in row t is known at the close of bar t and depends on rows 0..t only.
 * `signed` features change sign when every price p becomes constant / p, so that times an event's direction they mean the same for
 * long and short; the others do not change. `warmupBars` is the first row that has a value when nothing is missing.
 * `compute` shares intermediate columns through `memo`, which must belong to these very columns.
 */
export type FeatureDefinition = {
  readonly name: string
  readonly version: number
  readonly formula: string
  readonly source: string
  readonly unit: string
  readonly warmupBars: number
  readonly signed: boolean
  readonly compute: (columns: PairColumns, memo?: IndicatorMemo) => Float64Array
}
