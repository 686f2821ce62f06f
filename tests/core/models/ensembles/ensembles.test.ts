import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blendingWeights } from '../../../../src/core/models/ensembles/blendingWeights.ts'
import type { EnsembleRecipe } from '../../../../src/core/models/ensembles/ensembleLearner.ts'
import { ensembleLearner } from '../../../../src/core/models/ensembles/ensembleLearner.ts'
import { ensembleModelOf } from '../../../../src/core/models/ensembles/ensembleModelOf.ts'
import type { FoldRows } from '../../../../src/core/models/ensembles/outOfFold.ts'
import type { Learner, TrainedModel } from '../../../../src/core/models/learner.ts'
import type { LearningTable } from '../../../../src/core/models/learningTable.ts'
import { linearModelOf } from '../../../../src/core/models/linear/linearModel.ts'
import { logisticLearner } from '../../../../src/core/models/linear/logistic.ts'
import { ridgeLearner } from '../../../../src/core/models/linear/ridge.ts'
import type { TrainedModelData } from '../../../../src/core/models/trainedModelData.ts'
import { success } from '../../../../src/core/outcome/outcome.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { purgedKFold } from '../../../../src/core/validation/splits/purgedKFold.ts'
import { lehmerSeries } from '../../stats/lehmerSeries.ts'
import { codeOf, mustFit, rowsOf, tableOf } from '../drawnTable.ts'

const REFERENCE_TARGET = lehmerSeries(40, 1)
const REFERENCE_WEIGHT = lehmerSeries(40, 5).map((value) => 0.5 + value)
const REFERENCE_MEMBERS = [
  REFERENCE_TARGET.map((value, row) => value + 0.3 * (lehmerSeries(40, 2)[row]! - 0.5)),
  REFERENCE_TARGET.map((value, row) => value + 0.5 * (lehmerSeries(40, 3)[row]! - 0.5)),
  new Float64Array(40).fill(0.2),
  REFERENCE_TARGET.map((value, row) => value + 2 * (lehmerSeries(40, 4)[row]! - 0.5)),
]

describe('blending weights', () => {
  it('are those of scipy 1.10.1: SLSQP on the simplex, and nnls with a heavy row of ones', () => {
    const weights = blendingWeights(REFERENCE_MEMBERS, REFERENCE_TARGET, REFERENCE_WEIGHT)
    ;[0.7828984, 0.1459606, 0.071141, 0].forEach((value, k) => {
      expect(weights[k]).toBeCloseTo(value, 6)
    })
  })

  it('are never below 0, sum to 1, and no small move on the simplex is better', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 0, max: 10_000 }), (size, seed) => {
        const stream = createStream(seed, 'blend')
        const target = Float64Array.from({ length: 30 }, () => stream.nextNormal())
        const members = Array.from({ length: size }, () => {
          const [scale, shift] = [stream.nextUniform(), stream.nextNormal()]
          return target.map((value) => scale * value + 0.3 * shift + 0.5 * stream.nextNormal())
        })
        const ones = new Float64Array(30).fill(1)
        const weights = blendingWeights(members, target, ones)
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0)
        expect(weights.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
        const loss = (own: readonly number[]) =>
          target.reduce((sum, value, row) => {
            const mean = own.reduce((total, weight, k) => total + weight * members[k]![row]!, 0)
            return sum + (mean - value) ** 2
          }, 0)
        const best = loss(weights)
        for (let k = 0; k < size; k++) {
          const moved = weights.map((value, j) => 0.99 * value + (j === k ? 0.01 : 0))
          expect(loss(moved)).toBeGreaterThanOrEqual(best - 1e-6)
        }
      }),
    )
  })

  it('are equal for copies, and where a member makes no error', () => {
    const copies = blendingWeights([REFERENCE_MEMBERS[0]!, REFERENCE_MEMBERS[0]!], REFERENCE_TARGET, REFERENCE_WEIGHT)
    copies.forEach((weight) => {
      expect(weight).toBeCloseTo(0.5, 6)
    })
    expect(blendingWeights([REFERENCE_TARGET, REFERENCE_TARGET], REFERENCE_TARGET, REFERENCE_WEIGHT)).toEqual([
      0.5, 0.5,
    ])
  })
})

/** Rows at times 0, 1, 2, ... whose labels end 3 later. */
function innerSplits(rows: Int32Array) {
  const decisionMs = Float64Array.from({ length: 1000 }, (_, row) => row)
  const spans = { decisionMs, labelEndMs: decisionMs.map((time) => time + 3) }
  const plan = purgedKFold({ spans, rows, sealedFromMs: null, lookBackMs: 0, splits: 4, embargoMs: 2 })
  return plan.ok ? success(plan.value.splits) : plan
}

function drawnTable(task: 'classification' | 'regression'): LearningTable {
  const stream = createStream(3, task)
  const values = Float64Array.from({ length: 300 * 3 }, () => stream.nextNormal())
  const target = Float64Array.from({ length: 300 }, (_, row) => {
    const signal = values[row * 3]! - 0.5 * values[row * 3 + 1]! + stream.nextNormal()
    return task === 'regression' ? signal : Number(signal > 0)
  })
  return tableOf({ task, columns: 3, values, target })
}

/** Remembers every row it saw: perfect in sample, noise elsewhere. */
const rememberingLearner: Learner = {
  type: 'remembering',
  title: 'Remembering',
  tasks: ['regression'],
  parameters: [],
  lookBackRows: () => 2,
  fit: (table, rows) => {
    const known = new Set(rows)
    const data: TrainedModelData = {
      form: 'linear',
      type: 'remembering',
      task: 'regression',
      names: table.features.names,
      scaler: { means: [0, 0, 0], deviations: [0, 0, 0] },
      intercept: 0,
      coefficients: [0, 0, 0],
    }
    const predict: TrainedModel['predict'] = (asked, wanted) =>
      Float64Array.from(wanted, (row) => (known.has(row) ? asked.target[row]! : Math.sin(row) * 3))
    return success({ data, predict, predictProbability: null, explain: null })
  },
}

function recipeOf(type: EnsembleRecipe['type'], changes: Partial<EnsembleRecipe> = {}): EnsembleRecipe {
  const members = [1, 1e4].map((alpha) => ({ learner: ridgeLearner, settings: { alpha } }))
  return { type, members, meta: { learner: ridgeLearner, settings: { alpha: 1 } }, innerSplits, ...changes }
}

const logisticRecipe = (type: EnsembleRecipe['type']) =>
  recipeOf(type, {
    members: [0.001, 1].map((C) => ({ learner: logisticLearner, settings: { C } })),
    meta: { learner: logisticLearner, settings: {} },
  })

const memberOf = (data: TrainedModelData) => {
  if (data.form !== 'linear') throw new Error(data.form)
  return linearModelOf(data)
}

describe('ensembles', () => {
  const train = rowsOf(0, 240)
  const test = rowsOf(240, 300)

  it('a vote is the mean of its members', () => {
    for (const task of ['regression', 'classification'] as const) {
      const table = drawnTable(task)
      const recipe = task === 'regression' ? recipeOf('voting') : logisticRecipe('voting')
      const model = mustFit(ensembleLearner(recipe), table, train)
      const members = recipe.members.map(({ learner, settings }) => mustFit(learner, table, train, settings))
      const [one, two] = members.map((member) => (member.predictProbability ?? member.predict)(table, test))
      const predicted = (model.predictProbability ?? model.predict)(table, test)
      predicted.forEach((value, row) => {
        expect(value).toBeCloseTo((one![row]! + two![row]!) / 2, 14)
      })
      if (task === 'classification')
        expect(Array.from(model.predict(table, test))).toEqual(Array.from(predicted, (value) => Number(value >= 0.5)))
    }
  })

  it('blending and stacking judge members by rows they had not seen: one that only remembers gets no weight', () => {
    const table = drawnTable('regression')
    const members = [
      { learner: rememberingLearner, settings: {} },
      { learner: ridgeLearner, settings: { alpha: 1 } },
    ]
    const blended = mustFit(ensembleLearner(recipeOf('blending', { members })), table, train)
    const data = blended.data
    if (data.form !== 'ensemble') throw new Error(data.form)
    expect(data.memberWeights[0]).toBeLessThan(0.1)
    expect(data.memberWeights[1]).toBeGreaterThan(0.9)
    const stacked = mustFit(ensembleLearner(recipeOf('stacking', { members })), table, train)
    if (stacked.data.form !== 'ensemble' || stacked.data.meta === null) throw new Error('no meta model')
    const [remembering, ridge] = stacked.data.meta.coefficients
    expect(Math.abs(remembering!)).toBeLessThan(0.2 * Math.abs(ridge!))
  })

  it('members are fitted inside the training rows only, and on rows clear of those they are asked about', () => {
    const table = drawnTable('regression')
    const asked: { readonly fit: Int32Array; readonly of: Int32Array }[] = []
    const watching: Learner = {
      ...ridgeLearner,
      fit: (given, rows, settings, options, context) => {
        const fitted = ridgeLearner.fit(given, rows, settings, options, context)
        if (!fitted.ok) return fitted
        const { predict } = fitted.value
        const model: TrainedModel = {
          ...fitted.value,
          predict: (seen, wanted) => {
            asked.push({ fit: rows, of: wanted })
            return predict(seen, wanted)
          },
        }
        return success(model)
      },
    }
    const members = [{ learner: watching, settings: {} }, recipeOf('blending').members[0]!]
    mustFit(ensembleLearner(recipeOf('stacking', { members })), table, train)
    expect(asked).toHaveLength(4)
    for (const { fit, of } of asked) {
      expect(Math.max(...fit, ...of)).toBeLessThan(240)
      for (const row of fit) for (const other of of) expect(Math.abs(row - other)).toBeGreaterThan(3)
    }
  })

  it('comes back from JSON with the same bits', () => {
    for (const type of ['voting', 'blending', 'stacking'] as const) {
      for (const task of ['regression', 'classification'] as const) {
        const table = drawnTable(task)
        const recipe = task === 'regression' ? recipeOf(type) : logisticRecipe(type)
        const model = mustFit(ensembleLearner(recipe), table, train)
        if (model.data.form !== 'ensemble') throw new Error(model.data.form)
        const data: typeof model.data = JSON.parse(JSON.stringify(model.data))
        const again = ensembleModelOf(data, data.members.map(memberOf), data.meta === null ? null : memberOf(data.meta))
        expect(again.predict(table, test)).toEqual(model.predict(table, test))
        if (model.predictProbability !== null && again.predictProbability !== null)
          expect(again.predictProbability(table, test)).toEqual(model.predictProbability(table, test))
        expect(again.explain === null).toBe(task === 'classification' || type === 'stacking')
      }
    }
  })

  it('explains a mean of amounts by the mean of its members, exactly', () => {
    const table = drawnTable('regression')
    const model = mustFit(ensembleLearner(recipeOf('blending')), table, train)
    const { base, columns, values } = model.explain!(table, test)
    model.predict(table, test).forEach((predicted, row) => {
      const parts = values.subarray(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, base)
      expect(parts).toBeCloseTo(predicted, 12)
    })
  })

  it('says what is wrong', () => {
    const table = drawnTable('regression')
    const [first] = recipeOf('voting').members
    expect(codeOf(ensembleLearner(recipeOf('voting', { members: [first!] })), table, train)).toBe('ensemble-too-small')
    const none = () => success<readonly FoldRows[]>([])
    expect(codeOf(ensembleLearner(recipeOf('blending', { innerSplits: none })), table, train)).toBe(
      'no-out-of-fold-rows',
    )
    expect(codeOf(ensembleLearner(recipeOf('stacking')), table, rowsOf(0, 6))).toBe('empty-training-set')
    expect(ensembleLearner(recipeOf('voting')).tasks).toEqual(['regression'])
    expect(
      ensembleLearner(recipeOf('voting', { members: [{ learner: rememberingLearner, settings: {} }] })).lookBackRows(
        {},
      ),
    ).toBe(2)
  })
})
