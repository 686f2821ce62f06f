import type { Beat } from '../job/beat.ts'
import type { RandomStream } from '../stats/seededStream.ts'
import type { Model } from './model.ts'
import { logLoss } from './scores/logLoss.ts'
import type { TrainingSet } from './trainingSet.ts'

export type PermutationImportance = {
  /** Log loss of the rows as they are. */
  readonly baseline: number
  /** Mean rise of the log loss when the column alone is shuffled; near or below 0: the model gets nothing from it. */
  readonly meanRise: Float64Array
  /** Standard deviation (ddof 1) of the rise over the repeats; NaN for one repeat. */
  readonly deviation: Float64Array
}

/**
 * Mean decrease of accuracy, in weighted log loss (Breiman 2001; AFML 8.3.2).
 * `set` must be rows the model was not fitted on, purged as for any test. Null where they carry no weight.
 * Columns that repeat each other share their importance and may each seem useless.
 */
export function permutationImportance(
  model: Model,
  set: TrainingSet,
  repeats: number,
  stream: RandomStream,
  beat: Beat,
): PermutationImportance | null {
  const { features, label, weight } = set
  const baseline = logLoss(label, model.predictProbability(features), weight)
  if (baseline === null) return null
  const values = features.values.slice()
  const shuffled = { ...features, values }
  const meanRise = new Float64Array(features.columns)
  const deviation = new Float64Array(features.columns)
  const rises = new Float64Array(repeats)
  for (let column = 0; column < features.columns; column++) {
    beat(column, features.columns, 'permutation importance')
    for (let repeat = 0; repeat < repeats; repeat++) {
      shuffleColumn(values, column, features.columns, features.rows, stream)
      rises[repeat] = (logLoss(label, model.predictProbability(shuffled), weight) ?? baseline) - baseline
    }
    for (let at = column; at < values.length; at += features.columns) values[at] = features.values[at]!
    const mean = rises.reduce((sum, rise) => sum + rise, 0) / repeats
    meanRise[column] = mean
    deviation[column] = Math.sqrt(rises.reduce((sum, rise) => sum + (rise - mean) ** 2, 0) / (repeats - 1))
  }
  return { baseline, meanRise, deviation }
}

/** Fisher-Yates over one column of a row-major matrix. */
function shuffleColumn(
  values: Float64Array,
  column: number,
  columns: number,
  rows: number,
  stream: RandomStream,
): void {
  for (let row = rows - 1; row > 0; row--) {
    const other = stream.nextInt(row + 1)
    const kept = values[row * columns + column]!
    values[row * columns + column] = values[other * columns + column]!
    values[other * columns + column] = kept
  }
}
