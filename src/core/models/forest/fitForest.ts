import { type Outcome, success } from '../../outcome/outcome.ts'
import { fillRoom } from '../boosting/fillRoom.ts'
import { leastGainOf } from '../boosting/leastGain.ts'
import type { RegressionTree } from '../boosting/regressionTree.ts'
import type { Growth } from '../boosting/treeGrower.ts'
import { TERM, type TreeRoom } from '../boosting/treeRoom.ts'
import { checkParameters } from '../checkParameters.ts'
import type { FitContext, FitOptions, Learner, LearnerSettings, TrainedModel } from '../learner.ts'
import type { LearningTable } from '../learningTable.ts'
import type { TreeModelData } from '../trainedModelData.ts'
import { prepareTrees, type TreeRows } from '../trees/prepareTrees.ts'
import { treeModelOf } from '../trees/treeModel.ts'
import { unsupportedOptions } from '../unsupportedOptions.ts'
import { growForest } from './growForest.ts'

export type ForestKind = Pick<Learner, 'type' | 'title' | 'parameters'> & { readonly cutsAtRandom: boolean }

/** Nodes that are searched at once, and room for the columns of each. */
const TASKS = 1024

/** Failures: those of `checkParameters` and `prepareTrees`, and `option-not-supported` for monotone constraints. Rows to stop at are not looked at. */
export function fitForest(
  kind: ForestKind,
  table: LearningTable,
  rows: Int32Array,
  given: LearnerSettings,
  options: FitOptions,
  context: FitContext,
): Outcome<TrainedModel> {
  const checked = checkParameters(kind, given)
  if (!checked.ok) return checked
  const refused = unsupportedOptions(kind.type, { ...options, categorical: [] })
  if (refused !== null) return refused
  const prepared = prepareTrees(kind.type, table, rows, options)
  if (!prepared.ok) return prepared
  const { columns, names } = table.features
  const settings = checked.value
  const base = prepared.value.previous?.base ?? baseOf(table, prepared.value)
  const leastRows = settings.min_samples_leaf ?? 1
  const width = widthOf(table, settings.max_features ?? 0)
  const { histograms } = context.kernels
  const room = histograms.openRoom({
    rows: prepared.value.rows.length,
    columns,
    bins: settings.max_bin ?? 255,
    histograms: 1,
    tasks: TASKS,
    lists: TASKS * width,
    countsRows: leastRows > 1,
  })
  try {
    prepareRoom(room, table, prepared.value, leastRows, context)
    const plan = {
      trees: settings.n_estimators ?? 100,
      growth: growthOf(settings),
      width,
      cutsAtRandom: kind.cutsAtRandom,
      draws:
        (settings.bootstrap ?? 1) === 1
          ? Math.max(1, Math.round(prepared.value.rows.length * (settings.max_samples ?? 1)))
          : 0,
      base,
    }
    const trees: readonly RegressionTree[] = growForest(room, plan, context.stream, context.beat)
    const data: TreeModelData = {
      form: 'trees',
      type: kind.type,
      task: table.task,
      names,
      base,
      averages: true,
      link: 'identity',
      trees: [...(prepared.value.previous?.trees ?? []), ...trees],
      categories: prepared.value.categories,
    }
    return success(treeModelOf(data, histograms))
  } finally {
    room.close()
  }
}

function growthOf(settings: LearnerSettings): Growth {
  const depth = settings.max_depth ?? 0
  return {
    shape: 'level',
    depth: depth > 0 ? depth : Number.POSITIVE_INFINITY,
    leaves: Number.POSITIVE_INFINITY,
    splitRows: settings.min_samples_split ?? 2,
    learningRate: 1,
  }
}

/** Columns drawn for each split. */
function widthOf({ task, features: { columns } }: LearningTable, asked: number): number {
  const standard = task === 'classification' ? Math.floor(Math.sqrt(columns)) : columns
  const count = asked === 0 ? standard : asked <= 1 ? Math.floor(asked * columns) : Math.floor(asked)
  return Math.min(columns, Math.max(1, count))
}

function prepareRoom(
  room: TreeRoom,
  { features }: LearningTable,
  { rows, target, weight, replaced }: TreeRows,
  leastRows: number,
  { beat }: FitContext,
): void {
  room.terms[TERM.leastRows] = leastRows
  room.terms[TERM.leastGain] = leastGainOf(target, weight)
  fillRoom(room, features, rows, beat, replaced)
  room.target.set(target)
  room.weight.set(weight)
}

/** Classes: 0, so that leaves are frequencies. Values: their weighted mean, so that sums stay small and exact to more digits. */
function baseOf({ task }: LearningTable, { target, weight }: TreeRows): number {
  if (task === 'classification') return 0
  let weights = 0
  let sum = 0
  for (let row = 0; row < target.length; row++) {
    weights += weight[row]!
    sum += weight[row]! * target[row]!
  }
  return sum / weights
}
