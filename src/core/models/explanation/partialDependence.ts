import type { Beat } from '../../job/beat.ts'
import { quantileSorted } from '../../stats/quantileSorted.ts'
import type { TrainedModel } from '../learner.ts'
import type { LearningTable } from '../learningTable.ts'
import { rankLikeness } from './columnGroups.ts'

/** What the model foretells on average were one column at a value and all others as they are. */
export type PartialDependence = {
  readonly column: number
  /** Distinct quantiles of the column, ascending. */
  readonly values: readonly number[]
  /** Mean prediction (probability of target 1, or value) at each of them, and the 10 and 90 % quantiles over rows. */
  readonly mean: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
  /** Deciles of the column, least and greatest included: where there are few rows the curve is a guess. */
  readonly deciles: readonly number[]
  /** Columns whose rank correlation with it is at least `CLOSE` in size: moving this one alone asks about rows that do not occur. */
  readonly correlatedWith: readonly { readonly column: number; readonly correlation: number }[]
  readonly rows: number
}

export const CLOSE = 0.7
const MOST_ROWS = 1000

/**
 * Partial dependence (Friedman 2001) at `points` quantiles between the 2.5 and 97.5 % ones, over an even sample of at most 1,000 of `rows`. The value is set
 * in the sampled rows alone: what sequence models read before them stays, where it is not sampled itself. Null where the column has fewer than two distinct known values in the rows.
 */
export function partialDependence(
  model: TrainedModel,
  table: LearningTable,
  rows: Int32Array,
  column: number,
  points: number,
  beat: Beat,
): PartialDependence | null {
  const { features } = table
  const width = features.columns
  const known = Float64Array.from(rows, (row) => features.values[row * width + column]!)
    .filter(Number.isFinite)
    .sort()
  const grid = Array.from({ length: points }, (_, k) => 0.025 + (0.95 * k) / Math.max(1, points - 1))
  const values = [...new Set(grid.map((share) => (known.length > 0 ? quantileSorted(known, share) : 0)))]
  if (values.length < 2) return null
  const step = Math.ceil(rows.length / MOST_ROWS)
  const sample = rows.filter((_, place) => place % step === 0)
  const moved = features.values.slice()
  const movedTable = { ...table, features: { ...features, values: moved } }
  const curves = values.map((value, place) => {
    beat(place, values.length, 'partial dependence')
    for (const row of sample) moved[row * width + column] = value
    return (model.predictProbability ?? model.predict)(movedTable, sample)
  })
  const sorted = curves.map((curve) => curve.toSorted())
  return {
    column,
    values,
    mean: curves.map((curve) => curve.reduce((sum, value) => sum + value, 0) / curve.length),
    low: sorted.map((curve) => quantileSorted(curve, 0.1)),
    high: sorted.map((curve) => quantileSorted(curve, 0.9)),
    deciles: Array.from({ length: 11 }, (_, k) => quantileSorted(known, k / 10)),
    correlatedWith: closeColumns(table, rows, column),
    rows: sample.length,
  }
}

function closeColumns(
  { features }: LearningTable,
  rows: Int32Array,
  column: number,
): PartialDependence['correlatedWith'] {
  const likeness = rankLikeness(features, rows)
  return Array.from({ length: features.columns }, (_, other) => ({
    column: other,
    correlation: likeness[column * features.columns + other]!,
  }))
    .filter(({ column: other, correlation }) => other !== column && correlation >= CLOSE)
    .sort((a, b) => b.correlation - a.correlation || a.column - b.column)
}
