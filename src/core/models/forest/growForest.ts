import type { Beat } from '../../job/beat.ts'
import type { RandomStream } from '../../stats/seededStream.ts'
import { gridRounder, gridStep } from '../boosting/gradientGrid.ts'
import { growTree } from '../boosting/growTree.ts'
import { quickWords, TWO_32 } from '../boosting/quickWords.ts'
import type { RegressionTree } from '../boosting/regressionTree.ts'
import { type ColumnChooser, createGrower, type Growth } from '../boosting/treeGrower.ts'
import { PAIR, PLAIN, RANDOM_CUT, TERM, type TreeRoom } from '../boosting/treeRoom.ts'

export type ForestPlan = {
  readonly trees: number
  readonly growth: Growth
  /** Columns drawn for each split. */
  readonly width: number
  readonly cutsAtRandom: boolean
  /** Rows drawn with replacement for each tree, each with a chance in proportion to its weight; 0: all rows, by their weight. */
  readonly draws: number
  /** What the leaves are told from. */
  readonly base: number
}

/**
 * Trees grown to their ends, each on rows and columns of its own chance (Breiman 2001; Geurts, Ernst & Wehenkel 2006). A leaf is the weighted mean of target - base;
 * a split lowers the squared error most, which for classes is the Gini impurity. One beat a tree, and one before each search within it.
 */
export function growForest(room: TreeRoom, plan: ForestPlan, stream: RandomStream, beat: Beat): RegressionTree[] {
  const trees: RegressionTree[] = []
  const nextWord = quickWords(stream)
  const pulse = () => beat(trees.length, plan.trees, 'growing a forest')
  const mode = plan.cutsAtRandom ? RANDOM_CUT : PLAIN
  const grower = createGrower(room, plan.growth, mode, columnChooser(room, plan.width, nextWord), pulse)
  const draw = plan.draws > 0 ? rowDrawer(room, plan.draws, nextWord) : null
  const counts = new Float64Array(room.size.rows)
  const leastGain = room.terms[TERM.leastGain]!
  const meanWeight = room.weight.reduce((sum, weight) => sum + weight, 0) / room.size.rows
  // Drawn rows count whole, whatever their weight, and so do the gains.
  if (draw !== null) room.terms[TERM.leastGain] = leastGain / meanWeight
  while (trees.length < plan.trees) {
    pulse()
    if (draw !== null) draw(counts)
    const taken = setGradients(room, draw === null ? room.weight : counts, plan.base)
    trees.push(growTree(grower, taken, taken).tree)
  }
  return trees
}

/** Gradient -w (y - base), hessian w, of the rows that have a weight; how many these are. */
function setGradients({ gradients, target, order }: TreeRoom, weight: Float64Array, base: number): number {
  let total = 0
  let weights = 0
  for (let row = 0; row < target.length; row++) {
    weights += weight[row]!
    total += weight[row]! * Math.abs(target[row]! - base)
  }
  const step = gridStep(weights)
  const weightRounder = gridRounder(step)
  const rounder = total > 0 ? gridRounder(gridStep(total)) : 0
  let taken = 0
  for (let row = 0; row < target.length; row++) {
    if (weight[row] === 0) continue
    order[taken++] = row
    const hessian = weight[row]! + weightRounder - weightRounder
    gradients[PAIR * row] = weight[row]! * (base - target[row]!) + rounder - rounder
    gradients[PAIR * row + 1] = hessian > step ? hessian : step
  }
  return taken
}

/** How often each row is drawn, in proportion to its weight. */
function rowDrawer({ weight }: TreeRoom, draws: number, nextWord: () => number): (counts: Float64Array) => void {
  const upTo = new Float64Array(weight.length)
  let sum = 0
  for (let row = 0; row < weight.length; row++) {
    sum += weight[row]!
    upTo[row] = sum
  }
  return (counts) => {
    counts.fill(0)
    for (let drawn = 0; drawn < draws; drawn++) {
      const place = (nextWord() / TWO_32) * sum
      let low = 0
      let high = upTo.length - 1
      while (low < high) {
        const middle = (low + high) >>> 1
        if (place < upTo[middle]!) high = middle
        else low = middle + 1
      }
      counts[low]! += 1
    }
  }
}

/** Draws columns without replacement, ascending, and where each would be cut. */
function columnChooser({ size, lists, draws }: TreeRoom, width: number, nextWord: () => number): ColumnChooser {
  return (at) => {
    let taken = 0
    for (let column = 0; taken < width; column++) {
      if (width < size.columns && (size.columns - column) * nextWord() >= (width - taken) * TWO_32) continue
      lists[at + taken] = column
      draws[at + taken] = nextWord() / TWO_32
      taken++
    }
    return width
  }
}
