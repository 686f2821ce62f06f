import type { RegressionTree } from '../boosting/regressionTree.ts'

/**
 * Many trees for quick walks. A row holds its columns twice: missing values as -Infinity, then as Infinity; `offset` says which of these a node reads, so that
 * `value <= threshold` sends missing ones where they belong. The right child follows the left one; a leaf is its own left child and always goes there, so
 * that `steps` steps from `root` end in the leaf of every row.
 */
export type FlatTrees = {
  readonly threshold: Float64Array
  readonly offset: Int32Array
  readonly left: Int32Array
  readonly leaf: Float64Array
  readonly root: Int32Array
  readonly steps: Int32Array
}

/** Depth-first copies of the trees; `columns` is the width of a row as the model sees it. */
export function flattenTrees(trees: readonly RegressionTree[], columns: number): FlatTrees {
  const size = trees.reduce((sum, tree) => sum + tree.column.length, 0)
  const flat: FlatTrees = {
    threshold: new Float64Array(size).fill(Number.POSITIVE_INFINITY),
    offset: new Int32Array(size),
    left: new Int32Array(size),
    leaf: new Float64Array(size),
    root: new Int32Array(trees.length),
    steps: new Int32Array(trees.length),
  }
  let free = 0
  for (const [index, tree] of trees.entries()) {
    flat.root[index] = free
    flat.steps[index] = placeTree(flat, tree, free, columns)
    free += tree.column.length
  }
  return flat
}

/** Writes a tree from node `first` on; its depth. */
function placeTree(flat: FlatTrees, tree: RegressionTree, first: number, columns: number): number {
  let free = first + 1
  let deepest = 0
  const open = [{ node: 0, place: first, depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, place, depth } = next
    const column = tree.column[node]!
    if (column < 0) {
      flat.left[place] = place
      flat.leaf[place] = tree.value[node]!
      deepest = Math.max(deepest, depth)
      continue
    }
    flat.threshold[place] = tree.threshold[node] ?? Number.MAX_VALUE
    flat.offset[place] = tree.missingLeft[node] === 1 ? column : columns + column
    flat.left[place] = free
    open.push({ node: tree.right[node]!, place: free + 1, depth: depth + 1 })
    open.push({ node: tree.left[node]!, place: free, depth: depth + 1 })
    free += 2
  }
  return deepest
}
