import { z } from 'zod'
import type { SweepOverfitting } from '../sweepOverfitting.ts'
import type { SweepManifest, SweepSummary } from '../sweepRecord.ts'
import type { KeptState } from './backtestViews.ts'

/** `summary` only of what is done. */
export type SweepListItem = {
  readonly sweepId: string
  readonly state: KeptState
  readonly manifest: Pick<
    SweepManifest,
    'method' | 'trials' | 'axes' | 'objective' | 'constraints' | 'riskProfile' | 'walkForward'
  > | null
  readonly base: Pick<
    SweepManifest['base'],
    'strategy' | 'instruments' | 'interval' | 'firstTime' | 'lastTime' | 'synthetic'
  > | null
  readonly summary: SweepSummary | null
}

/** A finished sweep. `columns`: names of what is kept of each trial, in the order of `results.parquet`. */
export type SweepView = {
  readonly manifest: SweepManifest
  readonly summary: SweepSummary
  /** Null of a sweep that was made before overfitting was studied. */
  readonly overfitting: SweepOverfitting | null
  readonly columns: readonly string[]
}

/** Rows with `least <= value <= most`; rows without a value are left out. */
export const trialFilterSchema = z.strictObject({
  column: z.string().max(80),
  least: z.number().nullable(),
  most: z.number().nullable(),
})
export type TrialFilter = z.infer<typeof trialFilterSchema>

/** What all questions about trials say: which sweep, which pass (0: the whole range), and which rows count. */
export const trialChoiceSchema = z.strictObject({
  workspace: z.string().min(1).max(64),
  sweepId: z.string().min(1).max(64),
  fold: z.number().int().min(0).max(1_000),
  filters: z.array(trialFilterSchema).max(20),
})

/** Trials by their rows in `results.parquet` (0-based); columns of one length, null where there is no value. */
type TrialRows = {
  readonly rows: readonly number[]
  readonly values: Readonly<Record<string, readonly (number | null)[]>>
}
/** `total` trials of the pass, `matched` of them meet the filters; the rows are those from `offset` on in the order asked for. */
export type TrialsView = TrialRows & { readonly total: number; readonly matched: number; readonly offset: number }

/** `spec`: the configuration as the specification of a backtest, JSON (and so YAML); on the whole range, whatever the pass of the trial. */
export type TrialView = {
  readonly row: number
  readonly fold: number
  readonly values: Readonly<Record<string, number | null>>
  readonly spec: string
}

/** Every `step`th trial that meets the filters, in the order of evaluation; those that were asked to be kept are there whatever the step. */
export type TrialPointsView = TrialRows & { readonly matched: number; readonly step: number }

export const MAP_MEASURES = ['best', 'median', 'worst'] as const
export type MapMeasure = (typeof MAP_MEASURES)[number]

/** What the cells of a map stand for on one of its axes: each value by itself, or ranges from `from[i]` to `to[i]` where there are too many. */
export type MapAxis = {
  readonly name: string
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly isBinned: boolean
}
/** Two chosen parameters against a figure; over all others its best, median or worst. `value` null: no trial there has one. Only cells with trials are told. */
export type TrialMapView = {
  readonly x: MapAxis
  readonly y: MapAxis
  readonly cells: readonly {
    readonly x: number
    readonly y: number
    readonly value: number | null
    readonly trials: number
  }[]
}
