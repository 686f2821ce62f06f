import type { Beat } from '../../job/beat.ts'
import type { RandomStream } from '../../stats/seededStream.ts'
import type { LearningTask } from '../learningTable.ts'
import { softplus } from '../sigmoid.ts'
import { drawColumns } from './drawColumns.ts'
import { drawRows } from './drawRows.ts'
import { gridRounder, gridStep } from './gradientGrid.ts'
import { growTree } from './growTree.ts'
import { type RegressionTree, treeValue } from './regressionTree.ts'
import { createGrower, type Growth, searchModeOf } from './treeGrower.ts'
import type { GrownTree } from './treeNodes.ts'
import { PAIR, TERM, type TreeRoom } from './treeRoom.ts'

/** What boosting is told beside the room, whose codes, targets, weights, first margins, constraints and terms are there already. */
export type BoostingPlan = {
  readonly task: LearningTask
  readonly trees: number
  readonly growth: Growth
  readonly rowSubsample: number
  readonly columnSubsample: number
}

/** Rows that are only looked at: where their loss has not fallen for `patience` trees, boosting ends and goes back to the best. */
export type StopRows = {
  readonly target: Float64Array
  readonly weight: Float64Array
  /** What the trees so far say of each row; moved on. */
  readonly margin: Float64Array
  /** Row-major, as the trees will see them. */
  readonly values: Float64Array
  readonly columns: number
  readonly patience: number
}

/**
 * Gradient boosting with second-order leaves (Friedman 2001; Chen & Guestrin 2016). Classification: gradient w (p - y), hessian w p (1 - p);
 * regression: w (m - y) and w. Both are rounded to a grid on which all sums are exact. One beat a tree, and one before each search within it.
 */
export function boostTrees(
  room: TreeRoom,
  plan: BoostingPlan,
  stop: StopRows | null,
  stream: RandomStream,
  beat: Beat,
): RegressionTree[] {
  const count = room.size.rows
  const taken = Math.max(1, Math.round(plan.rowSubsample * count))
  const mode = searchModeOf(room.monotone, room.terms[TERM.alpha]!)
  const trees: RegressionTree[] = []
  const pulse = () => beat(trees.length, plan.trees, 'gradient boosting')
  const grower = createGrower(room, plan.growth, mode, null, pulse)
  const differentiate = plan.task === 'classification' ? logisticDerivatives(room) : squaredDerivatives(room)
  let best = { trees: 0, loss: stop === null ? 0 : lossOf(stop, plan.task) }
  while (trees.length < plan.trees) {
    pulse()
    drawRows(count, taken, stream, room.order)
    grower.columns = drawColumns(room, plan.columnSubsample, stream)
    differentiate(taken)
    const grown = growTree(grower, taken, count)
    addToMargin(room.margin, grown, room.order)
    trees.push(grown.tree)
    if (stop === null) continue
    addToStopRows(stop, grown.tree)
    const loss = lossOf(stop, plan.task)
    if (loss < best.loss) best = { trees: trees.length, loss }
    else if (trees.length - best.trees >= stop.patience) break
  }
  return stop === null ? trees : trees.slice(0, best.trees)
}

type Differentiate = (taken: number) => void

function logisticDerivatives(room: TreeRoom): Differentiate {
  const step = gridStep(sumOf(room.weight))
  const rounder = gridRounder(step)
  return (taken) => room.differentiate(taken, step, rounder)
}

function squaredDerivatives({ gradients, order, target, weight, margin }: TreeRoom): Differentiate {
  const step = gridStep(sumOf(weight))
  const weightRounder = gridRounder(step)
  return (taken) => {
    let total = 0
    for (let at = 0; at < taken; at++) {
      const row = order[at]!
      total += weight[row]! * Math.abs(margin[row]! - target[row]!)
    }
    const rounder = total > 0 ? gridRounder(gridStep(total)) : 0
    for (let at = 0; at < taken; at++) {
      const row = order[at]!
      const hessian = weight[row]! + weightRounder - weightRounder
      gradients[PAIR * row] = weight[row]! * (margin[row]! - target[row]!) + rounder - rounder
      gradients[PAIR * row + 1] = hessian > step ? hessian : step
    }
  }
}

function sumOf(values: Float64Array): number {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at]!
  return sum
}

function addToMargin(margin: Float64Array, { tree, leaves }: GrownTree, order: Int32Array): void {
  for (const { node, from, to, restFrom, restTo } of leaves) {
    const value = tree.value[node]!
    for (let at = from; at < to; at++) margin[order[at]!]! += value
    for (let at = restFrom; at < restTo; at++) margin[order[at]!]! += value
  }
}

function addToStopRows({ values, columns, margin }: StopRows, tree: RegressionTree): void {
  for (let row = 0; row < margin.length; row++) margin[row]! += treeValue(tree, values, row * columns)
}

/** Weighted mean of log loss, or of squared error. */
function lossOf({ target, weight, margin }: StopRows, task: LearningTask): number {
  let sum = 0
  let weights = 0
  for (let row = 0; row < margin.length; row++) {
    const m = margin[row]!
    const loss = task === 'regression' ? (m - target[row]!) ** 2 : target[row] === 1 ? softplus(-m) : softplus(m)
    sum += weight[row]! * loss
    weights += weight[row]!
  }
  return sum / weights
}
