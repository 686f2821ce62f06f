import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cancelled } from '../../../../src/core/job/cancelled.ts'
import { logLoss } from '../../../../src/core/models/scores/logLoss.ts'
import type { TreeModelData } from '../../../../src/core/models/trainedModelData.ts'
import { treeLearners } from '../../../../src/core/models/trees/treeLearners.ts'
import { treeModelOf } from '../../../../src/core/models/trees/treeModel.ts'
import { allRows, drawnTable, fitTrees, tableOf, tryFit } from './treeTable.ts'

const TYPES = treeLearners.map(({ type }) => type)
const BOOSTED = ['xgboost', 'lightgbm', 'catboost']
const FEW = { n_estimators: 12 }

describe.each(TYPES)('%s', (type) => {
  it.each(['classification', 'regression'] as const)(
    'learns, is the same again, and comes back from JSON bit for bit (%s)',
    (task) => {
      const table = drawnTable(task, `learn ${type}`, 900, 6, 0.05)
      const rows = allRows(table).subarray(0, 700)
      const tests = allRows(table).subarray(700)
      const settings = type === 'catboost' ? { n_estimators: 60, learning_rate: 0.1 } : { n_estimators: 60 }
      const { model, data } = fitTrees(type, table, { rows, settings })
      const text = JSON.stringify(data)
      expect(JSON.stringify(fitTrees(type, table, { rows: rows.slice().reverse(), settings }).data)).toBe(text)
      const again = treeModelOf(JSON.parse(text) as TreeModelData)
      const probability = model.predictProbability
      const predicted = (probability ?? model.predict)(table, tests)
      expect((again.predictProbability ?? again.predict)(table, tests)).toEqual(predicted)
      expect(JSON.stringify(again.data)).toBe(text)
      const target = table.target.subarray(700)
      const squares = (values: ArrayLike<number>) =>
        Array.from(target, (y, at) => (y - values[at]!) ** 2).reduce((a, b) => a + b)
      const mean = table.target.subarray(0, 700).reduce((a, b) => a + b) / 700
      expect(squares(predicted)).toBeLessThan(0.95 * squares(new Float64Array(200).fill(mean)))
      expect(task === 'classification').toBe(probability !== null)
      if (probability !== null) {
        expect(predicted.every((p) => p >= 0 && p <= 1)).toBe(true)
        expect(model.predict(table, tests)).toEqual(predicted.map((p) => (p >= 0.5 ? 1 : 0)))
      }
    },
  )

  it('looks at no row that it is not given', () => {
    const table = drawnTable('classification', `unseen ${type}`, 400, 4)
    const rows = allRows(table).filter((row) => row % 4 !== 1)
    const others = (at: number) => at % 4 === 1
    const changed = {
      ...table,
      features: {
        ...table.features,
        values: table.features.values.map((x, at) => (others(Math.floor(at / 4)) ? 1e6 : x)),
      },
      target: table.target.map((y, row) => (others(row) ? 1 - y : y)),
      weight: table.weight.map((w, row) => (others(row) ? 100 : w)),
    }
    expect(fitTrees(type, changed, { rows, settings: FEW }).data).toEqual(
      fitTrees(type, table, { rows, settings: FEW }).data,
    )
  })

  it('counts a weight of 2 as two rows, and a weight of 0 as none', () => {
    const table = drawnTable('regression', `weights ${type}`, 300, 3)
    const weight = table.weight.map((_, row) => row % 3)
    const rows = allRows(table).filter((row) => row % 3 > 0)
    const twice = Int32Array.from([...rows].flatMap((row) => (row % 3 === 2 ? [row, row] : [row])))
    const even = { ...table, weight: new Float64Array(300).fill(1) }
    // Without chance, and with a bin for every value: bins are cut by rows.
    const settings = {
      xgboost: FEW,
      lightgbm: { ...FEW, min_data_in_leaf: 1 },
      catboost: { ...FEW, subsample: 1 },
    }[type] ?? { n_estimators: 1, bootstrap: 0, max_features: 1 }
    if (type === 'extra_trees') return
    const weighted = fitTrees(type, { ...table, weight }, { settings }).model.predict(table, rows)
    const repeated = fitTrees(type, even, { rows: twice, settings }).model.predict(table, rows)
    weighted.forEach((value, at) => {
      expect(value).toBeCloseTo(repeated[at]!, 9)
    })
  })

  it('goes on from an earlier model, and says where it cannot', () => {
    const table = drawnTable('classification', `on ${type}`, 500, 4)
    const first = fitTrees(type, table, { settings: FEW }).data
    const onward = fitTrees(type, table, { settings: { n_estimators: 5 }, options: { from: first } }).data
    expect(onward.trees.length).toBe(17)
    expect(onward.trees.slice(0, 12)).toEqual(first.trees)
    expect(onward.base).toBe(first.base)
    const other = drawnTable('classification', `on ${type}`, 500, 5)
    const refused = tryFit(type, other, { options: { from: first } })
    expect(refused.ok ? 'fitted' : refused.trouble.code).toBe('cannot-continue')
  })

  it('takes missing, infinite and constant values, and more columns than rows', () => {
    const table = drawnTable('classification', `odd ${type}`, 60, 80, 0.3)
    const values = table.features.values.map((x, at) =>
      at % 80 === 3 ? 7 : at % 80 === 5 ? Number.NaN : at % 97 === 0 ? Number.POSITIVE_INFINITY : x,
    )
    const odd = { ...table, features: { ...table.features, values } }
    const { model, data } = fitTrees(type, odd, { settings: FEW })
    expect(model.predictProbability!(odd, allRows(odd)).every((p) => p >= 0 && p <= 1)).toBe(true)
    expect(data.trees.every((tree) => !tree.column.includes(3) && !tree.column.includes(5))).toBe(true)
    const infinite = {
      ...odd,
      features: { ...odd.features, values: odd.features.values.map((x) => (Number.isFinite(x) ? x : Number.NaN)) },
    }
    expect(fitTrees(type, infinite, { settings: FEW }).data).toEqual(data)
  })

  it('refuses what it cannot learn from', () => {
    const table = drawnTable('classification', 'refused', 50, 2)
    const code = (wish: Parameters<typeof tryFit>[2], of = table) => {
      const fitted = tryFit(type, of, wish)
      return fitted.ok ? 'fitted' : fitted.trouble.code
    }
    expect(code({ rows: new Int32Array(0) })).toBe('no-training-rows')
    expect(code({}, { ...table, target: new Float64Array(50).fill(1) })).toBe('one-class-labels')
    expect(code({}, { ...table, task: 'regression', target: new Float64Array(50).fill(3) })).toBe('constant-target')
    expect(code({ settings: { n_estimators: 0 } })).toBe('bad-parameter')
    expect(code({ settings: { trees: 5 } })).toBe('unknown-parameter')
    expect(code({ options: { categorical: ['y'] } })).toBe('unknown-column')
    const none = { ...table, features: { rows: 50, columns: 0, values: new Float64Array(0), names: [] } }
    expect(code({}, none)).toBe('no-columns')
    expect(() =>
      fitTrees(type, table, { settings: FEW }).model.predict(drawnTable('regression', 'z', 5, 3), allRows(table)),
    ).toThrow('fitted on')
    const stop = (done: number) => {
      if (done === 3) throw new Cancelled()
    }
    expect(() => tryFit(type, table, { settings: FEW, beat: stop })).toThrow(Cancelled)
  })

  it('learns a category from its earlier rows alone', () => {
    // 120 categories, numbered so that their order says nothing; each has a level of its own.
    const stream = drawnTable('regression', 'levels', 2_000, 1).target
    const codes = Float64Array.from(stream, (_, row) => (row * 7_919) % 120)
    const target = Float64Array.from(stream, (y, row) => y / 10 + Math.sin(codes[row]! * 12.9898) * 3)
    const table = tableOf('regression', codes, 1, target)
    const rows = allRows(table).subarray(0, 1_500)
    const depth = type === 'catboost' ? 'depth' : 'max_depth'
    const settings = { n_estimators: 6, [depth]: 3, ...(BOOSTED.includes(type) ? { learning_rate: 0.6 } : {}) }
    const { model, data } = fitTrees(type, table, { rows, settings, options: { categorical: ['x0'] } })
    expect(data.categories[0]!.categories.length).toBe(120)
    const error = (predicted: Float64Array) =>
      predicted.reduce((sum, value, at) => sum + (value - target[1_500 + at]!) ** 2, 0) / 500
    const coded = error(model.predict(table, allRows(table).subarray(1_500)))
    const plain = error(fitTrees(type, table, { rows, settings }).model.predict(table, allRows(table).subarray(1_500)))
    expect(coded).toBeLessThan(plain / 2)
    // An unknown category is what all are on average; a missing one goes where missing values go.
    const odd = tableOf('regression', Float64Array.of(999, Number.NaN), 1, new Float64Array(2))
    expect(data.categories[0]!.otherwise).toBeCloseTo(target.subarray(0, 1_500).reduce((a, b) => a + b) / 1_500, 9)
    expect(model.predict(odd, Int32Array.of(0, 1)).every(Number.isFinite)).toBe(true)
  })
})

describe.each(BOOSTED)('boosting: %s', (type) => {
  it('keeps to monotone constraints, everywhere', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.constantFrom('classification' as const, 'regression' as const),
        (seed, task) => {
          const table = drawnTable(task, `rising ${seed}`, 150, 4, 0.1)
          const depth =
            type === 'catboost' ? { depth: 4 } : type === 'lightgbm' ? { min_data_in_leaf: 2 } : { min_child_weight: 0 }
          const options = { monotone: { x0: 1, x2: -1 } as const }
          const { model } = fitTrees(type, table, { settings: { ...FEW, learning_rate: 0.5, ...depth }, options })
          const predict = model.predictProbability ?? model.predict
          for (const [column, direction] of [
            [0, 1],
            [2, -1],
          ] as const) {
            for (let row = 0; row < 12; row++) {
              const line = Array.from({ length: 41 }, (_, at) => {
                const values = table.features.values.slice(row * 4, row * 4 + 4)
                values[column] = (at - 20) / 6
                return [...values]
              })
              const levels = predict(
                tableOf(task, Float64Array.from(line.flat()), 4, new Float64Array(41)),
                Int32Array.from(line, (_, at) => at),
              )
              for (let at = 1; at < levels.length; at++)
                expect(direction * (levels[at]! - levels[at - 1]!)).toBeGreaterThanOrEqual(0)
            }
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  it('stops where the loss of the stopping rows does, and looks at no others', () => {
    const table = drawnTable('classification', `stop ${type}`, 900, 4)
    const rows = allRows(table).subarray(0, 300)
    const stopRows = allRows(table).subarray(400, 600)
    const settings = { n_estimators: 300, learning_rate: 0.5, early_stopping_rounds: 10 }
    const { data } = fitTrees(type, table, { rows, settings, options: { stopRows } })
    const full = fitTrees(type, table, { rows, settings: { ...settings, n_estimators: data.trees.length + 10 } }).data
    expect(data.trees.length).toBeLessThan(200)
    expect(full.trees.slice(0, data.trees.length)).toEqual(data.trees)
    const label = Uint8Array.from(table.target.subarray(400, 600))
    const lossAt = (trees: number) => {
      const model = treeModelOf({ ...full, trees: full.trees.slice(0, trees) })
      return logLoss(label, model.predictProbability!(table, stopRows), table.weight.subarray(400, 600))!
    }
    const losses = Array.from({ length: full.trees.length + 1 }, (_, trees) => lossAt(trees))
    expect(losses.indexOf(Math.min(...losses))).toBe(data.trees.length)
    const other = {
      ...table,
      target: table.target.map((y, row) => (row >= 600 || (row >= 300 && row < 400) ? 1 - y : y)),
    }
    expect(fitTrees(type, other, { rows, settings, options: { stopRows } }).data).toEqual(data)
    const none = tryFit(type, table, { rows, settings, options: { stopRows: new Int32Array(0) } })
    expect(none.ok ? 'fitted' : none.trouble.code).toBe('no-stop-rows')
  })

  it('balances classes: as if the positive rows were so many times as heavy', () => {
    const table = drawnTable('classification', `balance ${type}`, 400, 3)
    const rows = allRows(table)
    const heavy = { ...table, weight: table.weight.map((w, row) => (table.target[row] === 1 ? 3 * w : w)) }
    const told = fitTrees(type, table, { rows, settings: FEW, options: { positiveWeight: 3 } }).data
    expect(told).toEqual(fitTrees(type, heavy, { rows, settings: FEW }).data)
    expect(fitTrees(type, table, { settings: FEW, options: { positiveWeight: 'balanced' } }).data.base).toBeCloseTo(
      0,
      12,
    )
  })

  it('learns where missing values belong', () => {
    // Missing stands for high: the target is the column's sign, or 1.
    const table = drawnTable('regression', `direction ${type}`, 600, 2, 0.3)
    const { values } = table.features
    const target = Float64Array.from(table.target, (_, row) => (values[row * 2]! < 0 ? 0 : 1))
    const { model } = fitTrees(type, { ...table, target }, { settings: { n_estimators: 40, learning_rate: 0.5 } })
    const asked = tableOf('regression', Float64Array.of(Number.NaN, 0, -1, 0, 1, 0), 2, new Float64Array(3))
    const [missing, low, high] = model.predict(asked, Int32Array.of(0, 1, 2))
    expect(missing).toBeGreaterThan(0.95)
    expect(low).toBeLessThan(0.05)
    expect(high).toBeGreaterThan(0.95)
  })
})

it('grows the level-wise tree leaf by leaf where leaves do not run out', () => {
  const table = drawnTable('classification', 'both ways', 700, 5, 0.1)
  const settings = { ...FEW, max_depth: 4, min_child_weight: 1, reg_lambda: 1, learning_rate: 0.3 }
  const leafWise = fitTrees('lightgbm', table, {
    settings: { ...settings, num_leaves: 100, min_data_in_leaf: 1 },
  }).model
  const levelWise = fitTrees('xgboost', table, { settings }).model
  expect(leafWise.predict(table, allRows(table))).toEqual(levelWise.predict(table, allRows(table)))
  expect(leafWise.predictProbability!(table, allRows(table))).toEqual(
    levelWise.predictProbability!(table, allRows(table)),
  )
})

it('cuts all nodes of a level of a symmetric tree alike', () => {
  const table = drawnTable('regression', 'symmetric', 500, 5, 0.1)
  for (const tree of fitTrees('catboost', table, { settings: { n_estimators: 10, depth: 4 } }).data.trees) {
    let level = [0]
    for (let depth = 0; depth < 4; depth++) {
      expect(
        new Set(level.map((node) => `${tree.column[node]} ${tree.threshold[node]} ${tree.missingLeft[node]}`)).size,
      ).toBe(1)
      level = level.flatMap((node) => [tree.left[node]!, tree.right[node]!])
    }
    expect(level.every((node) => tree.column[node] === -1)).toBe(true)
    const cover = level.reduce((sum, node) => sum + tree.cover[node]!, 0)
    expect(cover).toBeCloseTo(tree.cover[0]!, 9)
  }
})

it('takes forests no monotone constraints', () => {
  const table = drawnTable('regression', 'forest', 50, 2)
  const refused = tryFit('random_forest', table, { options: { monotone: { x0: 1 } } })
  expect(refused.ok ? 'fitted' : refused.trouble.code).toBe('option-not-supported')
})

it('learns targets of any size alike', () => {
  const table = drawnTable('regression', 'size', 400, 4)
  const settings = { min_child_weight: 0, reg_lambda: 0, n_estimators: 20 }
  const predicted = fitTrees('xgboost', table, { settings }).model.predict(table, allRows(table))
  const tiny = {
    ...table,
    target: table.target.map((y) => y * 2 ** -40),
    weight: table.weight.map((w) => w * 2 ** -20),
  }
  const small = fitTrees('xgboost', tiny, { settings }).model.predict(table, allRows(table))
  small.forEach((value, row) => {
    expect(value * 2 ** 40).toBeCloseTo(predicted[row]!, 9)
  })
})
