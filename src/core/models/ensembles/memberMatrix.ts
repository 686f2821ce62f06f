import { type FeatureMatrix, matrixFromColumns } from '../featureMatrix.ts'

/** What a meta model reads: one column of predictions a member, in order. */
export function memberMatrix(predictions: readonly Float64Array[], rows: number): FeatureMatrix {
  if (predictions.some(({ length }) => length !== rows)) throw new Error(`Members did not all predict ${rows} rows`)
  return matrixFromColumns(
    predictions.map((_, member) => `member_${member + 1}`),
    predictions,
  )
}
