import type { LearningTable } from '../../../core/models/learningTable.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { StoredMatrix } from '../matrices/storedMatrix.ts'

/** Names that programs give to columns that have none. */
const NO_NAME = /^(f|Column_|x)?\d+$/

/** `notes`: how the columns were found. */
export type MatrixTable = { readonly table: LearningTable; readonly notes: readonly string[] }

/**
 * The rows of a matrix with the columns that a model names, in its order; columns without names are taken in the order of the matrix.
 * Error: `exchange-other-columns`.
 */
export function matrixTable(matrix: StoredMatrix, names: readonly string[]): Outcome<MatrixTable> {
  const { features, passport } = matrix
  const places = names.map((name) => features.names.indexOf(name))
  const missing = names.filter((_, at) => places[at]! < 0)
  if (missing.length === 0) return success({ table: tableOf(matrix, names, places), notes: [] })
  const isNameless = names.every((name) => NO_NAME.test(name)) && names.length === features.columns
  if (isNameless)
    return success({
      table: tableOf(matrix, names, [...names.keys()]),
      notes: [`Its columns have no names: they were taken in the order of the matrix ${passport.name}.`],
    })
  return failure(
    'exchange-other-columns',
    `The model takes ${names.length} columns; the matrix ${passport.name} has no ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' ...' : ''} among its ${features.columns}.`,
    `The matrix has: ${features.names.slice(0, 40).join(', ')}. Build one with the columns of the model.`,
  )
}

function tableOf(matrix: StoredMatrix, names: readonly string[], places: readonly number[]): LearningTable {
  const { features, passport, target, instrument } = matrix
  const { rows, columns: width, values } = features
  const chosen = new Float64Array(rows * places.length)
  for (let row = 0; row < rows; row++)
    for (let at = 0; at < places.length; at++) chosen[row * places.length + at] = values[row * width + places[at]!]!
  const last = new Int32Array(passport.instruments.length).fill(-1)
  return {
    task: passport.target.task,
    features: { rows, columns: places.length, values: chosen, names },
    target,
    weight: new Float64Array(rows).fill(1),
    previousRow: instrument.map((place, row) => {
      const before = last[place]!
      last[place] = row
      return before
    }),
  }
}
