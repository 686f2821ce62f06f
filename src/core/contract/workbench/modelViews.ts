import type { ModelVersion, StageChange, TrainManifest, ValidationReport } from '../modelRecord.ts'
import type { NumberParameterView } from './matrixViews.ts'

/** A parameter of a kind of model. `search`: where a search looks; null: it does not vary it. */
export type LearnerParameterView = NumberParameterView & {
  readonly search: { readonly from: number; readonly to: number; readonly scale: 'linear' | 'log' } | null
}

export type LearnerView = {
  readonly type: string
  readonly title: string
  readonly tasks: readonly ('classification' | 'regression')[]
  readonly parameters: readonly LearnerParameterView[]
  /** Made of other kinds of model. */
  readonly isEnsemble: boolean
}

/** The score that choices are made by, of a version and of always predicting the base, over the same folds. */
export type LossView = {
  readonly name: string
  readonly mean: number | null
  readonly deviation: number | null
  readonly folds: number
  readonly baseline: number | null
}

/** A version in the registry. `loss` null: its files are not what was written, which `trouble` tells. */
export type ModelListItem = {
  readonly version: ModelVersion
  /** The model's id stands for it. */
  readonly isCurrent: boolean
  readonly target: string | null
  readonly loss: LossView | null
  readonly trouble: string | null
}

/** `isCurrent`: the model's id stands for this version. */
export type ModelView = {
  readonly version: ModelVersion
  readonly isCurrent: boolean
  readonly manifest: TrainManifest
  readonly report: ValidationReport
  /** Of this version, the oldest first. */
  readonly stages: readonly StageChange[]
  /** Relative to the workspace. */
  readonly files: readonly string[]
}

/** Columns of one length, from the highest threshold down; at most some hundred points. */
export type ModelCurvesView = {
  /** Predictions beside what came true; none of the rows was learned from by the model that predicted it. */
  readonly rows: number
  readonly positives: number
  readonly roc: {
    readonly threshold: readonly (number | null)[]
    readonly falsePositiveRate: readonly number[]
    readonly truePositiveRate: readonly number[]
    readonly area: number | null
  } | null
  readonly precisionRecall: {
    readonly threshold: readonly number[]
    readonly precision: readonly number[]
    readonly recall: readonly number[]
    readonly taken: readonly number[]
    readonly baseRate: number
    readonly averagePrecision: number
  } | null
}

export type ContributionView = {
  readonly feature: string
  /** Null: missing in that row. */
  readonly value: number | null
  readonly contribution: number
}

/** Why the model says what it says of one row. */
export type RowExplanationView = {
  readonly symbol: string
  /** Start of the row's bar, and the close at which it is decided. */
  readonly barMs: number
  readonly decisionMs: number
  /** Bars of the rows beside it of the same instrument; null: there is none. */
  readonly previousBarMs: number | null
  readonly nextBarMs: number | null
  readonly task: 'classification' | 'regression'
  /** Of the model that is kept, before calibration: the mean over its seeds; a probability or a value. */
  readonly predicted: number
  /** After calibration; null where there is none. */
  readonly calibrated: number | null
  /** What was traded: the out-of-fold signal of a model that had not learned from the row; null: none was kept. */
  readonly signal: number | null
  /** What came true; null: not known. */
  readonly target: number | null
  /** `base` and contributions sum to the prediction in this unit. Null: the kind of model has no exact parts. */
  readonly parts: {
    readonly unit: 'log-odds' | 'probability' | 'value'
    readonly base: number
    /** By size, the greatest first. */
    readonly contributions: readonly ContributionView[]
  } | null
  readonly notes: readonly string[]
}
