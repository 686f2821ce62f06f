import { expect, it } from 'vitest'
import type { RegressionTree } from '../../../../src/core/models/boosting/regressionTree.ts'
import type { TreeModelData } from '../../../../src/core/models/trainedModelData.ts'
import { treeModelOf } from '../../../../src/core/models/trees/treeModel.ts'
import { allRows, drawnTable, type FitWish, fitTrees, tableOf } from './treeTable.ts'

/** What the tree is expected to say when only the columns of `known` are. */
function expectation(tree: RegressionTree, node: number, row: Float64Array, known: number): number {
  const column = tree.column[node]!
  if (column < 0) return tree.value[node]!
  const left = tree.left[node]!
  const right = tree.right[node]!
  if ((known >> column) & 1) {
    const value = row[column]!
    const threshold = tree.threshold[node]!
    const goesLeft = Number.isNaN(value) ? tree.missingLeft[node] === 1 : threshold === null || value <= threshold
    return expectation(tree, goesLeft ? left : right, row, known)
  }
  const cover = tree.cover[left]! + tree.cover[right]!
  const share = cover === 0 ? 0.5 : tree.cover[left]! / cover
  return share * expectation(tree, left, row, known) + (1 - share) * expectation(tree, right, row, known)
}

/** Shapley's definition, over all subsets. */
function shapleyValues(data: TreeModelData, row: Float64Array): number[] {
  const columns = row.length
  const scale = data.averages ? 1 / data.trees.length : 1
  const game = Array.from({ length: 2 ** columns }, (_, known) =>
    data.trees.reduce((sum, tree) => sum + scale * expectation(tree, 0, row, known), 0),
  )
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
  return Array.from({ length: columns }, (_, column) => {
    let sum = 0
    for (let known = 0; known < game.length; known++) {
      if ((known >> column) & 1) continue
      const size = Array.from({ length: columns }, (_, at) => (known >> at) & 1).reduce((all, bit) => all + bit, 0)
      const chance = (factorial(size) * factorial(columns - size - 1)) / factorial(columns)
      sum += chance * (game[known | (1 << column)]! - game[known]!)
    }
    return sum
  })
}

const WISHES: readonly [string, FitWish][] = [
  ['xgboost', { settings: { n_estimators: 7, max_depth: 5 } }],
  ['lightgbm', { settings: { n_estimators: 7, min_data_in_leaf: 3 } }],
  // Deep for few rows: some leaves stay empty.
  ['catboost', { settings: { n_estimators: 5, depth: 7 } }],
  ['random_forest', { settings: { n_estimators: 4 } }],
]

it.each(WISHES)('%s: contributions are the Shapley values of all subsets, and sum to the margin', (type, wish) => {
  const table = drawnTable('regression', `shapley ${type}`, 120, 5, 0.15)
  const { data, model } = fitTrees(type, table, wish)
  const rows = allRows(table).subarray(0, 25)
  const { base, columns, values } = model.explain!(table, rows)
  const margin = model.predict(table, rows)
  expect(base).toBeCloseTo(
    data.trees.reduce(
      (sum, tree) => sum + expectation(tree, 0, new Float64Array(5), 0) / (data.averages ? data.trees.length : 1),
      data.base,
    ),
    12,
  )
  for (let at = 0; at < rows.length; at++) {
    const own = values.subarray(at * columns, (at + 1) * columns)
    const expected = shapleyValues(data, table.features.values.subarray(at * 5, at * 5 + 5))
    own.forEach((value, column) => {
      expect(Math.abs(value - expected[column]!)).toBeLessThan(1e-12)
    })
    expect(Math.abs(base + own.reduce((sum, value) => sum + value, 0) - margin[at]!)).toBeLessThan(1e-12)
  }
})

it('sums to the log odds of a classifier within 1e-9 on deep trees, and reads categories as the model does', () => {
  const table = drawnTable('classification', 'deep', 1_500, 8, 0.1)
  const values = table.features.values.map((value, at) => (at % 8 === 4 ? Math.floor(3 * value) : value))
  const coded = { ...table, features: { ...table.features, values } }
  const settings = { n_estimators: 60, max_depth: 12, min_child_weight: 0 }
  const { model } = fitTrees('xgboost', coded, { settings, options: { categorical: ['x4'] } })
  const rows = allRows(table).subarray(0, 200)
  const probability = model.predictProbability!(coded, rows)
  const { base, columns, values: parts } = model.explain!(coded, rows)
  for (let at = 0; at < rows.length; at++) {
    let margin = base
    for (let column = 0; column < columns; column++) margin += parts[at * columns + column]!
    const logOdds = Math.log(probability[at]! / (1 - probability[at]!))
    expect(Math.abs(margin - logOdds)).toBeLessThan(1e-9 * Math.max(1, Math.abs(logOdds)))
  }
})

it('gives a split that no row of the training came to both ways alike', () => {
  const tree: RegressionTree = {
    column: [0, -1, 1, -1, -1],
    threshold: [0, null, 0, null, null],
    missingLeft: [0, 0, 0, 0, 0],
    left: [1, -1, 3, -1, -1],
    right: [2, -1, 4, -1, -1],
    value: [0, 1, 0, 10, 20],
    gain: [1, 0, 1, 0, 0],
    cover: [8, 8, 0, 0, 0],
  }
  const about = { type: 'catboost', task: 'regression', form: 'trees', link: 'identity' } as const
  const data: TreeModelData = { ...about, names: ['x0', 'x1'], base: 0, averages: false, trees: [tree], categories: [] }
  const table = tableOf('regression', Float64Array.of(1, 1), 2, Float64Array.of(0))
  const { base, values } = treeModelOf(data).explain!(table, Int32Array.of(0))
  // x0 alone: 15 instead of 1; with x1: 20 instead of 1. x1 alone: nothing; with x0: 5.
  expect([base, ...values]).toEqual([1, (14 + 19) / 2, 2.5])
})
