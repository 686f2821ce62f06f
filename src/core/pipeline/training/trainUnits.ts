import type { CalibratorData } from '../../models/calibration/calibrator.ts'
import type { PartialDependence } from '../../models/explanation/partialDependence.ts'
import type { LearnerSettings } from '../../models/learner.ts'
import type { TrainedModelData } from '../../models/trainedModelData.ts'
import type { Trouble } from '../../outcome/outcome.ts'
import type { Scores } from './predictionScores.ts'

/** A part is a training part (see `trainRowsOf`). `search` evaluates a draw within it, `fit` fits it whole, `curve` fits an end of it. */
export type SearchUnit = {
  readonly kind: 'search'
  readonly part: number
  readonly draw: number
  readonly settings: LearnerSettings
}
export type FitUnit = {
  readonly kind: 'fit'
  readonly part: number
  readonly seed: number
  readonly settings: LearnerSettings
}
export type CurveUnit = {
  readonly kind: 'curve'
  readonly part: number
  readonly share: number
  readonly settings: LearnerSettings
}
export type TrainUnit = SearchUnit | FitUnit | CurveUnit

/** `loss`: mean over the rows of all inner tests. */
export type SearchResult = SearchUnit & { readonly loss: number | null; readonly trouble: Trouble | null }

/** Rise of the loss above `baseline` when a column (or all of a group) is shuffled: `[column or group][repeat]`. */
export type MeasuredImportance = {
  readonly baseline: number
  readonly columns: readonly (readonly number[])[]
  readonly groups: readonly (readonly number[])[]
}

/** Of a column; null where training knows fewer than two values of it. */
export type MeasuredDrift = { readonly index: number; readonly ratio: number; readonly p: number } | null

/** Mean size of what each column adds to a prediction. */
export type MeasuredContributions = {
  readonly unit: 'log-odds' | 'probability' | 'value'
  readonly rows: number
  readonly sizes: readonly number[]
}

export type FittedPart = {
  readonly trainRows: number
  readonly stopRows: number
  readonly trainBase: number
  /** Of the test rows, in their order, null where the model has none; empty for the part of all rows. */
  readonly predictions: readonly (number | null)[]
  readonly signals: readonly (number | null)[]
  readonly scores: Scores
  readonly baseline: Scores
  readonly importance: MeasuredImportance | null
  /** Of the first seed only, as what follows. */
  readonly drift: readonly MeasuredDrift[]
  readonly contributions: MeasuredContributions | null
  readonly dependence: readonly PartialDependence[]
  /** Of the part of all rows only. */
  readonly model: TrainedModelData | null
  readonly calibrator: CalibratorData | null
  readonly signalSizes: readonly number[]
}
export type FitResult = FitUnit & { readonly trouble: Trouble | null; readonly fitted: FittedPart | null }

/** Without trouble. */
export type DoneFit = Omit<FitResult, 'fitted' | 'trouble'> & { readonly fitted: FittedPart }

export type CurvePoint = { readonly rows: number; readonly train: number | null; readonly test: number | null }
export type CurveResult = CurveUnit & { readonly trouble: Trouble | null; readonly point: CurvePoint | null }

export type TrainResult = SearchResult | FitResult | CurveResult
