import type { Beat } from '../../job/beat.ts'
import type { TrainedModelData, TreeModelData } from '../../models/trainedModelData.ts'
import type { FittedRows, TrainBench } from './fitRows.ts'
import { thinned } from './thinned.ts'
import type { MeasuredContributions } from './trainUnits.ts'

const MOST_ROWS = 200
/** Fewer rows tell nothing of the others: then nothing is measured. */
const LEAST_ROWS = 20
const CHUNK_ROWS = 10
/** Steps of TreeSHAP a fit, about a second. */
const MOST_STEPS = 2e8

/** Mean size of each column's contribution over test rows, of the model before calibration. Null where the kind of model has no exact parts, or they would take too long. */
export function measureContributions(
  { data: { table } }: TrainBench,
  { model }: FittedRows,
  test: Int32Array,
  beat: Beat,
): MeasuredContributions | null {
  if (model.explain === null) return null
  const most = Math.min(MOST_ROWS, Math.floor(MOST_STEPS / stepsOf(model.data)))
  const rows = thinned(test, most)
  if (most < LEAST_ROWS || rows.length === 0) return null
  const sums = new Float64Array(table.features.columns)
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    beat(from, rows.length, 'contributions')
    const { columns, values } = model.explain(table, rows.subarray(from, from + CHUNK_ROWS))
    values.forEach((value, at) => {
      sums[at % columns]! += Math.abs(value)
    })
  }
  return { unit: unitOf(model.data), rows: rows.length, sizes: [...sums.map((sum) => sum / rows.length)] }
}

function unitOf(data: TrainedModelData): MeasuredContributions['unit'] {
  if (data.task === 'regression') return 'value'
  return data.form === 'trees' && data.link === 'identity' ? 'probability' : 'log-odds'
}

/** Of explaining one row, about. */
function stepsOf(data: TrainedModelData): number {
  switch (data.form) {
    case 'trees':
      return data.trees.reduce((sum, tree) => sum + treeSteps(tree), 1)
    case 'ensemble':
      return data.members.reduce((sum, member) => sum + stepsOf(member), 1)
    case 'linear':
    case 'neural':
      return data.names.length
  }
}

/** Each leaf is reached by a path whose every step looks at all steps before it. */
function treeSteps({ column, left, right }: TreeModelData['trees'][number]): number {
  const depth = new Int32Array(column.length)
  let steps = 0
  for (let node = 0; node < column.length; node++) {
    steps += depth[node]! ** 2
    if (column[node]! < 0) continue
    depth[left[node]!] = depth[right[node]!] = depth[node]! + 1
  }
  return steps
}
