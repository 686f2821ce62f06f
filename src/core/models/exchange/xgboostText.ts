import { type Outcome, success } from '../../outcome/outcome.ts'
import type { RegressionTree } from '../boosting/regressionTree.ts'
import type { TreeModelData } from '../trainedModelData.ts'
import { notSayable } from './exchangeTrouble.ts'
import { floatAbove, floatAtOrBelow, floatText, LARGEST } from './neighbourFloats.ts'

/** What a tree without a parent says of it. */
const NO_PARENT = 2147483647

/**
 * A `model.json` that XGBoost 1.7 and later read. It keeps thresholds and leaves as float32 and sends `value < threshold` left, we `value <= threshold`: the
 * threshold written is the next float32 above the greatest one at or below ours, so that every float32 value falls alike. The base is a tree of one leaf,
 * the mean of a forest is in its leaves. Errors: `exchange-not-sayable`.
 */
export function xgboostText(data: TreeModelData): Outcome<string> {
  if (data.categories.length > 0)
    return notSayable('XGBoost', 'it has columns of categories', 'Train it without categorical columns.')
  const trees = [
    loneLeaf(data.base),
    ...data.trees.map((tree) => (data.averages ? shared(tree, data.trees.length) : tree)),
  ]
  const columns = data.names.length
  const count = String(trees.length)
  const objective =
    data.link === 'logistic'
      ? { name: '"binary:logistic"', facts: '"reg_loss_param":{"scale_pos_weight":"1"}' }
      : { name: '"reg:squarederror"', facts: '"reg_loss_param":{"scale_pos_weight":"1"}' }
  const model = `{"gbtree_model_param":{"num_parallel_tree":"1","num_trees":"${count}","size_leaf_vector":"0"},"tree_info":[${trees.map(() => 0).join(',')}],"trees":[\n${trees.map((tree, id) => treeText(tree, id, columns)).join(',\n')}\n]}`
  const learner = [
    `"attributes":{"assay_task":${JSON.stringify(data.task)},"assay_type":${JSON.stringify(data.type)}}`,
    `"feature_names":${JSON.stringify(data.names)}`,
    `"feature_types":${JSON.stringify(data.names.map(() => 'float'))}`,
    `"gradient_booster":{"model":${model},"name":"gbtree"}`,
    `"learner_model_param":{"base_score":"${data.link === 'logistic' ? '5E-1' : '0E0'}","boost_from_average":"0","num_class":"0","num_feature":"${columns}","num_target":"1"}`,
    `"objective":{"name":${objective.name},${objective.facts}}`,
  ]
  return success(`{"learner":{${learner.join(',')}},"version":[1,7,4]}\n`)
}

function loneLeaf(value: number): RegressionTree {
  return {
    column: [-1],
    threshold: [0],
    missingLeft: [0],
    left: [-1],
    right: [-1],
    value: [value],
    gain: [0],
    cover: [0],
  }
}

/** Level by level, the right child behind the left one: XGBoost finds it there, whatever `right_children` says. */
function siblingsTogether(tree: RegressionTree): RegressionTree {
  const order = [0]
  const numberOf = new Map([[0, 0]])
  for (let at = 0; at < order.length; at++) {
    const node = order[at]!
    if (tree.column[node]! < 0) continue
    for (const child of [tree.left[node]!, tree.right[node]!]) {
      numberOf.set(child, order.length)
      order.push(child)
    }
  }
  const moved = <T>(values: readonly T[]) => order.map((node) => values[node]!)
  const child = (values: readonly number[]) => moved(values).map((node) => numberOf.get(node) ?? -1)
  return {
    column: moved(tree.column),
    threshold: moved(tree.threshold),
    missingLeft: moved(tree.missingLeft),
    left: child(tree.left),
    right: child(tree.right),
    value: moved(tree.value),
    gain: moved(tree.gain),
    cover: moved(tree.cover),
  }
}

function shared(tree: RegressionTree, count: number): RegressionTree {
  return { ...tree, value: tree.value.map((value) => value / count) }
}

function treeText(given: RegressionTree, id: number, columns: number): string {
  const tree = siblingsTogether(given)
  const nodes = [...tree.column.keys()]
  const isLeaf = (node: number) => tree.column[node]! < 0
  const floats = (values: readonly number[]) => `[${values.map((value) => floatText(Math.fround(value))).join(',')}]`
  const wholes = (pick: (node: number) => number) => `[${nodes.map(pick).join(',')}]`
  const parents = nodes.map(() => NO_PARENT)
  for (const node of nodes)
    if (!isLeaf(node)) {
      parents[tree.left[node]!] = node
      parents[tree.right[node]!] = node
    }
  const values = nodes.map((node) => (isLeaf(node) ? tree.value[node]! : 0))
  const conditions = nodes.map((node) => (isLeaf(node) ? tree.value[node]! : thresholdOf(tree.threshold[node] ?? null)))
  const fields = [
    `"base_weights":${floats(values)}`,
    '"categories":[],"categories_nodes":[],"categories_segments":[],"categories_sizes":[]',
    `"default_left":${wholes((node) => (isLeaf(node) ? 0 : tree.missingLeft[node]!))}`,
    `"id":${id}`,
    `"left_children":${wholes((node) => (isLeaf(node) ? -1 : tree.left[node]!))}`,
    `"loss_changes":${floats(tree.gain)}`,
    `"parents":[${parents.join(',')}]`,
    `"right_children":${wholes((node) => (isLeaf(node) ? -1 : tree.right[node]!))}`,
    `"split_conditions":${floats(conditions)}`,
    `"split_indices":${wholes((node) => (isLeaf(node) ? 0 : tree.column[node]!))}`,
    `"split_type":${wholes(() => 0)}`,
    `"sum_hessian":${floats(tree.cover)}`,
    `"tree_param":{"num_deleted":"0","num_feature":"${columns}","num_nodes":"${nodes.length}","size_leaf_vector":"0"}`,
  ]
  return `{${fields.join(',')}}`
}

/** Of no threshold all finite values go left: none but the largest float32 itself is not below that. */
function thresholdOf(threshold: number | null): number {
  if (threshold === null) return LARGEST
  const above = floatAbove(floatAtOrBelow(threshold))
  return Math.min(Math.max(above, -LARGEST), LARGEST)
}
