import { type Outcome, success } from '../../outcome/outcome.ts'
import type { RegressionTree } from '../boosting/regressionTree.ts'
import type { TreeModelData } from '../trainedModelData.ts'
import { MOST_NODES, unreadable, unsupported } from './exchangeTrouble.ts'
import { type FileNode, plantTree } from './plantTree.ts'

const KIND = 'LightGBM'
const IDENTITY = ['regression', 'regression_l1', 'regression_l2', 'huber', 'fair', 'quantile', 'mape']

/** Bits of `decision_type`. */
const CATEGORICAL = 1
const MISSING_LEFT = 2

type Fields = ReadonlyMap<string, string>

/**
 * Trees of a LightGBM model file (`save_model`, versions v3 and v4). Where the file treats no value as missing, a missing one is taken for 0, as it is there.
 * Infinite values are missing here, and compared there. Trees of a single leaf go into the base. Errors: `exchange-unreadable`, `exchange-unsupported`.
 */
export function readLightgbm(text: string): Outcome<TreeModelData> {
  const lines = text.split(/\r?\n/)
  const end = lines.indexOf('end of trees')
  if (lines[0] !== 'tree' || end < 0) return unreadable(KIND, 'is not a model of LightGBM, or not a whole one')
  const starts = lines.flatMap((line, at) => (at < end && line.startsWith('Tree=') ? [at] : []))
  const head = fieldsOf(lines.slice(0, starts[0] ?? end))
  const told = readHead(head)
  if (!told.ok) return told
  const { names, link, averages } = told.value
  if (wholeList(head.get('tree_sizes'))?.length !== starts.length && head.has('tree_sizes'))
    return unreadable(KIND, 'has another count of trees than it says')
  const trees: RegressionTree[] = []
  let nodes = 0
  for (const [index, start] of starts.entries()) {
    const fields = fieldsOf(lines.slice(start + 1, starts[index + 1] ?? end))
    nodes += 2 * Number(fields.get('num_leaves'))
    if (nodes > MOST_NODES)
      return unsupported(KIND, `has more than ${MOST_NODES} nodes`, 'Train fewer or smaller trees.')
    const tree = readTree(fields, index, names.length)
    if (!tree.ok) return tree
    trees.push(tree.value)
  }
  const isLeaf = (tree: RegressionTree) => tree.column.length === 1
  const lone = averages ? [] : trees.filter(isLeaf)
  const isClasses = link === 'logistic' || lines.indexOf('[assay_task: classification]', end) > 0
  return success({
    form: 'trees',
    type: 'lightgbm',
    task: isClasses ? 'classification' : 'regression',
    names,
    base: lone.reduce((sum, tree) => sum + tree.value[0]!, 0),
    averages,
    link,
    trees: averages ? trees : trees.filter((tree) => !isLeaf(tree)),
    categories: [],
  })
}

function readHead(head: Fields): Outcome<Pick<TreeModelData, 'names' | 'link' | 'averages'>> {
  const [objective = '', ...words] = (head.get('objective') ?? '').split(' ')
  const isLogistic = objective === 'binary' || objective === 'cross_entropy'
  if (!isLogistic && !IDENTITY.includes(objective))
    return unsupported(
      KIND,
      `has the objective ${JSON.stringify(objective)}`,
      `These are understood: binary, cross_entropy, ${IDENTITY.join(', ')}.`,
    )
  const steep = words.find((word) => word.startsWith('sigmoid:'))
  if ((steep !== undefined && steep !== 'sigmoid:1') || words.includes('sqrt'))
    return unsupported(
      KIND,
      `bends its predictions otherwise (${words.join(' ')})`,
      'Train it with sigmoid=1, without reg_sqrt.',
    )
  if (head.get('num_class') !== '1' || head.get('num_tree_per_iteration') !== '1')
    return unsupported(KIND, 'foretells several classes', 'Train a model of one target, or of two classes.')
  const names = (head.get('feature_names') ?? '').split(' ').filter((name) => name !== '')
  if (names.length === 0 || names.length !== Number(head.get('max_feature_idx')) + 1)
    return unreadable(KIND, 'has another count of feature_names than of columns')
  return success({ names, link: isLogistic ? 'logistic' : 'identity', averages: head.has('average_output') })
}

function fieldsOf(lines: readonly string[]): Fields {
  return new Map(
    lines.map((line) => {
      const at = line.indexOf('=')
      return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)]
    }),
  )
}

/** Null where it is not a list of numbers. */
function numberList(text: string | undefined): readonly number[] | null {
  if (text === undefined) return null
  const numbers = text
    .split(' ')
    .filter((word) => word !== '')
    .map(Number)
  return numbers.some(Number.isNaN) ? null : numbers
}

function wholeList(text: string | undefined): readonly number[] | null {
  const numbers = numberList(text)
  return numbers?.every(Number.isInteger) ? numbers : null
}

function readTree(fields: Fields, index: number, columns: number): Outcome<RegressionTree> {
  const broken = unreadable(KIND, `has a tree (number ${index}) whose lines do not form a tree`)
  if (fields.get('is_linear') === '1')
    return unsupported(KIND, 'has linear models in its leaves', 'Train it with linear_tree=false.')
  const leaves = Number(fields.get('num_leaves'))
  const values = numberList(fields.get('leaf_value'))
  if (values === null || values.length !== leaves || leaves < 1) return broken
  const columnOf = wholeList(fields.get('split_feature'))
  const [left, right] = [wholeList(fields.get('left_child')), wholeList(fields.get('right_child'))]
  const threshold = numberList(fields.get('threshold'))
  const decision = wholeList(fields.get('decision_type')) ?? []
  const splits = leaves - 1
  if (leaves > 1 && [columnOf, left, right, threshold].some((list) => list?.length !== splits)) return broken
  if (fields.get('num_cat') !== '0' || decision.some((bits) => (bits & CATEGORICAL) !== 0))
    return unsupported(KIND, 'splits by categories', 'Train it with columns of numbers only.')
  if (decision.some((bits) => ((bits >> 2) & 3) === 1))
    return unsupported(KIND, 'takes zeros for missing', 'Train it with zero_as_missing=false.')
  const gain = numberList(fields.get('split_gain')) ?? []
  const weight = numberList(fields.get('internal_weight')) ?? []
  const leafWeight = numberList(fields.get('leaf_weight')) ?? []
  const nodeAt = (place: number): FileNode | null => {
    const value = place < 0 ? values[-1 - place] : undefined
    if (value !== undefined) return { kind: 'leaf', value, cover: leafWeight[-1 - place] ?? 0 }
    if (place < 0 || place >= splits) return null
    const bits = decision[place] ?? 0
    const limit = threshold![place]!
    return {
      kind: 'split',
      column: columnOf![place]!,
      threshold: limit,
      missingLeft: ((bits >> 2) & 3) === 2 ? (bits & MISSING_LEFT) !== 0 : 0 <= limit,
      left: left![place]!,
      right: right![place]!,
      gain: gain[place] ?? 0,
      cover: weight[place] ?? 0,
    }
  }
  const tree = plantTree(leaves === 1 ? -1 : 0, columns, nodeAt)
  return tree === null || tree.column.length !== 2 * leaves - 1 ? broken : success(tree)
}
