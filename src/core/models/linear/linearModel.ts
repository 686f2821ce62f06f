import type { Contributions, TrainedModel } from '../learner.ts'
import type { LearningTable } from '../learningTable.ts'
import { sigmoid } from '../sigmoid.ts'
import type { LinearModelData } from '../trainedModelData.ts'

/** The model of its data. Columns must be those of the fit, by name and order: it throws where they are not. */
export function linearModelOf(data: LinearModelData): TrainedModel {
  const isClassifier = data.task === 'classification'
  const margins = (table: LearningTable, rows: Int32Array): Float64Array => {
    const { columns, values } = contributionsOf(data, table, rows)
    return Float64Array.from(rows, (_, at) => {
      let margin = data.intercept
      for (let column = 0; column < columns; column++) margin += values[at * columns + column]!
      return margin
    })
  }
  return {
    data,
    predict: (table, rows) => {
      const margin = margins(table, rows)
      return isClassifier ? margin.map((value) => (sigmoid(value) >= 0.5 ? 1 : 0)) : margin
    },
    predictProbability: isClassifier ? (table, rows) => margins(table, rows).map(sigmoid) : null,
    explain: (table, rows) => contributionsOf(data, table, rows),
  }
}

/** Coefficient x scaled value: exact. Predictions are their sums, in the order of the columns, begun at the base. */
function contributionsOf(data: LinearModelData, { features }: LearningTable, rows: Int32Array): Contributions {
  const { columns, names } = features
  if (names.length !== data.names.length || names.some((name, column) => name !== data.names[column]))
    throw new Error(`The model was fitted on [${data.names.join(', ')}], not on [${names.join(', ')}]`)
  const { means, deviations } = data.scaler
  const values = new Float64Array(rows.length * columns)
  for (let at = 0; at < rows.length; at++) {
    const from = rows[at]! * columns
    for (let column = 0; column < columns; column++) {
      const value = features.values[from + column]!
      if (deviations[column] === 0 || !Number.isFinite(value)) continue
      values[at * columns + column] = data.coefficients[column]! * ((value - means[column]!) / deviations[column]!)
    }
  }
  return { base: data.intercept, columns, values }
}
