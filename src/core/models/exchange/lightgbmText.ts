import { type Outcome, success } from '../../outcome/outcome.ts'
import type { RegressionTree } from '../boosting/regressionTree.ts'
import type { TreeModelData } from '../trainedModelData.ts'
import { notSayable } from './exchangeTrouble.ts'

/** Bits of `decision_type`: 2 missing values go left; 8 what is missing is NaN. */
const MISSING_IS_NAN = 8
const MISSING_LEFT = 2

/**
 * A model file that LightGBM 3 and later read (`version=v4`). It compares doubles with `<=` as we do: thresholds and leaves are written as they are. The base
 * is a tree of one leaf; that of a forest, whose leaves are averaged, is in its leaves. Errors: `exchange-not-sayable`.
 */
export function lightgbmText(data: TreeModelData): Outcome<string> {
  if (data.categories.length > 0)
    return notSayable('LightGBM', 'it has columns of categories', 'Train it without categorical columns.')
  const odd = data.names.find((name) => /[\s",:[\]{}]/.test(name))
  if (odd !== undefined)
    return notSayable(
      'LightGBM',
      `its column ${JSON.stringify(odd)} has a name with a blank or one of ",:[]{}`,
      'Give the column another name.',
    )
  if (data.averages && data.link === 'logistic')
    return notSayable('LightGBM', 'it averages margins', 'Export it to ONNX.')
  const trees = data.averages
    ? data.trees.map((tree) => raised(tree, data.base))
    : [[data.base], ...data.trees.map((tree) => tree)]
  const blocks = trees.map(
    (tree, index) => `Tree=${index}\n${'column' in tree ? treeText(tree) : leafText(tree[0]!)}\n\n`,
  )
  const head = [
    'tree',
    'version=v4',
    'num_class=1',
    'num_tree_per_iteration=1',
    'label_index=0',
    `max_feature_idx=${data.names.length - 1}`,
    `objective=${data.link === 'logistic' ? 'binary sigmoid:1' : 'regression'}`,
    ...(data.averages ? ['average_output'] : []),
    `feature_names=${data.names.join(' ')}`,
    `feature_infos=${data.names.map(() => '[-inf:inf]').join(' ')}`,
    `tree_sizes=${blocks.map((block) => block.length).join(' ')}`,
  ]
  const tail = [
    'end of trees',
    '',
    'feature_importances:',
    '',
    'parameters:',
    `[assay_task: ${data.task}]`,
    `[assay_type: ${data.type}]`,
    'end of parameters',
    '',
    'pandas_categorical:null',
  ]
  return success(`${head.join('\n')}\n\n${blocks.join('')}${tail.join('\n')}\n`)
}

function raised(tree: RegressionTree, base: number): RegressionTree {
  return { ...tree, value: tree.value.map((value) => value + base) }
}

function leafText(value: number): string {
  return `${[
    'num_leaves=1',
    'num_cat=0',
    'split_feature=',
    'split_gain=',
    'threshold=',
    'decision_type=',
    'left_child=',
    'right_child=',
    `leaf_value=${value}`,
    'leaf_weight=0',
    'leaf_count=0',
    'internal_value=',
    'internal_weight=',
    'internal_count=',
    'is_linear=0',
    'shrinkage=1',
  ].join('\n')}\n`
}

/** Splits and leaves are numbered apart; a leaf is written as -1 - its number. */
function treeText(tree: RegressionTree): string {
  const nodes = [...tree.column.keys()]
  const splits = nodes.filter((node) => tree.column[node]! >= 0)
  const leaves = nodes.filter((node) => tree.column[node]! < 0)
  if (splits.length === 0) return leafText(tree.value[0]!)
  const codes = new Map([
    ...splits.map((node, number) => [node, number] as const),
    ...leaves.map((node, number) => [node, -1 - number] as const),
  ])
  const line = (name: string, of: readonly number[], pick: (node: number) => number | string) =>
    `${name}=${of.map(pick).join(' ')}`
  const count = (node: number) => Math.max(1, Math.round(tree.cover[node]!))
  return `${[
    `num_leaves=${leaves.length}`,
    'num_cat=0',
    line('split_feature', splits, (node) => tree.column[node]!),
    line('split_gain', splits, (node) => tree.gain[node]!),
    line('threshold', splits, (node) => tree.threshold[node] ?? Number.MAX_VALUE),
    line('decision_type', splits, (node) => MISSING_IS_NAN + (tree.missingLeft[node] === 1 ? MISSING_LEFT : 0)),
    line('left_child', splits, (node) => codes.get(tree.left[node]!)!),
    line('right_child', splits, (node) => codes.get(tree.right[node]!)!),
    line('leaf_value', leaves, (node) => tree.value[node]!),
    line('leaf_weight', leaves, (node) => tree.cover[node]!),
    line('leaf_count', leaves, count),
    line('internal_value', splits, () => 0),
    line('internal_weight', splits, (node) => tree.cover[node]!),
    line('internal_count', splits, count),
    'is_linear=0',
    'shrinkage=1',
  ].join('\n')}\n`
}
