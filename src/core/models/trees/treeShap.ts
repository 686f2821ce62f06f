import type { RegressionTree } from '../boosting/regressionTree.ts'
import type { FeatureMatrix } from '../featureMatrix.ts'
import type { Contributions } from '../learner.ts'
import type { TreeModelData } from '../trainedModelData.ts'
import { categoryReader } from './targetStatistics.ts'
import { checkNames } from './treeMargins.ts'

/**
 * Path-dependent TreeSHAP (Lundberg et al. 2018, algorithm 2): Shapley values of the game in which an absent column sends a row both ways, in the shares that the
 * training rows went (`cover`). `base` is the mean that no column is known at; base and contributions sum to the margin.
 */
export function explainTrees(data: TreeModelData, features: FeatureMatrix, rows: Int32Array): Contributions {
  checkNames(data, features)
  const { columns } = features
  const share = data.averages ? 1 / data.trees.length : 1
  const walks = data.trees.map((tree) => ({ tree, path: createPath(depthOf(tree)) }))
  const base = walks.reduce((sum, { tree }) => sum + share * expectation(tree), data.base)
  const values = new Float64Array(rows.length * columns)
  const readers = data.categories.map((code) => ({ column: code.column, read: categoryReader(code) }))
  const row = new Float64Array(columns)
  for (let at = 0; at < rows.length; at++) {
    row.set(features.values.subarray(rows[at]! * columns, (rows[at]! + 1) * columns))
    for (const { column, read } of readers) row[column] = read(row[column]!)
    const out = values.subarray(at * columns, (at + 1) * columns)
    for (const { tree, path } of walks) walk({ tree, path, row, out, share }, 0, 0, 0, 0, ROOT)
  }
  return { base, columns, values }
}

/** A split on the way: the share of rows that go that way when its column is not known, and 1 or 0 as the row goes that way or not. */
type Step = { readonly column: number; readonly zero: number; readonly one: number }
const ROOT: Step = { column: -1, zero: 1, one: 1 }

/** The paths of a walk, each behind that of its parent. */
type Path = {
  readonly column: Int32Array
  readonly zero: Float64Array
  readonly one: Float64Array
  readonly weight: Float64Array
}

type Walk = {
  readonly tree: RegressionTree
  readonly path: Path
  readonly row: Float64Array
  readonly out: Float64Array
  readonly share: number
}

function createPath(depth: number): Path {
  const size = ((depth + 2) * (depth + 3)) / 2
  return {
    column: new Int32Array(size),
    zero: new Float64Array(size),
    one: new Float64Array(size),
    weight: new Float64Array(size),
  }
}

function depthOf(tree: RegressionTree): number {
  const depth = new Int32Array(tree.column.length)
  let deepest = 0
  for (let node = 0; node < depth.length; node++) {
    deepest = Math.max(deepest, depth[node]!)
    if (tree.column[node]! < 0) continue
    depth[tree.left[node]!] = depth[node]! + 1
    depth[tree.right[node]!] = depth[node]! + 1
  }
  return deepest
}

/** Shares of the rows that went left; halves where none came by. */
function leftShare(tree: RegressionTree, node: number): number {
  const cover = tree.cover[tree.left[node]!]! + tree.cover[tree.right[node]!]!
  return cover > 0 ? tree.cover[tree.left[node]!]! / cover : 0.5
}

function expectation(tree: RegressionTree): number {
  const reach = new Float64Array(tree.column.length)
  reach[0] = 1
  let sum = 0
  for (let node = 0; node < reach.length; node++) {
    if (tree.column[node]! < 0) {
      sum += reach[node]! * tree.value[node]!
      continue
    }
    const left = leftShare(tree, node)
    reach[tree.left[node]!] = reach[node]! * left
    reach[tree.right[node]!] = reach[node]! * (1 - left)
  }
  return sum
}

/** The path of the node before ends at `start`; the split that led here is put onto a copy of it, which begins there. Element 0 is no column. */
function walk(state: Walk, node: number, from: number, start: number, level: number, step: Step): void {
  const { tree, path, row } = state
  copyElements(path, from, start, level)
  extend(path, start, level, step)
  const split = tree.column[node]!
  if (split < 0) {
    addLeaf(state, start, level, tree.value[node]!)
    return
  }
  const isLeft = goesLeft(tree, node, row[split]!)
  const left = leftShare(tree, node)
  const hotShare = isLeft ? left : 1 - left
  // A column that is on the path already is taken off it: its two splits count as one.
  const known = placeOf(path, start, level, split)
  const zero = known < 0 ? 1 : path.zero[start + known]!
  const one = known < 0 ? 1 : path.one[start + known]!
  if (known >= 0) unwind(path, start, level, known)
  const next = known < 0 ? level + 1 : level
  const end = start + level + 1
  const steps = [
    { node: isLeft ? tree.left[node]! : tree.right[node]!, zero: zero * hotShare, one },
    { node: isLeft ? tree.right[node]! : tree.left[node]!, zero: zero * (1 - hotShare), one: 0 },
  ]
  for (const child of steps) {
    // Neither with the column nor without it does anything get there.
    if (child.zero === 0 && child.one === 0) continue
    walk(state, child.node, start, end, next, { column: split, zero: child.zero, one: child.one })
  }
}

function copyElements({ column, zero, one, weight }: Path, from: number, to: number, count: number): void {
  for (let at = 0; at < count; at++) {
    column[to + at] = column[from + at]!
    zero[to + at] = zero[from + at]!
    one[to + at] = one[from + at]!
    weight[to + at] = weight[from + at]!
  }
}

function placeOf({ column }: Path, start: number, level: number, split: number): number {
  for (let at = 1; at <= level; at++) if (column[start + at] === split) return at
  return -1
}

/** Puts an element behind the `level` that are there: weights become those of all subsets with and without it. */
function extend({ column, zero, one, weight }: Path, start: number, level: number, step: Step): void {
  column[start + level] = step.column
  zero[start + level] = step.zero
  one[start + level] = step.one
  weight[start + level] = level === 0 ? 1 : 0
  for (let at = level - 1; at >= 0; at--) {
    const own = weight[start + at]!
    weight[start + at + 1]! += (step.one * own * (at + 1)) / (level + 1)
    weight[start + at] = (step.zero * own * (level - at)) / (level + 1)
  }
}

/** Takes element `taken` of elements 0 to `level` off again. */
function unwind({ column, zero, one, weight }: Path, start: number, level: number, taken: number): void {
  const takenOne = one[start + taken]!
  const takenZero = zero[start + taken]!
  let next = weight[start + level]!
  for (let at = level - 1; at >= 0; at--) {
    const own = weight[start + at]!
    if (takenOne !== 0) {
      weight[start + at] = (next * (level + 1)) / ((at + 1) * takenOne)
      next = own - (weight[start + at]! * takenZero * (level - at)) / (level + 1)
    } else weight[start + at] = (own * (level + 1)) / (takenZero * (level - at))
  }
  for (let at = taken; at < level; at++) {
    column[start + at] = column[start + at + 1]!
    zero[start + at] = zero[start + at + 1]!
    one[start + at] = one[start + at + 1]!
  }
}

/** The sum of the weights that `unwind` would leave. */
function unwoundSum({ zero, one, weight }: Path, start: number, level: number, taken: number): number {
  const takenOne = one[start + taken]!
  const takenZero = zero[start + taken]!
  let next = weight[start + level]!
  let sum = 0
  for (let at = level - 1; at >= 0; at--) {
    if (takenOne !== 0) {
      const own = next / ((at + 1) * takenOne)
      sum += own
      next = weight[start + at]! - own * takenZero * (level - at)
    } else sum += weight[start + at]! / (takenZero * (level - at))
  }
  return sum * (level + 1)
}

function addLeaf({ path, out, share }: Walk, start: number, level: number, value: number): void {
  for (let at = 1; at <= level; at++) {
    const weight = unwoundSum(path, start, level, at)
    out[path.column[start + at]!]! += share * value * weight * (path.one[start + at]! - path.zero[start + at]!)
  }
}

function goesLeft(tree: RegressionTree, node: number, value: number): boolean {
  if (!Number.isFinite(value)) return tree.missingLeft[node] === 1
  const threshold = tree.threshold[node]!
  return threshold === null || value <= threshold
}
