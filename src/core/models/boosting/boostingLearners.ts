import type { Learner, LearnerParameter } from '../learner.ts'
import { MAXIMUM_BINS } from './columnThresholds.ts'
import { boostingLearner } from './fitBoosted.ts'

type Search = LearnerParameter['search']

const whole = (
  name: string,
  meaning: string,
  standard: number,
  least: number,
  most: number,
  search?: Search,
): LearnerParameter => ({ name, meaning, standard, least, most, isWhole: true, ...(search ? { search } : {}) })

const real = (
  name: string,
  meaning: string,
  standard: number,
  least: number,
  most: number,
  search?: Search,
): LearnerParameter => ({ name, meaning, standard, least, most, isWhole: false, ...(search ? { search } : {}) })

const share = (name: string, meaning: string, standard: number): LearnerParameter =>
  real(name, meaning, standard, 1e-4, 1, { from: 0.5, to: 1, scale: 'linear' })

const trees = (standard: number) =>
  whole('n_estimators', 'trees, at most', standard, 1, 100_000, { from: 50, to: 500, scale: 'log' })
const rate = (standard: number) =>
  real('learning_rate', 'share of each leaf that is added', standard, 1e-6, 1, { from: 0.01, to: 0.3, scale: 'log' })
const rows = (standard: number) => share('subsample', 'share of the rows drawn for each tree', standard)
const bins = (name: string, standard: number) =>
  whole(
    name,
    'bins a column is cut into, at quantiles; more than 255 are 255, missing values beside them',
    standard,
    2,
    256,
  )
const penalty = (name: string, standard: number) =>
  real(name, 'penalty on the squares of leaf values', standard, 0, 1e9, { from: 0.1, to: 100, scale: 'log' })
const sizePenalty = real('reg_alpha', 'penalty on the sizes of leaf values', 0, 0, 1e9)
const hessians = (standard: number) =>
  real(
    'min_child_weight',
    'least sum of hessians of a leaf: of weight p (1 - p), or of weight in a regression',
    standard,
    0,
    1e9,
    {
      from: 1,
      to: 100,
      scale: 'log',
    },
  )
const columns = (name: string) => share(name, 'share of the columns drawn for each tree', 1)
const patience = whole(
  'early_stopping_rounds',
  'trees without a lower loss of the stopping rows after which training ends; matters only where there are such rows',
  50,
  1,
  100_000,
)

const binsOf = (asked = MAXIMUM_BINS) => Math.min(asked, MAXIMUM_BINS)
const NO_LIMIT = Number.POSITIVE_INFINITY

const xgboost = boostingLearner({
  type: 'xgboost',
  title: 'Gradient boosting, level-wise (as XGBoost)',
  parameters: [
    trees(100),
    whole('max_depth', 'most splits on a path', 6, 1, 16, { from: 2, to: 8, scale: 'linear' }),
    rate(0.3),
    rows(1),
    columns('colsample_bytree'),
    hessians(1),
    penalty('reg_lambda', 1),
    sizePenalty,
    real('gamma', 'least gain of a split', 0, 0, 1e9),
    bins('max_bin', 256),
    patience,
  ],
  termsOf: (set) => ({
    growth: {
      shape: 'level',
      depth: set.max_depth ?? 6,
      leaves: NO_LIMIT,
      splitRows: 2,
      learningRate: set.learning_rate ?? 0.3,
    },
    trees: set.n_estimators ?? 100,
    lambda: set.reg_lambda ?? 1,
    alpha: set.reg_alpha ?? 0,
    leastWeight: set.min_child_weight ?? 1,
    leastRows: 1,
    leastGain: set.gamma ?? 0,
    bins: binsOf(set.max_bin),
    rowSubsample: set.subsample ?? 1,
    columnSubsample: set.colsample_bytree ?? 1,
    patience: set.early_stopping_rounds ?? 50,
  }),
})

const lightgbm = boostingLearner({
  type: 'lightgbm',
  title: 'Gradient boosting, leaf-wise (as LightGBM)',
  parameters: [
    trees(100),
    whole('num_leaves', 'most leaves of a tree', 31, 2, 4_096, { from: 7, to: 63, scale: 'log' }),
    whole('max_depth', 'most splits on a path; 0 and -1: no limit', -1, -1, 64),
    rate(0.1),
    rows(1),
    columns('colsample_bytree'),
    whole('min_data_in_leaf', 'least rows of a leaf', 20, 1, 1_000_000, { from: 10, to: 200, scale: 'log' }),
    { ...hessians(0.001), least: 0 },
    penalty('reg_lambda', 0),
    sizePenalty,
    real('min_split_gain', 'least gain of a split', 0, 0, 1e9),
    bins('max_bin', 255),
    patience,
  ],
  termsOf: (set) => ({
    growth: {
      shape: 'leaf',
      depth: (set.max_depth ?? -1) > 0 ? set.max_depth! : NO_LIMIT,
      leaves: set.num_leaves ?? 31,
      splitRows: 2,
      learningRate: set.learning_rate ?? 0.1,
    },
    trees: set.n_estimators ?? 100,
    lambda: set.reg_lambda ?? 0,
    alpha: set.reg_alpha ?? 0,
    leastWeight: set.min_child_weight ?? 0.001,
    leastRows: set.min_data_in_leaf ?? 20,
    leastGain: set.min_split_gain ?? 0,
    bins: binsOf(set.max_bin),
    rowSubsample: set.subsample ?? 1,
    columnSubsample: set.colsample_bytree ?? 1,
    patience: set.early_stopping_rounds ?? 50,
  }),
})

const catboost = boostingLearner({
  type: 'catboost',
  title: 'Gradient boosting, symmetric trees (as CatBoost)',
  parameters: [
    trees(1000),
    whole('depth', 'splits on every path', 6, 1, 10, { from: 2, to: 8, scale: 'linear' }),
    rate(0.03),
    rows(0.8),
    columns('rsm'),
    penalty('l2_leaf_reg', 3),
    bins('border_count', 254),
    patience,
  ],
  termsOf: (set) => ({
    growth: {
      shape: 'symmetric',
      depth: set.depth ?? 6,
      leaves: NO_LIMIT,
      splitRows: 2,
      learningRate: set.learning_rate ?? 0.03,
    },
    trees: set.n_estimators ?? 1000,
    lambda: set.l2_leaf_reg ?? 3,
    alpha: 0,
    leastWeight: 0,
    leastRows: 1,
    leastGain: 0,
    bins: binsOf(set.border_count),
    rowSubsample: set.subsample ?? 0.8,
    columnSubsample: set.rsm ?? 1,
    patience: set.early_stopping_rounds ?? 50,
  }),
})

/** Boosted trees under the names of those who made each way of growing them known. */
export const boostingLearners: readonly Learner[] = [xgboost, lightgbm, catboost]
