import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import type { FitContext, FitOptions, TrainedModel } from '../learner.ts'
import type { LearningTable } from '../learningTable.ts'
import type { EnsembleMember } from './ensembleMember.ts'

/** One inner fit and the rows that it is asked about. */
export type FoldRows = { readonly train: Int32Array; readonly test: Int32Array }

/** `predictions[member][k]` of row `rows[k]`, by models that had not learned from it. */
export type OutOfFold = { readonly rows: Int32Array; readonly predictions: readonly Float64Array[] }

/** Probability of target 1, or the value. */
export function predictionOf(model: TrainedModel, table: LearningTable, rows: Int32Array): Float64Array {
  return (model.predictProbability ?? model.predict)(table, rows)
}

/** Every member on every inner split, in plan order. Rows that no split tests have no prediction. Failures: the members', `no-out-of-fold-rows`. */
export function outOfFold(
  members: readonly EnsembleMember[],
  table: LearningTable,
  splits: readonly FoldRows[],
  options: FitOptions,
  context: FitContext,
): Outcome<OutOfFold> {
  const rows = Int32Array.from(splits.flatMap(({ test }) => Array.from(test)))
  if (rows.length === 0)
    return failure(
      'no-out-of-fold-rows',
      'No row is left to weigh the members by.',
      'Use a longer history, or voting, which needs none.',
    )
  const predictions = members.map(() => new Float64Array(rows.length))
  let at = 0
  for (const { train, test } of splits) {
    for (const [place, { learner, settings }] of members.entries()) {
      const fitted = learner.fit(table, train, settings, withoutHistory(options), context)
      if (!fitted.ok) return fitted
      predictions[place]!.set(predictionOf(fitted.value, table, test), at)
    }
    at += test.length
  }
  return success({ rows, predictions })
}

/** A model to go on from has seen the rows of the tests. */
function withoutHistory({ from: _, ...options }: FitOptions): FitOptions {
  return options
}
