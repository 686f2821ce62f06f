import type { FeatureInputs, FeatureParameter, MatrixFeature } from '../matrixFeature.ts'

/** One value a bar. `labelEndMs` is when the value is known (UTC milliseconds), NaN exactly where the value is; `horizonBars` the most bars a label reaches ahead. */
export type TargetColumn = {
  readonly values: Float64Array
  readonly labelEndMs: Float64Array
  readonly horizonBars: number
}

/**
 * What a row is to foretell, decided at the close of its bar. Never a shortened label: NaN where the data ends before the window does, or an expected bar
 * or a price in it is missing.
 */
export type MatrixTarget = {
  readonly name: string
  readonly version: number
  readonly task: 'classification' | 'regression'
  readonly formula: string
  readonly source: string
  readonly unit: string
  readonly parameters: Readonly<Record<string, number>>
  readonly compute: (inputs: FeatureInputs) => TargetColumn
}

/** `rule` is the primary rule of a meta-label, whose sign is the side. */
export type TargetFamily = {
  readonly name: string
  readonly title: string
  /** Names a feature in brackets. */
  readonly needsRule: boolean
  readonly parameters: readonly FeatureParameter[]
  readonly target: (parameters: readonly number[], asked: string, rule: MatrixFeature | null) => MatrixTarget
}
