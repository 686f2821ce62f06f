import { failure, type Outcome, success } from '../outcome/outcome.ts'
import type { LearningTable } from './learningTable.ts'
import type { StandardScaler } from './standardScaler.ts'

/** Mean and deviation (ddof 0, not weighted) of a target; 0 and 1 where it is a class. */
export type TargetScale = { readonly mean: number; readonly deviation: number }

/** Fails with `values-too-large` where squares of the target, or of a scaled column, are beyond all numbers: everything would be scaled to 0. */
export function targetScale(
  { task, target, features: { names } }: LearningTable,
  rows: Int32Array,
  scaler: StandardScaler,
): Outcome<TargetScale> {
  const column = names.find((_, at) => !Number.isFinite(scaler.means[at]!) || !Number.isFinite(scaler.deviations[at]!))
  if (column !== undefined) return tooLarge(`column ${column}`)
  if (task === 'classification') return success({ mean: 0, deviation: 1 })
  const mean = rows.reduce((sum, row) => sum + target[row]!, 0) / rows.length
  const squares = rows.reduce((sum, row) => sum + (target[row]! - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / rows.length)
  return Number.isFinite(deviation) && deviation > 0 ? success({ mean, deviation }) : tooLarge('the target')
}

function tooLarge(what: string) {
  return failure(
    'values-too-large',
    `Values of ${what} are so large, or differ by so little, that their spread is no number.`,
    'Look at the column for broken values and build the matrix again.',
  )
}
