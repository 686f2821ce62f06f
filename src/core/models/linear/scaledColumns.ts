import type { FeatureMatrix } from '../featureMatrix.ts'
import { selectRows } from '../featureMatrix.ts'
import { applyStandardScaler, fitStandardScaler, type StandardScaler } from '../standardScaler.ts'

/** Training rows as the penalty sees them: standardised (ddof 0), without the columns that say nothing there. */
export type ScaledColumns = {
  readonly scaler: StandardScaler
  readonly features: FeatureMatrix
  /** Which columns of the table they are. */
  readonly kept: readonly number[]
}

/** Columns that are constant, or have no value, in the training rows are left out; their coefficient is 0. */
export function scaledColumns(features: FeatureMatrix, rows: Int32Array): ScaledColumns {
  const chosen = selectRows(features, rows)
  const scaler = fitStandardScaler(chosen)
  const scaled = applyStandardScaler(scaler, chosen)
  const kept = scaler.deviations.flatMap((deviation, column) => (deviation > 0 ? [column] : []))
  if (kept.length === features.columns) return { scaler, features: scaled, kept }
  const values = new Float64Array(rows.length * kept.length)
  for (let row = 0; row < rows.length; row++)
    for (let at = 0; at < kept.length; at++)
      values[row * kept.length + at] = scaled.values[row * features.columns + kept[at]!]!
  const names = kept.map((column) => features.names[column]!)
  return { scaler, features: { rows: rows.length, columns: kept.length, values, names }, kept }
}

/** Coefficients of all columns of the table, 0 for those left out. */
export function spreadCoefficients(
  kept: readonly number[],
  columns: number,
  coefficients: ArrayLike<number>,
): number[] {
  const all = new Array<number>(columns).fill(0)
  kept.forEach((column, at) => {
    all[column] = coefficients[at]! + 0
  })
  return all
}
