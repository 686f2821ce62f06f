import { describe, expect, it } from 'vitest'
import type { FitOptions, LearnerSettings } from '../../../../src/core/models/learner.ts'
import type { LearningTable, LearningTask } from '../../../../src/core/models/learningTable.ts'
import { treeImportance } from '../../../../src/core/models/trees/treeImportance.ts'
import { allRows, drawnTable, fitTrees } from './treeTable.ts'

/** Rounded to sixteenths, so that every value has a bin; target and weight as xgboost reads them. */
function referenceTable(task: LearningTask, unitId: string, missing = 0): LearningTable {
  const { features, target, weight, ...rest } = drawnTable(task, unitId, 1_200, 6, missing)
  const values = features.values.map((value) => Math.round(value * 16) / 16)
  return {
    ...rest,
    features: { ...features, values },
    target: target.map(Math.fround),
    weight: weight.map(Math.fround),
  }
}

function meanSquare(table: LearningTable, predicted: Float64Array): number {
  const sum = predicted.reduce((all, value, row) => all + table.weight[row]! * (value - table.target[row]!) ** 2, 0)
  return sum / table.weight.reduce((all, value) => all + value, 0)
}

const SHAPE = { n_estimators: 30, learning_rate: 0.1, max_depth: 4, min_child_weight: 3, reg_lambda: 2 }
const RISING = { x0: 1, x3: -1, x4: 1, x5: -1 } as const

// xgboost 1.7.4, reg:squarederror, base_score = weighted mean, tree_method 'exact' (penalties, constraints and leaf-wise: 'hist', which does not split below gamma; 'exact' prunes): weighted training error after 30 trees,
// and predictions of the first three rows. It computes in single precision.
const REGRESSIONS: readonly [string, string, number, string, LearnerSettings, FitOptions, number, number[]][] = [
  [
    'plain',
    'r',
    0,
    'xgboost',
    SHAPE,
    {},
    2.5687138677383783,
    [-0.4448133707046509, 2.5723812580108643, 1.4940547943115234],
  ],
  [
    'penalties',
    'r',
    0,
    'xgboost',
    { ...SHAPE, reg_alpha: 5, gamma: 10 },
    {},
    2.500948412290149,
    [-0.4190996587276459, 2.5640487670898438, 1.142754316329956],
  ],
  [
    'monotone',
    'r',
    0,
    'xgboost',
    SHAPE,
    { monotone: RISING },
    2.5561090839255227,
    [-0.3103552758693695, 2.6135387420654297, 1.34913170337677],
  ],
  [
    'missing',
    'm',
    0.1,
    'xgboost',
    SHAPE,
    {},
    2.2087385389644396,
    [1.454769492149353, 0.9597819447517395, 0.6841117143630981],
  ],
  [
    'leaf-wise',
    'r',
    0,
    'lightgbm',
    { n_estimators: 30, learning_rate: 0.1, num_leaves: 7, min_child_weight: 3, reg_lambda: 2, min_data_in_leaf: 1 },
    {},
    2.660797705018314,
    [-0.4330838620662689, 2.380481719970703, 1.6584705114364624],
  ],
]

it.each(REGRESSIONS)('regression: %s as xgboost', (_, id, missing, type, settings, options, expected, first) => {
  const table = referenceTable('regression', `reference ${id}`, missing)
  const { model } = fitTrees(type, table, { settings, options })
  const predicted = model.predict(table, allRows(table))
  expect(meanSquare(table, predicted)).toBeCloseTo(expected, 5)
  first.forEach((value, row) => {
    expect(predicted[row]).toBeCloseTo(value, 5)
  })
})

describe('classification as xgboost 1.7.4', () => {
  const table = referenceTable('classification', 'reference c')
  const settings = { n_estimators: 20, learning_rate: 0.3, max_depth: 4 }
  const { model, data } = fitTrees('xgboost', table, { settings })

  it('has its log loss', () => {
    const probability = model.predictProbability!(table, allRows(table))
    const losses = probability.map((p, row) => -table.weight[row]! * Math.log(table.target[row] === 1 ? p : 1 - p))
    const total = table.weight.reduce((all, value) => all + value, 0)
    expect(losses.reduce((all, value) => all + value, 0) / total).toBeCloseTo(0.39118329349000597, 6)
  })

  it('has its contributions (pred_contribs)', () => {
    const { base, values } = model.explain!(table, Int32Array.of(0, 1))
    const expected = [
      -0.3179643154144287, 0.6025188565254211, 0.2056380957365036, -0.4658459424972534, 0.04155923053622246,
      0.10880392789840698, 0.3565865159034729, 0.007779773324728012, 0.04888002946972847, -0.44830483198165894,
      -0.12986372411251068, 0.10364802181720734,
    ]
    values.forEach((value, at) => {
      expect(value).toBeCloseTo(expected[at]!, 5)
    })
    expect(base).toBeCloseTo(-0.11423593759536743, 5)
  })

  it('has its total gains', () => {
    const gains = [293.6211852, 239.7311096, 200.1195831, 456.7719116, 101.2695007, 76.4542771]
    const total = gains.reduce((all, gain) => all + gain, 0)
    const { gain, cover, splits } = treeImportance(data)
    gains.forEach((expected, column) => {
      expect(gain[column]).toBeCloseTo(expected / total, 5)
    })
    for (const shares of [gain, cover, splits]) expect(shares.reduce((all, value) => all + value, 0)).toBeCloseTo(1, 12)
  })
})

// scikit-learn 1.2.1, DecisionTreeClassifier(max_depth=6, min_samples_leaf=7) and DecisionTreeRegressor(the same, min_samples_split=20), weighted.
it.each([
  [
    'classification',
    'c',
    { min_samples_leaf: 7 },
    0.15652530973151046,
    [0.2581465818485626, 0.40692836283029593, 0.2616770389301218],
  ],
  [
    'regression',
    'r',
    { min_samples_leaf: 7, min_samples_split: 20 },
    3.371484315941218,
    [-0.5716379067042858, 3.17841261116425, 1.1893200430128474],
  ],
] as const)(
  'a forest of one tree on all rows and columns is the %s tree of scikit-learn',
  (task, id, leaves, expected, first) => {
    const table = referenceTable(task, `reference ${id}`)
    const settings = { n_estimators: 1, bootstrap: 0, max_features: 1, max_depth: 6, ...leaves }
    const { model, data } = fitTrees('random_forest', table, { settings })
    expect(data.trees[0]!.column.filter((column) => column < 0).length).toBe(39)
    const predicted = (model.predictProbability ?? model.predict)(table, allRows(table))
    expect(meanSquare(table, predicted)).toBeCloseTo(expected, 9)
    first.forEach((value, row) => {
      expect(predicted[row]).toBeCloseTo(value, 9)
    })
  },
)

// scikit-learn 1.2.1, 100 trees, min_samples_leaf 3, trained on rows 0 to 799 unweighted: errors on the others over 5 seeds.
it.each([
  ['random_forest', 'classification', 'c', 0.172, 0.1764],
  ['extra_trees', 'classification', 'c', 0.1814, 0.1863],
  ['random_forest', 'regression', 'r', 2.2638, 2.3623],
  ['extra_trees', 'regression', 'r', 2.1171, 2.26],
] as const)('%s (%s) errs as that of scikit-learn does', (type, task, id, low, high) => {
  const table = referenceTable(task, `reference ${id}`)
  const even = { ...table, weight: new Float64Array(1_200).fill(1) }
  const rows = allRows(table).subarray(0, 800)
  const others = allRows(table).subarray(800)
  const errors = ['a', 'b', 'c'].map((unitId) => {
    const { model } = fitTrees(type, even, { rows, unitId, settings: { min_samples_leaf: 3 } })
    const predicted = (model.predictProbability ?? model.predict)(even, others)
    return predicted.reduce((all, value, at) => all + (value - even.target[800 + at]!) ** 2, 0) / 400
  })
  const mean = errors.reduce((all, value) => all + value, 0) / errors.length
  expect(mean).toBeGreaterThan(low * 0.96)
  expect(mean).toBeLessThan(high * 1.04)
})
