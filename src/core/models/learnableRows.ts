import { failure, type Outcome, success } from '../outcome/outcome.ts'
import type { FitOptions } from './learner.ts'
import type { LearningTable } from './learningTable.ts'

/** Rows that are learned from, and the weight of each, balance of the classes included. `withoutTarget` were left out. */
export type LearnableRows = {
  readonly rows: Int32Array
  readonly weight: Float64Array
  /** What the weights of the positive class were multiplied by. */
  readonly positiveFactor: number
  readonly withoutTarget: number
}

/**
 * Of the given rows those with a known target and a weight above 0.
 * Fails with `no-training-rows`, `infinite-target`, `one-class-labels`, `constant-target`, `balance-of-regression`, `bad-balance`.
 * Throws on labels other than 0 and 1 and on weights that are negative or not finite: those are bugs.
 */
export function learnableRows(
  table: LearningTable,
  rows: Int32Array,
  positiveWeight: FitOptions['positiveWeight'],
): Outcome<LearnableRows> {
  const { target, weight } = table
  for (const row of rows) {
    const value = target[row]!
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return infiniteTarget(row)
    if (!(weight[row]! >= 0 && weight[row]! < Number.POSITIVE_INFINITY))
      throw new Error(`Weight ${weight[row]} in row ${row}`)
    if (table.task === 'classification' && !(value === 0 || value === 1 || Number.isNaN(value)))
      throw new Error(`Label ${value} in row ${row}; a label is 0 or 1`)
  }
  const known = rows.filter((row) => !Number.isNaN(target[row]!))
  const kept = known.filter((row) => weight[row]! > 0)
  if (kept.length === 0)
    return failure(
      'no-training-rows',
      'There is no training row with a known target and any weight.',
      'Use a longer history, fewer folds or a shorter label horizon, so that rows are left after purging.',
    )
  const first = target[kept[0]!]!
  if (kept.every((row) => target[row] === first)) return oneValue(table, first)
  const factor = positiveFactor(table, kept, positiveWeight)
  if (!factor.ok) return factor
  return success({
    rows: kept,
    weight: Float64Array.from(kept, (row) => weight[row]! * (target[row] === 1 ? factor.value : 1)),
    positiveFactor: factor.value,
    withoutTarget: rows.length - known.length,
  })
}

function infiniteTarget(row: number) {
  return failure(
    'infinite-target',
    `The target of row ${row} is infinite.`,
    'Build the matrix again from clean prices: a price of 0 makes returns infinite.',
  )
}

function oneValue({ task }: LearningTable, value: number) {
  return task === 'classification'
    ? failure(
        'one-class-labels',
        `All training labels are ${value}, so there is nothing to tell apart.`,
        'Use a longer training span, or a target that both winners and losers reach.',
      )
    : failure(
        'constant-target',
        `The target is ${value} in every training row, so there is nothing to learn.`,
        'Use a longer training span, or another target.',
      )
}

function positiveFactor(table: LearningTable, rows: Int32Array, given: FitOptions['positiveWeight']): Outcome<number> {
  if (given === undefined) return success(1)
  if (table.task === 'regression')
    return failure('balance-of-regression', 'A regression has no classes to balance.', 'Leave the balance out.')
  if (given !== 'balanced')
    return given > 0 && given < Number.POSITIVE_INFINITY
      ? success(given)
      : failure('bad-balance', `The weight of the positive class is ${given}.`, 'It must be a number above 0.')
  let positive = 0
  let negative = 0
  for (const row of rows) {
    if (table.target[row] === 1) positive += table.weight[row]!
    else negative += table.weight[row]!
  }
  return success(negative / positive)
}
