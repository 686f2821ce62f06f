import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Learner } from '../../../../src/core/models/learner.ts'
import type { LearningTable } from '../../../../src/core/models/learningTable.ts'
import { linearLearners } from '../../../../src/core/models/linear/linearLearners.ts'
import { linearModelOf } from '../../../../src/core/models/linear/linearModel.ts'
import { sigmoid } from '../../../../src/core/models/sigmoid.ts'
import { applyStandardScaler } from '../../../../src/core/models/standardScaler.ts'
import type { LinearModelData } from '../../../../src/core/models/trainedModelData.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { codeOf, contextOf, mustFit, rowsOf, tableOf } from '../drawnTable.ts'

function learnerOf(type: string): Learner {
  const found = linearLearners.find((learner) => learner.type === type)
  if (found === undefined) throw new Error(type)
  return found
}

function dataOf(
  type: string,
  table: LearningTable,
  settings: Record<string, number>,
  rows = rowsOf(0, table.target.length),
) {
  const { data } = mustFit(learnerOf(type), table, rows, settings)
  if (data.form !== 'linear') throw new Error(data.form)
  return data
}

/** 60 rows by 5 columns: the second nearly repeats the first, the third is a hundred times larger. The reference values were made on these very numbers. */
function referenceTables() {
  let state = 7
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32 - 0.5
  }
  const values = Float64Array.from({ length: 300 }, next)
  for (let row = 0; row < 60; row++) {
    values[row * 5 + 1] = values[row * 5]! * 0.8 + values[row * 5 + 1]! * 0.3
    values[row * 5 + 2]! *= 100
  }
  const weight = Float64Array.from({ length: 60 }, () => 0.5 + (next() + 0.5))
  const error = Float64Array.from({ length: 60 }, next)
  const x = (row: number, column: number) => values[row * 5 + column]!
  const target = error.map((e, row) => 0.02 * (2 * x(row, 0) - x(row, 1) + 0.01 * x(row, 2) + e) + 0.003)
  const label = error.map((e, row) => (x(row, 0) + 0.01 * x(row, 2) + 1.5 * e > 0.05 ? 1 : 0))
  return {
    regression: tableOf({ task: 'regression', columns: 5, values, target, weight }),
    classification: tableOf({ task: 'classification', columns: 5, values, target: label, weight }),
  }
}

// scikit-learn 1.2.1 on StandardScaler columns, sample_weight given: Ridge(alpha=3), Lasso(alpha=0.15 * deviation of the target),
// ElasticNet(alpha=0.2, l1_ratio=0.7) on the standardised target and scaled back, LogisticRegression(C=0.5, 'newton-cholesky'),
// LogisticRegression(C=0.5, penalty='elasticnet', l1_ratio=0.6, 'saga'); tolerances 1e-14 and less. Intercept first.
const REFERENCE: readonly [string, Record<string, number>, readonly number[]][] = [
  [
    'ridge',
    { alpha: 3 },
    [
      0.002775594435197062, 0.00793543599053277, -0.0027616294822581256, 0.005528626142826732, -0.00033757610661366415,
      0.0004551678332378316,
    ],
  ],
  ['lasso', { alpha: 0.15 }, [0.0027124751830596046, 0.004117239259218143, 0, 0.003940853712537988, 0, 0]],
  [
    'elastic_net',
    { alpha: 0.2, l1_ratio: 0.7 },
    [0.0027063670063385914, 0.003956861413333106, 0, 0.00378900374510708, 0, 0],
  ],
  [
    'logistic',
    { C: 0.5 },
    [
      -0.4464333020938614, 0.6944610172104051, -0.1399520320457593, 1.0390325289293383, 0.16235144294223536,
      0.0012389614497222011,
    ],
  ],
  [
    'logistic',
    { C: 0.5, l1_ratio: 0.6 },
    [-0.449366754394293, 0.5286587278760694, 0, 1.0106200817525077, 0.062053667883821766, 0],
  ],
]

it.each(REFERENCE)('%s %o has the coefficients of scikit-learn', (type, settings, expected) => {
  const tables = referenceTables()
  const data = dataOf(type, type === 'logistic' ? tables.classification : tables.regression, settings)
  const found = [data.intercept, ...data.coefficients]
  expected.forEach((value, at) => {
    expect(Math.abs(found[at]! - value), `number ${at}`).toBeLessThanOrEqual(1e-8 * Math.max(Math.abs(value), 1e-2))
    if (value === 0) expect(found[at]).toBe(0)
  })
})

/** A drawn regression whose first columns count, some of them nearly repeats. */
function drawn(seed: number, rows: number, columns: number, task: 'regression' | 'classification' = 'regression') {
  const stream = createStream(seed, 'linear')
  const values = Float64Array.from({ length: rows * columns }, () => stream.nextNormal())
  for (let row = 0; row < rows && columns > 2; row++)
    values[row * columns + 2] = values[row * columns]! + 0.1 * values[row * columns + 2]!
  const target = Float64Array.from({ length: rows }, (_, row) => {
    const signal = values[row * columns]! - 0.5 * values[row * columns + 1]! + stream.nextNormal()
    return task === 'regression' ? 100 + 3 * signal : signal > 0 ? 1 : 0
  })
  const weight = Float64Array.from({ length: rows }, () => 0.2 + stream.nextUniform())
  return tableOf({ task, columns, values, target, weight })
}

/** Slope of the mean loss against every standardised coefficient, in units of the standardised target. */
function slopes(table: LearningTable, data: LinearModelData): number[] {
  const scaled = applyStandardScaler(data.scaler, table.features)
  const rows = rowsOf(0, table.target.length)
  const model = linearModelOf(data)
  const given = data.task === 'regression' ? model.predict(table, rows) : model.predictProbability!(table, rows)
  const mean = table.target.reduce((sum, value) => sum + value, 0) / rows.length
  const deviation = Math.sqrt(table.target.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows.length)
  const unit = data.task === 'regression' ? deviation : 1
  const total = table.weight.reduce((sum, value) => sum + value, 0)
  return data.names.map((_, column) =>
    rows.reduce((sum, row) => {
      const error = (given[row]! - table.target[row]!) / unit
      return sum + (table.weight[row]! / total) * error * scaled.values[row * data.names.length + column]!
    }, 0),
  )
}

it('lasso and elastic net meet the conditions of their minimum, with exact zeros', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.integer({ min: 4, max: 12 }),
      fc.double({ min: 0.002, max: 0.6, noNaN: true }),
      fc.double({ min: 0.1, max: 1, noNaN: true }),
      (seed, columns, alpha, share) => {
        const table = drawn(seed, 80, columns)
        const data = dataOf('elastic_net', table, { alpha, l1_ratio: share })
        const mean = table.target.reduce((sum, value) => sum + value, 0) / 80
        const deviation = Math.sqrt(table.target.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 80)
        slopes(table, data).forEach((slope, column) => {
          const b = data.coefficients[column]! / deviation
          const smooth = slope + alpha * (1 - share) * b
          if (b === 0) expect(Math.abs(smooth)).toBeLessThanOrEqual(alpha * share + 1e-9)
          else expect(Math.abs(smooth + Math.sign(b) * alpha * share)).toBeLessThan(1e-9)
        })
      },
    ),
    { numRuns: 60 },
  )
})

it('sparse logistic regression meets the conditions of its minimum', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const table = drawn(seed, 120, 8, 'classification')
    const [C, share] = [0.3 * seed, seed / 12]
    const data = dataOf('logistic', table, { C, l1_ratio: share })
    const total = table.weight.reduce((sum, value) => sum + value, 0)
    slopes(table, data).forEach((slope, column) => {
      const b = data.coefficients[column]!
      const smooth = slope + ((1 - share) / C / total) * b
      const limit = share / C / total
      if (b === 0) expect(Math.abs(smooth)).toBeLessThanOrEqual(limit + 1e-8)
      else expect(Math.abs(smooth + Math.sign(b) * limit)).toBeLessThan(1e-8)
    })
  }
})

describe('every linear model', () => {
  const kinds = linearLearners.map((learner) => [learner.type, learner] as const)

  it.each(kinds)('%s explains its predictions exactly, and is the same after JSON', (_, learner) => {
    const task = learner.tasks[0]!
    const table = drawn(5, 200, 6, task)
    table.features.values[60] = Number.NaN
    table.features.values[67] = Number.POSITIVE_INFINITY
    const model = mustFit(learner, table, rowsOf(0, 150))
    const rows = rowsOf(0, 200)
    const { base, columns, values } = model.explain!(table, rows)
    const given = model.predictProbability?.(table, rows) ?? model.predict(table, rows)
    rows.forEach((row) => {
      const margin = values.subarray(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, base)
      expect(given[row]).toBe(task === 'regression' ? margin : sigmoid(margin))
    })
    expect(values[60]).toBe(0)
    expect(given.every(Number.isFinite)).toBe(true)
    const again = linearModelOf(JSON.parse(JSON.stringify(model.data)))
    expect([...again.predict(table, rows)]).toEqual([...model.predict(table, rows)])
    if (model.predictProbability !== null)
      expect([...model.predict(table, rows)]).toEqual([...given].map((probability) => (probability >= 0.5 ? 1 : 0)))
  })

  it.each(kinds)('%s learns from its rows alone', (_, learner) => {
    const table = drawn(6, 200, 5, learner.tasks[0])
    const other = {
      ...table,
      target: table.target.slice(),
      features: { ...table.features, values: table.features.values.slice() },
    }
    other.target.fill(Number.NaN, 150)
    other.features.values.fill(1e6, 150 * 5)
    expect(mustFit(learner, other, rowsOf(0, 150)).data).toEqual(mustFit(learner, table, rowsOf(0, 150)).data)
  })

  it.each(kinds)('%s counts a row of weight 2 as two rows', (_, learner) => {
    const table = drawn(7, 100, 4, learner.tasks[0])
    const weight = table.weight.map((_, row) => (row < 30 ? 2 : 1))
    const twice = Int32Array.from({ length: 130 }, (_, at) => at % 100)
    const one = mustFit(learner, { ...table, weight }, rowsOf(0, 100)).data
    const two = mustFit(learner, { ...table, weight: weight.fill(1) }, twice).data
    if (one.form !== 'linear' || two.form !== 'linear') throw new Error('not linear')
    // The scaler is not weighted, so the penalty differs a little: the models are near, not equal.
    const gap = one.coefficients.map((value, at) => Math.abs(value - two.coefficients[at]!))
    expect(Math.max(...gap)).toBeLessThan(0.05 * Math.max(...one.coefficients.map(Math.abs)))
  })

  it.each(kinds)('%s names what it cannot learn from', (_, learner) => {
    const table = drawn(8, 60, 4, learner.tasks[0])
    const all = rowsOf(0, 60)
    const still = { ...table, target: new Float64Array(60).fill(1) }
    expect(codeOf(learner, still, all)).toBe(learner.tasks[0] === 'regression' ? 'constant-target' : 'one-class-labels')
    expect(codeOf(learner, { ...table, target: new Float64Array(60).fill(Number.NaN) }, all)).toBe('no-training-rows')
    expect(codeOf(learner, { ...table, weight: new Float64Array(60) }, all)).toBe('no-training-rows')
    expect(codeOf(learner, table, rowsOf(0, 0))).toBe('no-training-rows')
    const flat = { ...table, features: { ...table.features, values: new Float64Array(240).fill(3) } }
    expect(codeOf(learner, flat, all)).toBe('no-usable-columns')
    const large = {
      ...table,
      features: { ...table.features, values: table.features.values.map((value) => value * 1e200) },
    }
    expect(codeOf(learner, large, all)).toBe('values-too-large')
    expect(codeOf(learner, table, all, { alhpa: 1 })).toBe('unknown-parameter')
    expect(codeOf(learner, table, all, { [learner.parameters[0]!.name]: -1 })).toBe('bad-parameter')
    expect(codeOf(learner, table, all, { [learner.parameters[0]!.name]: Number.NaN })).toBe('bad-parameter')
    expect(codeOf(learner, table, all, {}, { from: mustFit(learner, table, all).data })).toBe('cannot-continue')
    expect(codeOf(learner, table, all, {}, { monotone: { x1: 1 } })).toBe('option-not-supported')
    expect(codeOf(learner, table, all, {}, { categorical: ['x1'] })).toBe('option-not-supported')
    if (learner.tasks[0] === 'regression') {
      const infinite = { ...table, target: table.target.with(9, Number.POSITIVE_INFINITY) }
      expect(codeOf(learner, infinite, all)).toBe('infinite-target')
      expect(codeOf(learner, table, all, {}, { positiveWeight: 'balanced' })).toBe('balance-of-regression')
    }
  })
})

it('ridge solves fewer rows than columns, ordinary least squares refuses them', () => {
  const table = drawn(9, 10, 30)
  expect(dataOf('ridge', table, { alpha: 1 }).coefficients.every(Number.isFinite)).toBe(true)
  expect(codeOf(learnerOf('ridge'), table, rowsOf(0, 10), { alpha: 0 })).toBe('columns-not-independent')
})

it('ordinary least squares leaves errors that no column explains', () => {
  const table = drawn(10, 90, 6)
  slopes(table, dataOf('ridge', table, { alpha: 0 })).forEach((slope) => {
    expect(Math.abs(slope)).toBeLessThan(1e-12)
  })
})

it('a constant column has the coefficient 0 and changes no other', () => {
  const table = drawn(11, 90, 4)
  const wide = tableOf({
    task: 'regression',
    columns: 5,
    values: Float64Array.from({ length: 450 }, (_, at) =>
      at % 5 === 4 ? 7 : table.features.values[Math.floor(at / 5) * 4 + (at % 5)]!,
    ),
    target: table.target,
    weight: table.weight,
  })
  expect(dataOf('ridge', wide, { alpha: 0 }).coefficients).toEqual([
    ...dataOf('ridge', table, { alpha: 0 }).coefficients,
    0,
  ])
})

it('a penalty beyond the largest correlation leaves the mean', () => {
  const table = drawn(12, 90, 4)
  const data = dataOf('lasso', table, { alpha: 1 })
  expect(data.coefficients).toEqual([0, 0, 0, 0])
  const total = table.weight.reduce((sum, value) => sum + value, 0)
  const mean = table.target.reduce((sum, value, row) => sum + value * table.weight[row]!, 0) / total
  expect(data.intercept).toBeCloseTo(mean, 10)
})

it('balanced classes weigh the same', () => {
  const stream = createStream(3, 'balance')
  const values = Float64Array.from({ length: 4_000 }, () => stream.nextNormal())
  const target = Float64Array.from({ length: 2_000 }, () => (stream.nextUniform() < 0.1 ? 1 : 0))
  const table = tableOf({ task: 'classification', columns: 2, values, target })
  const rows = rowsOf(0, 2_000)
  const meanOf = (options: { positiveWeight?: 'balanced' | number }) => {
    const given = mustFit(learnerOf('logistic'), table, rows, {}, options).predictProbability!(table, rows)
    return given.reduce((sum, value) => sum + value, 0) / 2_000
  }
  expect(meanOf({})).toBeCloseTo(0.1, 1)
  expect(Math.abs(meanOf({ positiveWeight: 'balanced' }) - 0.5)).toBeLessThan(0.01)
  expect(codeOf(learnerOf('logistic'), table, rows, {}, { positiveWeight: 0 })).toBe('bad-balance')
})

it('other columns, or another order of them, are a bug', () => {
  const table = drawn(13, 60, 3)
  const model = mustFit(learnerOf('ridge'), table, rowsOf(0, 60))
  const turned = { ...table, features: { ...table.features, names: ['x1', 'x0', 'x2'] } }
  expect(() => model.predict(turned, rowsOf(0, 1))).toThrow('was fitted on')
})

it('a cancelled fit ends by its beat', () => {
  const context = {
    ...contextOf(),
    beat: () => {
      throw new Error('cancelled')
    },
  }
  for (const learner of linearLearners)
    expect(() => learner.fit(drawn(14, 60, 3, learner.tasks[0]), rowsOf(0, 60), {}, {}, context)).toThrow('cancelled')
})
