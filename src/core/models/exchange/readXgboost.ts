import { type XgboostTree, xgboostFileSchema } from '../../contract/xgboostFile.ts'
import { type Outcome, success } from '../../outcome/outcome.ts'
import type { RegressionTree } from '../boosting/regressionTree.ts'
import type { TreeModelData } from '../trainedModelData.ts'
import { MOST_NODES, unreadable, unsupported } from './exchangeTrouble.ts'
import { lastRoundedBelow } from './neighbourFloats.ts'
import { type FileNode, plantTree } from './plantTree.ts'

const KIND = 'XGBoost'

/** Objectives whose margin becomes the prediction by the logistic function, or as it is. */
const LOGISTIC = ['binary:logistic', 'reg:logistic']
const IDENTITY = ['reg:squarederror', 'reg:linear', 'reg:absoluteerror', 'reg:pseudohubererror', 'reg:squaredlogerror']

/**
 * Boosted trees of a `model.json` of XGBoost. It compares float32 values with `<`, we doubles with `<=`: every threshold becomes the greatest double that
 * rounds to a float32 below XGBoost's, so that every double falls as it does there. Trees of a single leaf go into the base.
 * Errors: `exchange-unreadable`, `exchange-unsupported`.
 */
export function readXgboost(text: string): Outcome<TreeModelData> {
  const value = parsed(text)
  const file = xgboostFileSchema.safeParse(value)
  if (!file.success) return unreadable(KIND, 'is not a model.json of XGBoost, or not a whole one')
  const { learner } = file.data
  const { objective, gradient_booster: booster, learner_model_param: facts, attributes = {} } = learner
  const link = LOGISTIC.includes(objective.name) ? 'logistic' : 'identity'
  if (link === 'identity' && !IDENTITY.includes(objective.name))
    return unsupported(
      KIND,
      `has the objective ${objective.name}`,
      `These are understood: ${[...LOGISTIC, ...IDENTITY].join(', ')}.`,
    )
  if (booster.name !== 'gbtree' || booster.model === undefined)
    return unsupported(KIND, `has the booster ${booster.name}`, 'Train it with booster=gbtree.')
  if (Number(facts.num_class ?? 0) > 1 || Number(facts.num_target ?? 1) > 1)
    return unsupported(KIND, 'foretells several classes or targets', 'Train a model of one target, or of two classes.')
  const columns = Number(facts.num_feature)
  const names = namesOf(learner.feature_names ?? [], columns)
  const baseScore = Math.fround(Number(facts.base_score.replace(/^\[|\]$/g, '')))
  if (names === null || !Number.isFinite(baseScore) || (link === 'logistic' && !(baseScore > 0 && baseScore < 1)))
    return unreadable(KIND, 'has no sensible base_score, or another count of feature_names than of columns')
  const planted = plantAll(booster.model.trees, columns)
  if (!planted.ok) return planted
  const isClasses = link === 'logistic' || attributes.assay_task === 'classification'
  return success({
    form: 'trees',
    type: 'xgboost',
    task: isClasses ? 'classification' : 'regression',
    names,
    base: planted.value.base + (link === 'logistic' ? Math.log(baseScore / (1 - baseScore)) : baseScore),
    averages: false,
    link,
    trees: planted.value.trees,
    categories: [],
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function namesOf(names: readonly string[], columns: number): readonly string[] | null {
  if (!Number.isInteger(columns) || columns < 1 || columns > 1_000_000) return null
  if (names.length === 0) return Array.from({ length: columns }, (_, column) => `f${column}`)
  return names.length === columns ? names : null
}

function plantAll(
  trees: readonly XgboostTree[],
  columns: number,
): Outcome<{ readonly base: number; readonly trees: readonly RegressionTree[] }> {
  const found: RegressionTree[] = []
  let base = 0
  let nodes = 0
  for (const [index, tree] of trees.entries()) {
    nodes += tree.left_children.length
    if (nodes > MOST_NODES)
      return unsupported(KIND, `has more than ${MOST_NODES} nodes`, 'Train fewer or smaller trees.')
    if (tree.split_type?.some((type) => type !== 0))
      return unsupported(KIND, 'splits by categories', 'Train it with columns of numbers only.')
    const planted = plantTree(0, columns, (place) => nodeAt(tree, place))
    if (planted === null) return unreadable(KIND, `has a tree (number ${index}) whose nodes do not form a tree`)
    if (planted.column.length === 1) base += planted.value[0]!
    else found.push(planted)
  }
  return success({ base, trees: found })
}

function nodeAt(tree: XgboostTree, place: number): FileNode | null {
  const [left, right] = [tree.left_children[place], tree.right_children[place]]
  const condition = tree.split_conditions[place]
  const column = tree.split_indices[place]
  if (left === undefined || right === undefined || condition === undefined || column === undefined) return null
  const cover = tree.sum_hessian?.[place] ?? 0
  if (left === -1) return { kind: 'leaf', value: Math.fround(condition), cover }
  const gain = tree.loss_changes?.[place] ?? 0
  const missingLeft = Number(tree.default_left[place] ?? 0) === 1
  if (!Number.isInteger(left) || !Number.isInteger(right) || !Number.isInteger(column)) return null
  return {
    kind: 'split',
    column,
    threshold: lastRoundedBelow(Math.fround(condition)),
    missingLeft,
    left,
    right,
    gain,
    cover,
  }
}
