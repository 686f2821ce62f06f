import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import { checkParameters } from '../checkParameters.ts'
import type { FitContext, FitOptions, Learner, LearnerSettings, TrainedModel } from '../learner.ts'
import type { LearningTable } from '../learningTable.ts'
import type { TreeModelData } from '../trainedModelData.ts'
import { prepareTrees, type TreeRows } from '../trees/prepareTrees.ts'
import { categoryReader } from '../trees/targetStatistics.ts'
import { treeMargins } from '../trees/treeMargins.ts'
import { treeModelOf } from '../trees/treeModel.ts'
import { type BoostingPlan, boostTrees, type StopRows } from './boostTrees.ts'
import { fillRoom } from './fillRoom.ts'
import { leastGainOf } from './leastGain.ts'
import { roomSizeOf } from './roomSize.ts'
import type { Growth } from './treeGrower.ts'
import { TERM, type TreeRoom } from './treeRoom.ts'

/** What a library's parameters mean, in ours. */
export type BoostingTerms = {
  readonly growth: Growth
  readonly trees: number
  readonly lambda: number
  readonly alpha: number
  readonly leastWeight: number
  readonly leastRows: number
  readonly leastGain: number
  readonly bins: number
  readonly rowSubsample: number
  readonly columnSubsample: number
  readonly patience: number
}

export type BoostingKind = Pick<Learner, 'type' | 'title' | 'parameters'> & {
  readonly termsOf: (settings: LearnerSettings) => BoostingTerms
}

export function boostingLearner(kind: BoostingKind): Learner {
  return {
    type: kind.type,
    title: kind.title,
    tasks: ['classification', 'regression'],
    parameters: kind.parameters,
    lookBackRows: () => 0,
    fit: (table, rows, settings, options, context) => fitBoosted(kind, table, rows, settings, options, context),
  }
}

/** Failures: those of `checkParameters` and `prepareTrees`, and `no-stop-rows`. */
function fitBoosted(
  kind: BoostingKind,
  table: LearningTable,
  rows: Int32Array,
  given: LearnerSettings,
  options: FitOptions,
  context: FitContext,
): Outcome<TrainedModel> {
  const settings = checkParameters(kind, given)
  if (!settings.ok) return settings
  const prepared = prepareTrees(kind.type, table, rows, options)
  if (!prepared.ok) return prepared
  const terms = kind.termsOf(settings.value)
  const base = baseOf(table, prepared.value)
  const start = emptyModel(kind.type, table, prepared.value, base)
  const margins = treeMargins(start, context.kernels.histograms)
  const stop = stopRowsOf(table, options, prepared.value, start, margins, terms.patience)
  if (!stop.ok) return stop
  const first = start.trees.length > 0 ? margins(table.features, prepared.value.rows) : null
  const { growth, bins, leastRows } = terms
  const wish = { rows: prepared.value.rows.length, columns: table.features.columns, bins, leastRows }
  const room = context.kernels.histograms.openRoom(roomSizeOf(wish, growth))
  try {
    prepareRoom(room, table, prepared.value, terms, options, context)
    if (first === null) room.margin.fill(base)
    else room.margin.set(first)
    const plan: BoostingPlan = { task: table.task, ...terms }
    const trees = boostTrees(room, plan, stop.value, context.stream, context.beat)
    const data: TreeModelData = { ...start, trees: [...start.trees, ...trees] }
    return success(treeModelOf(data, context.kernels.histograms))
  } finally {
    room.close()
  }
}

function prepareRoom(
  room: TreeRoom,
  { features }: LearningTable,
  { rows, target, weight, replaced }: TreeRows,
  terms: BoostingTerms,
  options: FitOptions,
  { beat }: FitContext,
): void {
  room.terms[TERM.lambda] = terms.lambda
  room.terms[TERM.alpha] = terms.alpha
  room.terms[TERM.leastWeight] = terms.leastWeight
  room.terms[TERM.leastRows] = terms.leastRows
  room.terms[TERM.leastGain] = Math.max(terms.leastGain, leastGainOf(target, weight))
  for (const [name, direction] of Object.entries(options.monotone ?? {}))
    room.monotone[features.names.indexOf(name)] = direction
  fillRoom(room, features, rows, beat, replaced)
  room.target.set(target)
  room.weight.set(weight)
}

/** Log odds of the weighted base rate, or the weighted mean. */
function baseOf({ task }: LearningTable, { target, weight, previous }: TreeRows): number {
  if (previous !== null) return previous.base
  let weights = 0
  let sum = 0
  for (let row = 0; row < target.length; row++) {
    weights += weight[row]!
    sum += weight[row]! * target[row]!
  }
  return task === 'classification' ? Math.log(sum / (weights - sum)) : sum / weights
}

/** The model before the first new tree. */
function emptyModel(type: string, { task, features }: LearningTable, prepared: TreeRows, base: number): TreeModelData {
  return {
    form: 'trees',
    type,
    task,
    names: features.names,
    base,
    averages: false,
    link: task === 'classification' ? 'logistic' : 'identity',
    trees: prepared.previous?.trees ?? [],
    categories: prepared.categories,
  }
}

function stopRowsOf(
  table: LearningTable,
  { stopRows }: FitOptions,
  { positiveFactor }: TreeRows,
  start: TreeModelData,
  margins: ReturnType<typeof treeMargins>,
  patience: number,
): Outcome<StopRows | null> {
  if (stopRows === undefined) return success(null)
  const { columns, values } = table.features
  const rows = stopRows.filter((row) => Number.isFinite(table.target[row]!) && table.weight[row]! > 0)
  if (rows.length === 0)
    return failure(
      'no-stop-rows',
      'None of the rows that are to end the training has a known target and any weight.',
      'Give more rows for it, or train without.',
    )
  const copy = new Float64Array(rows.length * columns)
  for (const [at, row] of rows.entries()) copy.set(values.subarray(row * columns, (row + 1) * columns), at * columns)
  for (const code of start.categories) {
    const read = categoryReader(code)
    for (let at = code.column; at < copy.length; at += columns) copy[at] = read(copy[at]!)
  }
  const target = Float64Array.from(rows, (row) => table.target[row]!)
  const weight = Float64Array.from(rows, (row) => table.weight[row]! * (table.target[row] === 1 ? positiveFactor : 1))
  return success({ target, weight, margin: margins(table.features, rows), values: copy, columns, patience })
}
