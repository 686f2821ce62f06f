import type { Beat } from '../../job/beat.ts'
import type { LearningTable } from '../../models/learningTable.ts'
import { populationStability } from '../../validation/stability/populationStability.ts'
import { thinned } from './thinned.ts'
import type { MeasuredDrift } from './trainUnits.ts'

/** More rows of either side are thinned to so many, evenly. */
export const DRIFT_ROWS = 10_000

/** How far each column's values in the test rows lie from those in the training rows. */
export function measureDrift(
  { features }: LearningTable,
  train: Int32Array,
  test: Int32Array,
  beat: Beat,
): readonly MeasuredDrift[] {
  const [before, now] = [thinned(train, DRIFT_ROWS), thinned(test, DRIFT_ROWS)]
  return features.names.map((_, column) => {
    beat(column, features.columns, 'drift of columns')
    const valuesOf = (rows: Int32Array) =>
      Float64Array.from(rows, (row) => features.values[row * features.columns + column]!)
    const found = populationStability(valuesOf(before), valuesOf(now))
    return found === null ? null : { index: found.index, ratio: found.ratio, p: found.p }
  })
}
