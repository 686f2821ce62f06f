import type { Learner, LearnerParameter } from '../learner.ts'
import { type ForestKind, fitForest } from './fitForest.ts'

const parameter = (
  name: string,
  meaning: string,
  standard: number,
  least: number,
  most: number,
  isWhole: boolean,
): LearnerParameter => ({ name, meaning, standard, least, most, isWhole })

const parametersOf = (bootstrap: number): readonly LearnerParameter[] => [
  parameter('n_estimators', 'trees', 100, 1, 100_000, true),
  {
    ...parameter('max_depth', 'most splits on a path; 0: no limit', 0, 0, 64, true),
    search: { from: 3, to: 16, scale: 'linear' },
  },
  parameter('min_samples_split', 'least rows of a node that is split', 2, 2, 1_000_000, true),
  {
    ...parameter('min_samples_leaf', 'least rows of a leaf', 1, 1, 1_000_000, true),
    search: { from: 1, to: 200, scale: 'log' },
  },
  {
    ...parameter(
      'max_features',
      'columns drawn for each split: up to 1 a share of them, above 1 their number; 0: their root for classes, all for values',
      0,
      0,
      100_000,
      false,
    ),
    search: { from: 0.1, to: 1, scale: 'linear' },
  },
  parameter('bootstrap', '1: each tree has rows drawn with replacement, by weight; 0: all rows', bootstrap, 0, 1, true),
  parameter('max_samples', 'rows drawn for each tree, as a share of all', 1, 1e-4, 1, false),
  parameter('max_bin', 'bins a column is cut into, at quantiles', 255, 2, 255, true),
]

const KINDS: readonly ForestKind[] = [
  { type: 'random_forest', title: 'Random forest', parameters: parametersOf(1), cutsAtRandom: false },
  { type: 'extra_trees', title: 'Extremely randomised trees', parameters: parametersOf(0), cutsAtRandom: true },
]

export const forestLearners: readonly Learner[] = KINDS.map((kind) => ({
  type: kind.type,
  title: kind.title,
  tasks: ['classification', 'regression'],
  parameters: kind.parameters,
  lookBackRows: () => 0,
  fit: (table, rows, settings, options, context) => fitForest(kind, table, rows, settings, options, context),
}))
