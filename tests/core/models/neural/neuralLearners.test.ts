import { describe, expect, it } from 'vitest'
import type { FitOptions, Learner, LearnerSettings } from '../../../../src/core/models/learner.ts'
import type { LearningTable, LearningTask } from '../../../../src/core/models/learningTable.ts'
import { createJavascriptMatrixKernels } from '../../../../src/core/models/neural/javascriptMatrixKernels.ts'
import { neuralLearners } from '../../../../src/core/models/neural/neuralLearners.ts'
import { neuralModelOf } from '../../../../src/core/models/neural/neuralModel.ts'
import { areaUnderRoc } from '../../../../src/core/models/scores/areaUnderRoc.ts'
import { logLoss } from '../../../../src/core/models/scores/logLoss.ts'
import type { NeuralModelData } from '../../../../src/core/models/trainedModelData.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { loadMatrixKernels } from '../../../../src/main/adapters/wasm/neuralKernels.ts'
import { codeOf, contextOf, mustFit, rowsOf, tableOf } from '../drawnTable.ts'

const wasm = loadMatrixKernels()
const kinds = neuralLearners.map((learner) => [learner.type, learner] as const)
const sequences = kinds.filter(([type]) => type !== 'mlp')

function learnerOf(type: string): Learner {
  return neuralLearners.find((learner) => learner.type === type)!
}

/** Settings that are quick, those of them that the kind has. */
function quick(learner: Learner, more: LearnerSettings = {}): LearnerSettings {
  const wanted = {
    sequence_length: 5,
    units: 6,
    layers: 1,
    epochs: 3,
    batch_size: 32,
    kernel_size: 3,
    feed_forward: 8,
    ...more,
  }
  const names = new Set(learner.parameters.map(({ name }) => name))
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => names.has(name)))
}

/** Normal features; the target is what `of` makes of them. */
function drawn(
  task: LearningTask,
  rows: number,
  of: (x: (back: number, column: number) => number, noise: number) => number,
  instruments = 1,
) {
  const stream = createStream(4, `drawn ${task} ${rows}`)
  const values = Float64Array.from({ length: rows * 2 }, () => stream.nextNormal())
  const target = Float64Array.from({ length: rows }, (_, row) =>
    of((back, column) => values[Math.max(0, row - back * instruments) * 2 + column]!, stream.nextNormal()),
  )
  return tableOf({ task, columns: 2, values, target, instruments })
}

const plain = (task: LearningTask, rows = 200) =>
  drawn(task, rows, (x, noise) => (task === 'regression' ? 3 + x(0, 0) + noise : x(0, 0) + noise > 0 ? 1 : 0))

function dataOf(
  learner: Learner,
  table: LearningTable,
  rows: Int32Array,
  settings: LearnerSettings,
  options: FitOptions = {},
  seed = 1,
) {
  const { data } = mustFit(learner, table, rows, settings, options, contextOf(seed, wasm))
  if (data.form !== 'neural') throw new Error(data.form)
  return data
}

/** Share of the target's square that is explained, against its mean. */
function explained(table: LearningTable, rows: Int32Array, given: Float64Array): number {
  const target = Float64Array.from(rows, (row) => table.target[row]!)
  const mean = target.reduce((sum, value) => sum + value, 0) / rows.length
  const left = target.reduce((sum, value, at) => sum + (value - given[at]!) ** 2, 0)
  return 1 - left / target.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}

describe('what they learn', () => {
  const memory = drawn('regression', 2_500, (x) => 5 + 2 * x(3, 0) * Math.sign(x(0, 1)))
  const settings = { units: 12, layers: 2, epochs: 25, learning_rate: 0.01, batch_size: 64, feed_forward: 24 }

  it.each(sequences)('%s learns what needs the memory of three rows ago, for rows it never saw', (_, learner) => {
    const model = mustFit(learner, memory, rowsOf(5, 2_000), quick(learner, settings), {}, contextOf(1, wasm))
    const test = rowsOf(2_000, 2_500)
    expect(explained(memory, test, model.predict(memory, test))).toBeGreaterThan(0.8)
  })

  it('a perceptron cannot know it, but learns a product that no line can', () => {
    const mlp = learnerOf('mlp')
    const test = rowsOf(2_000, 2_500)
    const blind = mustFit(mlp, memory, rowsOf(5, 2_000), quick(mlp, settings), {}, contextOf(1, wasm))
    expect(explained(memory, test, blind.predict(memory, test))).toBeLessThan(0.05)
    const crossed = drawn('classification', 2_500, (x) => (x(0, 0) * x(0, 1) > 0 ? 1 : 0))
    const seeing = mustFit(mlp, crossed, rowsOf(0, 2_000), quick(mlp, settings), {}, contextOf(1, wasm))
    const labels = Uint8Array.from(test, (row) => crossed.target[row]!)
    expect(areaUnderRoc(labels, seeing.predictProbability!(crossed, test))).toBeGreaterThan(0.97)
  })

  it.each(kinds)('%s is no better than the base rate on noise', (_, learner) => {
    const stream = createStream(9, 'noise')
    const noise = drawn('classification', 1_500, () => (stream.nextUniform() < 0.3 ? 1 : 0))
    const options = { stopRows: rowsOf(800, 1_000) }
    const model = mustFit(learner, noise, rowsOf(5, 800), quick(learner, { epochs: 20 }), options, contextOf(1, wasm))
    const test = rowsOf(1_000, 1_500)
    const labels = Uint8Array.from(test, (row) => noise.target[row]!)
    const given = model.predictProbability!(noise, test)
    const base = noise.target.subarray(0, 800).reduce((sum, value) => sum + value, 0) / 800
    const constant = given.map(() => base)
    expect(logLoss(labels, given)! - logLoss(labels, constant)!).toBeGreaterThan(-0.005)
    expect(Math.abs(areaUnderRoc(labels, given)! - 0.5)).toBeLessThan(0.08)
  })
})

describe('windows', () => {
  it.each(sequences)(
    '%s reads the row and as many before it as it says, of its instrument, and none later',
    (_, learner) => {
      const instruments = 2
      const table = drawn('regression', 120, (x, noise) => x(0, 0) + noise, instruments)
      const settings = quick(learner, { sequence_length: 4, kernel_size: 4 })
      const model = mustFit(learner, table, rowsOf(0, 100), settings)
      expect(learner.lookBackRows(settings)).toBe(3)
      const row = 110
      const before = model.predict(table, Int32Array.of(row))[0]!
      const reads = rowsOf(0, 120).filter((other) => {
        const values = table.features.values.slice()
        values.set([3, -3], other * 2)
        const changed = { ...table, features: { ...table.features, values } }
        return model.predict(changed, Int32Array.of(row))[0] !== before
      })
      expect([...reads]).toEqual([104, 106, 108, 110])
    },
  )

  it.each(sequences)(
    '%s leaves out rows without a full window, says how many, and predicts none of them',
    (_, learner) => {
      const table = plain('classification')
      const target = table.target.slice().fill(Number.NaN, 50, 60)
      const model = mustFit(learner, { ...table, target }, rowsOf(0, 150), quick(learner))
      if (model.data.form !== 'neural') throw new Error(model.data.form)
      const { rows, rowsWithoutWindow, rowsWithoutTarget } = model.data.history
      expect([rows, rowsWithoutWindow, rowsWithoutTarget]).toEqual([136, 4, 10])
      const given = [...model.predictProbability!(table, rowsOf(0, 200))]
      expect(given.map(Number.isNaN).lastIndexOf(true)).toBe(3)
      expect([...model.predict(table, rowsOf(0, 8))].map(Number.isNaN)).toEqual([
        true,
        true,
        true,
        true,
        false,
        false,
        false,
        false,
      ])
      expect(codeOf(learner, table, rowsOf(0, 4), quick(learner))).toBe('no-full-window')
    },
  )

  it('the perceptron reads one row', () => {
    expect(learnerOf('mlp').lookBackRows({})).toBe(0)
    expect(learnerOf('lstm').lookBackRows({})).toBe(31)
  })
})

describe('every network', () => {
  it.each(kinds)(
    '%s: the same bytes again, and with plain kernels; a stored model predicts as it did',
    (_, learner) => {
      for (const task of ['regression', 'classification'] as const) {
        const table = plain(task)
        const settings = quick(learner, { dropout: 0.3, units: 10 })
        const once = dataOf(learner, table, rowsOf(5, 150), settings)
        const text = JSON.stringify(once)
        expect(JSON.stringify(dataOf(learner, table, rowsOf(5, 150), settings))).toBe(text)
        expect(JSON.stringify(mustFit(learner, table, rowsOf(5, 150), settings).data)).toBe(text)
        expect(JSON.stringify(dataOf(learner, table, rowsOf(5, 150), settings, {}, 2))).not.toBe(text)
        const rows = rowsOf(5, 200)
        const model = neuralModelOf(once, wasm)
        const again = neuralModelOf(JSON.parse(text), createJavascriptMatrixKernels())
        expect([...again.predict(table, rows)]).toEqual([...model.predict(table, rows)])
        const shuffled = rows.map((row) => 5 + (((row - 5) * 7) % 195))
        const straight = model.predict(table, rows)
        expect([...model.predict(table, shuffled)]).toEqual([...shuffled].map((row) => straight[row - 5]))
      }
    },
  )

  it.each(kinds)('%s learns from its rows alone', (_, learner) => {
    const table = plain('regression')
    const other = {
      ...table,
      target: table.target.slice(),
      features: { ...table.features, values: table.features.values.slice() },
    }
    other.target.fill(1e6, 150).fill(-1e6, 0, 5)
    other.features.values.fill(1e6, 150 * 2)
    const rows = rowsOf(5, 150)
    expect(dataOf(learner, other, rows, quick(learner))).toEqual(dataOf(learner, table, rows, quick(learner)))
  })

  it.each(kinds)('%s takes missing and infinite values for the training mean', (_, learner) => {
    const table = plain('classification')
    const values = table.features.values.slice()
    for (let at = 0; at < values.length; at += 7) values[at] = [Number.NaN, Infinity, -Infinity][at % 3]!
    const holed = { ...table, features: { ...table.features, values } }
    const model = mustFit(learner, holed, rowsOf(5, 150), quick(learner))
    const filled = values.map((value, at) =>
      Number.isFinite(value) ? value : model.data.form === 'neural' ? model.data.scaler.means[at % 2]! : 0,
    )
    const rows = rowsOf(5, 200)
    const given = model.predictProbability!(holed, rows)
    expect(given.every((value) => value > 0 && value < 1)).toBe(true)
    const mended = { ...holed, features: { ...holed.features, values: filled } }
    expect([...model.predictProbability!(mended, rows)]).toEqual([...given])
  })

  it.each(kinds)('%s: a row of weight 0 is as if it were not there', (_, learner) => {
    const table = plain('classification')
    const weight = table.weight.map((_, row) => (row % 3 === 0 ? 0 : 1))
    const without = rowsOf(5, 150).filter((row) => row % 3 !== 0)
    expect(dataOf(learner, { ...table, weight }, rowsOf(5, 150), quick(learner))).toEqual(
      dataOf(learner, table, without, quick(learner)),
    )
    const scaled = { ...table, weight: table.weight.map(() => 8) }
    expect(dataOf(learner, scaled, without, quick(learner)).weights).toEqual(
      dataOf(learner, table, without, quick(learner)).weights,
    )
  })

  it.each(kinds)('%s balances classes', (_, learner) => {
    const stream = createStream(12, 'rare')
    const rare = drawn('classification', 800, () => (stream.nextUniform() < 0.1 ? 1 : 0))
    const meanOf = (options: FitOptions) => {
      const model = mustFit(learner, rare, rowsOf(5, 800), quick(learner), options, contextOf(1, wasm))
      return model.predictProbability!(rare, rowsOf(5, 800)).reduce((sum, value) => sum + value, 0) / 795
    }
    expect(Math.abs(meanOf({}) - 0.1)).toBeLessThan(0.04)
    expect(Math.abs(meanOf({ positiveWeight: 'balanced' }) - 0.5)).toBeLessThan(0.1)
  })

  it.each(kinds)('%s keeps the epoch with the lowest loss of the stopping rows', (_, learner) => {
    const table = plain('regression', 300)
    const settings = quick(learner, { epochs: 60, patience: 4, learning_rate: 0.02 })
    const options = { stopRows: rowsOf(100, 200) }
    const data = dataOf(learner, table, rowsOf(5, 100), settings, options)
    const { stopLoss, trainingLoss, keptEpoch } = data.history
    expect(stopLoss.length).toBe(trainingLoss.length)
    expect(stopLoss[keptEpoch - 1]).toBe(Math.min(...stopLoss))
    expect(stopLoss.length).toBe(Math.min(60, keptEpoch + 4))
    const straight = dataOf(learner, table, rowsOf(5, 100), { ...settings, epochs: keptEpoch })
    expect(straight.weights).toEqual(data.weights)
    expect(
      codeOf(
        learner,
        { ...table, target: table.target.slice().fill(Number.NaN, 100) },
        rowsOf(5, 100),
        settings,
        options,
      ),
    ).toBe('no-stop-rows')
  })

  it.each(kinds)('%s goes on from a model on new rows, by its scales', (_, learner) => {
    const table = plain('regression', 400)
    const settings = quick(learner, { learning_rate: 0.005 })
    const first = dataOf(learner, table, rowsOf(5, 200), settings)
    const on = dataOf(learner, table, rowsOf(200, 400), settings, { from: first })
    const anew = dataOf(learner, table, rowsOf(200, 400), settings)
    expect(on.scaler).toEqual(first.scaler)
    expect([on.targetMean, on.targetDeviation]).toEqual([first.targetMean, first.targetDeviation])
    expect(on.history.trainingLoss[0]).toBeLessThan(anew.history.trainingLoss[0]!)
    const from: NeuralModelData = { ...first, names: ['x1', 'x0'] }
    const all = rowsOf(5, 200)
    expect(codeOf(learner, table, all, settings, { from })).toBe('cannot-continue')
    expect(codeOf(learner, table, all, { ...settings, units: 8 }, { from: first })).toBe('cannot-continue')
    expect(codeOf(learner, plain('classification'), rowsOf(5, 100), settings, { from: first })).toBe('cannot-continue')
  })

  it.each(kinds)('%s names what it cannot learn from', (_, learner) => {
    const table = plain('regression')
    const labels = plain('classification')
    const all = rowsOf(5, 200)
    const settings = quick(learner)
    expect(codeOf(learner, { ...table, target: new Float64Array(200).fill(1) }, all, settings)).toBe('constant-target')
    expect(codeOf(learner, { ...labels, target: new Float64Array(200).fill(1) }, all, settings)).toBe(
      'one-class-labels',
    )
    expect(codeOf(learner, { ...table, target: new Float64Array(200).fill(Number.NaN) }, all, settings)).toBe(
      'no-training-rows',
    )
    expect(codeOf(learner, table, rowsOf(0, 0), settings)).toBe('no-training-rows')
    expect(codeOf(learner, { ...table, target: table.target.with(9, -Infinity) }, all, settings)).toBe(
      'infinite-target',
    )
    const flat = { ...table, features: { ...table.features, values: new Float64Array(400).fill(3) } }
    expect(codeOf(learner, flat, all, settings)).toBe('no-usable-columns')
    expect(codeOf(learner, table, all, { unit: 3 })).toBe('unknown-parameter')
    expect(codeOf(learner, table, all, { ...settings, units: 2.5 })).toBe('bad-parameter')
    expect(codeOf(learner, table, all, { ...settings, dropout: 1 })).toBe('bad-parameter')
    expect(codeOf(learner, table, all, settings, { positiveWeight: 'balanced' })).toBe('balance-of-regression')
    expect(codeOf(learner, table, all, settings, { monotone: { x0: 1 } })).toBe('option-not-supported')
    expect(codeOf(learner, table, all, settings, { categorical: ['x0'] })).toBe('option-not-supported')
    // Fewer rows than columns and weights are no hindrance to a network, which is why the score on unseen rows decides.
    expect(codeOf(learner, table, rowsOf(5, 8), settings)).toBe(null)
  })

  it.each(kinds)('%s ends by its beat and gives its memory back', (_, learner) => {
    const table = plain('regression')
    const free = () => wasm.within((room) => room(1).byteOffset)
    const before = free()
    let beats = 0
    const context = {
      ...contextOf(1, wasm),
      beat: () => {
        beats++
        if (beats > 3) throw new Error('cancelled')
      },
    }
    expect(() => learner.fit(table, rowsOf(5, 200), quick(learner), {}, context)).toThrow('cancelled')
    expect(beats).toBe(4)
    expect(free()).toBe(before)
  })
})

it('a network that is slow with one batch beats within it', () => {
  const lstm = learnerOf('lstm')
  let beats = 0
  const context = { ...contextOf(), beat: () => void beats++ }
  // 12 samples of 10 million products there and back, three at a time.
  const fitted = lstm.fit(
    plain('regression', 300),
    rowsOf(288, 300),
    { sequence_length: 200, units: 64, epochs: 1 },
    {},
    context,
  )
  expect(fitted.ok).toBe(true)
  expect(beats).toBeGreaterThan(10)
})

it('a width that the heads cannot share is refused', () => {
  const transformer = learnerOf('transformer')
  expect(codeOf(transformer, plain('regression'), rowsOf(5, 100), { ...quick(transformer), units: 7, heads: 2 })).toBe(
    'bad-parameter',
  )
})

it('weights that grow beyond all numbers are told', () => {
  const mlp = learnerOf('mlp')
  const wild = quick(mlp, { epochs: 100, learning_rate: 1, weight_decay: 10 })
  expect(codeOf(mlp, plain('regression'), rowsOf(0, 200), wild)).toBe('training-diverged')
})

it('values whose spread is no number are told', () => {
  const mlp = learnerOf('mlp')
  const table = plain('regression')
  const target = table.target.map((value) => value * 1e200)
  expect(codeOf(mlp, { ...table, target }, rowsOf(0, 200), quick(mlp))).toBe('values-too-large')
  const values = table.features.values.map((value) => value * 1e200)
  expect(codeOf(mlp, { ...table, features: { ...table.features, values } }, rowsOf(0, 200), quick(mlp))).toBe(
    'values-too-large',
  )
})

it('other columns, or another order of them, are a bug', () => {
  const mlp = learnerOf('mlp')
  const table = plain('regression')
  const model = mustFit(mlp, table, rowsOf(0, 100), quick(mlp))
  const turned = { ...table, features: { ...table.features, names: ['x1', 'x0'] } }
  expect(() => model.predict(turned, rowsOf(0, 1))).toThrow('was fitted on')
})
