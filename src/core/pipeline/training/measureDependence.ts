import type { Beat } from '../../job/beat.ts'
import { type PartialDependence, partialDependence } from '../../models/explanation/partialDependence.ts'
import { mean } from '../../stats/mean.ts'
import { type FittedRows, predictedRows, type TrainBench } from './fitRows.ts'
import { thinned } from './thinned.ts'
import { labelledRows } from './trainingTask.ts'
import type { MeasuredImportance } from './trainUnits.ts'

/** Columns that a fold looks at: enough for those that are most important over all of them. */
const MOST_COLUMNS = 10
export const DEPENDENCE_ROWS = 300
const POINTS = 15

/** Partial dependence on the columns that were most important in this fold, over the same rows in each fold: an even sample of all labelled ones. Of the model before calibration. */
export function measureDependence(
  { data }: TrainBench,
  fitted: FittedRows,
  importance: MeasuredImportance | null,
  beat: Beat,
): readonly PartialDependence[] {
  if (importance === null) return []
  const rises = importance.columns.map((rise) => mean(Float64Array.from(rise)))
  const columns = rises
    .map((rise, column) => ({ rise, column }))
    .sort((a, b) => b.rise - a.rise || a.column - b.column)
    .slice(0, MOST_COLUMNS)
  const { rows } = predictedRows(fitted, thinned(labelledRows(data), DEPENDENCE_ROWS))
  return columns.flatMap(({ column }) => {
    const found = partialDependence(fitted.model, data.table, rows, column, POINTS, beat)
    return found === null ? [] : [found]
  })
}
