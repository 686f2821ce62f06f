import type { ValidationReport } from '../../contract/modelRecord.ts'
import { rankInformation } from '../../models/scores/rankInformation.ts'
import type { TrainingData } from './trainingTask.ts'

/** Rank information coefficient of predicted rows, ascending. Its lag is how many later times of the data the longest label reaches over, less one. */
export function rankInformationOf(
  data: TrainingData,
  rows: Int32Array,
  predicted: Float64Array,
): ValidationReport['rankInformation'] {
  const timeMs = Float64Array.from(rows, (row) => data.decisionMs[row]!)
  const truth = Float64Array.from(rows, (row) => data.table.target[row]!)
  const lag = Math.max(0, longestLabel(data, rows) - 1)
  const found = rankInformation(timeMs, truth, predicted, lag)
  return found === null ? null : { ...found, lag }
}

/** In distinct decision times. Label ends need not ascend, so each is looked up. */
function longestLabel({ decisionMs, labelEndMs }: TrainingData, rows: Int32Array): number {
  const times = decisionMs.filter((value, at) => at === 0 || value !== decisionMs[at - 1])
  return rows.reduce((longest, row) => {
    const reach = placeAfter(times, labelEndMs[row]!) - placeAfter(times, decisionMs[row]!)
    return Math.max(longest, reach)
  }, 0)
}

/** Place of the first value greater than `limit`. */
function placeAfter(ascending: Float64Array, limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low
}
