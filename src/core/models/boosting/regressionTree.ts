/**
 * A binary tree as parallel lists, node 0 its root, children after their parent. Plain data, fit for JSON.
 * Inner node: finite values at or below `threshold` go to `left`, others to `right`, missing ones left where `missingLeft` is 1.
 * A threshold of null sends every finite value left. Leaf: `column` is -1 and `value` is added to the margin (learning rate included).
 * `cover` is the training rows' sum of hessians: of squared error and of forests their weight.
 */
export type RegressionTree = {
  readonly column: readonly number[]
  readonly threshold: readonly (number | null)[]
  readonly missingLeft: readonly number[]
  readonly left: readonly number[]
  readonly right: readonly number[]
  readonly value: readonly number[]
  readonly gain: readonly number[]
  readonly cover: readonly number[]
}

/** Value of the leaf that the row starting at `rowAt` of a row-major matrix falls into. */
export function treeValue(tree: RegressionTree, values: Float64Array, rowAt: number): number {
  let node = 0
  for (let column = tree.column[0]!; column >= 0; column = tree.column[node]!) {
    const value = values[rowAt + column]!
    const threshold = tree.threshold[node]!
    const goesLeft = Number.isFinite(value) ? threshold === null || value <= threshold : tree.missingLeft[node] === 1
    node = goesLeft ? tree.left[node]! : tree.right[node]!
  }
  return tree.value[node]!
}
