import type { Contributions, TrainedModel } from '../learner.ts'
import type { LearningTable } from '../learningTable.ts'
import type { EnsembleModelData } from '../trainedModelData.ts'
import { memberMatrix } from './memberMatrix.ts'
import { predictionOf } from './outOfFold.ts'

/** The model of an ensemble's data, given the models of its members, in order, and of its meta model. */
export function ensembleModelOf(
  data: EnsembleModelData,
  members: readonly TrainedModel[],
  meta: TrainedModel | null,
): TrainedModel {
  const isClasses = data.task === 'classification'
  const values = (table: LearningTable, rows: Int32Array) => {
    const predictions = members.map((member) => predictionOf(member, table, rows))
    return meta === null
      ? weightedMean(predictions, data.memberWeights, rows.length)
      : metaPrediction(meta, predictions, rows.length)
  }
  const explains = members.flatMap(({ explain }) => (explain === null ? [] : [explain]))
  const isAdditive = !isClasses && meta === null && explains.length === members.length
  return {
    data,
    predict: (table, rows) => {
      const predicted = values(table, rows)
      return isClasses ? predicted.map((probability) => (probability >= 0.5 ? 1 : 0)) : predicted
    },
    predictProbability: isClasses ? values : null,
    explain: isAdditive
      ? (table, rows) =>
          meanContributions(
            explains.map((explain) => explain(table, rows)),
            data.memberWeights,
          )
      : null,
  }
}

function weightedMean(columns: readonly Float64Array[], weights: readonly number[], rows: number): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0
    columns.forEach((column, member) => {
      sum += weights[member]! * column[row]!
    })
    return sum / total
  })
}

function metaPrediction(meta: TrainedModel, predictions: readonly Float64Array[], rows: number): Float64Array {
  const table: LearningTable = {
    task: meta.data.task,
    features: memberMatrix(predictions, rows),
    target: new Float64Array(rows).fill(Number.NaN),
    weight: new Float64Array(rows).fill(1),
    previousRow: new Int32Array(rows).fill(-1),
  }
  return predictionOf(
    meta,
    table,
    Int32Array.from({ length: rows }, (_, row) => row),
  )
}

/** Values are additive, so those of a mean are the mean of theirs. */
function meanContributions(parts: readonly Contributions[], weights: readonly number[]): Contributions {
  const values = weightedMean(
    parts.map((part) => part.values),
    weights,
    parts[0]!.values.length,
  )
  const base = weightedMean(
    parts.map((part) => Float64Array.of(part.base)),
    weights,
    1,
  )
  return { base: base[0]!, columns: parts[0]!.columns, values }
}
