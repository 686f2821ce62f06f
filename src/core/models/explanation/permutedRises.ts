import type { Beat } from '../../job/beat.ts'
import type { RandomStream } from '../../stats/seededStream.ts'
import type { TrainedModel } from '../learner.ts'
import type { LearningTable } from '../learningTable.ts'
import { logLoss } from '../scores/logLoss.ts'

/** `rises[group][repeat]`: how much the loss of the rows rises when the group's columns are shuffled; null where the rows carry no weight. */
export type PermutedRises = { readonly baseline: number; readonly rises: readonly Float64Array[] }

/**
 * Loss of a task's predictions, weighted by the table: log loss (nats) of probabilities, mean squared error of values. Null where there is no weight.
 */
export function lossOf(
  { task, target, weight }: LearningTable,
  rows: Int32Array,
  predicted: Float64Array,
): number | null {
  const own = Float64Array.from(rows, (row) => weight[row]!)
  if (task === 'classification')
    return logLoss(
      Uint8Array.from(rows, (row) => target[row]!),
      predicted,
      own,
    )
  let sum = 0
  let total = 0
  predicted.forEach((value, place) => {
    sum += own[place]! * (target[rows[place]!]! - value) ** 2
    total += own[place]!
  })
  return total > 0 ? sum / total : null
}

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin & Dominici 2019; AFML 8.3.2): `rows` are such that the model was not fitted on, purged as for any test.
 * All columns of a group are shuffled together, by one permutation, so that what they say of each other stays: alone, columns that repeat each other seem useless.
 * Rows change places among `rows` only; rows before them, which sequence models read too, stay as they are.
 */
export function permutedRises(
  model: TrainedModel,
  table: LearningTable,
  rows: Int32Array,
  groups: readonly (readonly number[])[],
  repeats: number,
  stream: RandomStream,
  beat: Beat,
): PermutedRises | null {
  const { features } = table
  const values = features.values.slice()
  const shuffledTable = { ...table, features: { ...features, values } }
  const lossNow = () => lossOf(table, rows, (model.predictProbability ?? model.predict)(shuffledTable, rows))
  const baseline = lossNow()
  if (baseline === null) return null
  const rises = groups.map((columns, group) => {
    const own = Float64Array.from({ length: repeats }, (_, repeat) => {
      beat(group * repeats + repeat, groups.length * repeats, 'permutation importance')
      const order = shuffled(rows, stream)
      copyColumns(features.values, values, features.columns, columns, order, rows)
      return (lossNow() ?? baseline) - baseline
    })
    copyColumns(features.values, values, features.columns, columns, rows, rows)
    return own
  })
  return { baseline, rises }
}

/** Fisher-Yates. */
function shuffled(rows: Int32Array, stream: RandomStream): Int32Array {
  const order = rows.slice()
  for (let place = order.length - 1; place > 0; place--) {
    const other = stream.nextInt(place + 1)
    const kept = order[place]!
    order[place] = order[other]!
    order[other] = kept
  }
  return order
}

function copyColumns(
  source: Float64Array,
  target: Float64Array,
  width: number,
  columns: readonly number[],
  from: Int32Array,
  to: Int32Array,
): void {
  for (let place = 0; place < to.length; place++)
    for (const column of columns) target[to[place]! * width + column] = source[from[place]! * width + column]!
}
