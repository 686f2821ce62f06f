import { describe, expect, it } from 'vitest'
import { silentBeat } from '../../../../src/core/job/beat.ts'
import { columnGroups } from '../../../../src/core/models/explanation/columnGroups.ts'
import { foldImportance } from '../../../../src/core/models/explanation/foldImportance.ts'
import { partialDependence } from '../../../../src/core/models/explanation/partialDependence.ts'
import { lossOf, permutedRises } from '../../../../src/core/models/explanation/permutedRises.ts'
import type { TrainedModel } from '../../../../src/core/models/learner.ts'
import type { LearningTable } from '../../../../src/core/models/learningTable.ts'
import { logisticLearner } from '../../../../src/core/models/linear/logistic.ts'
import { ridgeLearner } from '../../../../src/core/models/linear/ridge.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { lehmerSeries } from '../../stats/lehmerSeries.ts'
import { mustFit, rowsOf, tableOf } from '../drawnTable.ts'

/** Row-major values of columns. */
const joined = (columns: readonly Float64Array[]) =>
  Float64Array.from(
    columns[0]!.length * columns.length ? { length: columns[0]!.length * columns.length } : [],
    (_, at) => {
      return columns[at % columns.length]![Math.floor(at / columns.length)]!
    },
  )

describe('groups of columns that say the same', () => {
  const base = lehmerSeries(180, 11)
  const own = (column: number) => Float64Array.from({ length: 60 }, (_, row) => base[3 * row + column]!)
  const plus = (left: Float64Array, scale: number, right: Float64Array) =>
    left.map((value, row) => value + scale * right[row]!)
  const columns = [
    own(0),
    plus(own(0), 0.3, lehmerSeries(60, 12)),
    own(1),
    plus(
      own(1).map((value) => -value),
      0.2,
      lehmerSeries(60, 13),
    ),
    plus(own(0), 0.6, lehmerSeries(60, 14)),
    own(2),
    own(0).map((value, row) => 0.5 * value + 0.5 * own(2)[row]!),
  ]
  const { features } = tableOf({ task: 'regression', columns: 7, values: joined(columns), target: own(0) })

  it('are those of scipy 1.10.1: complete linkage on 1 - |Spearman|', () => {
    const at = (threshold: number) => columnGroups(features, rowsOf(0, 60), threshold).map((group) => group.columns)
    expect(at(0.9)).toEqual([[0, 1], [2, 3], [4], [5], [6]])
    expect(at(0.7)).toEqual([[0, 1, 4, 6], [2, 3], [5]])
  })

  it('hold no pair below the threshold, and keep constant and missing columns apart', () => {
    for (const threshold of [0.3, 0.5, 0.7, 0.9]) {
      const groups = columnGroups(features, rowsOf(0, 60), threshold)
      expect(groups.every(({ leastCorrelation }) => leastCorrelation >= threshold)).toBe(true)
      expect(groups.flatMap((group) => group.columns).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6])
    }
    const dull = [own(0), new Float64Array(60).fill(2), new Float64Array(60).fill(Number.NaN)]
    const table = tableOf({ task: 'regression', columns: 3, values: joined(dull), target: own(0) })
    expect(columnGroups(table.features, rowsOf(0, 60), 0.5)).toHaveLength(3)
  })
})

/** x0 matters, x1 repeats it, x2 is noise, x3 matters a little. */
function signalTable(task: 'regression' | 'classification', rows = 400): LearningTable {
  const stream = createStream(2, 'signal')
  const values = new Float64Array(rows * 4)
  const target = Float64Array.from({ length: rows }, (_, row) => {
    for (let column = 0; column < 4; column++) values[row * 4 + column] = stream.nextNormal()
    values[row * 4 + 1] = values[row * 4]! + 0.01 * stream.nextNormal()
    const signal = 2 * values[row * 4]! + 0.5 * values[row * 4 + 3]! + stream.nextNormal()
    return task === 'regression' ? signal : Number(signal > 0)
  })
  return tableOf({ task, columns: 4, values, target })
}

describe('permutation importance', () => {
  const test = rowsOf(300, 400)
  const singles = [[0], [1], [2], [3]]

  it('of one column of a known linear model is what its formula says: twice the coefficient squared times the variance', () => {
    const table = signalTable('regression', 3000)
    const far = rowsOf(0, 3000)
    const exact: TrainedModel = {
      ...mustFit(ridgeLearner, table, far),
      predict: ({ features }, rows) => Float64Array.from(rows, (row) => 2 * features.values[row * 4]!),
    }
    const found = permutedRises(exact, table, far, singles, 4, createStream(1, 'rises'), silentBeat)!
    const rise = found.rises[0]!.reduce((sum, value) => sum + value, 0) / 4
    // E[(y - 2x')^2] - E[(y - 2x)^2] = 2 * 4 * var(x) where the rest is independent.
    expect(rise).toBeGreaterThan(7.2)
    expect(rise).toBeLessThan(8.8)
    expect(Array.from(found.rises[2]!)).toEqual([0, 0, 0, 0])
    expect(found.baseline).toBeCloseTo(lossOf(table, far, exact.predict(table, far))!, 12)
  })

  it('of a group sees what columns that repeat each other hide alone', () => {
    for (const task of ['regression', 'classification'] as const) {
      const table = signalTable(task)
      const learner = task === 'regression' ? ridgeLearner : logisticLearner
      const model = mustFit(learner, table, rowsOf(0, 300))
      const groups = [...singles, [0, 1]]
      const found = permutedRises(model, table, test, groups, 5, createStream(1, task), silentBeat)!
      const [first, , noise, little, both] = found.rises.map((own) => own.reduce((sum, value) => sum + value, 0) / 5)
      expect(both!).toBeGreaterThan(2 * first!)
      expect(both!).toBeGreaterThan(little!)
      expect(Math.abs(noise!)).toBeLessThan(0.1 * both!)
    }
  })

  it('leaves the table as it was, is the same for the same stream, and reads no row but those asked for', () => {
    const table = signalTable('regression')
    const model = mustFit(ridgeLearner, table, rowsOf(0, 300))
    const before = table.features.values.slice()
    const once = permutedRises(model, table, test, singles, 2, createStream(1, 'same'), silentBeat)
    expect(permutedRises(model, table, test, singles, 2, createStream(1, 'same'), silentBeat)).toEqual(once)
    expect(table.features.values).toEqual(before)
    const cut = { ...table.features, values: before.map((value, at) => (at < 300 * 4 ? Number.NaN : value)) }
    expect(
      permutedRises(model, { ...table, features: cut }, test, singles, 2, createStream(1, 'same'), silentBeat),
    ).toEqual(once)
    const weightless = { ...table, weight: new Float64Array(400) }
    expect(permutedRises(model, weightless, test, singles, 1, createStream(1, 'x'), silentBeat)).toBeNull()
  })
})

describe('importance over folds', () => {
  it('keeps the spread between folds and that between shuffles apart', () => {
    const folds = [
      { baseline: 1, rises: [Float64Array.of(1, 3), Float64Array.of(-1, -1)] },
      { baseline: 1, rises: [Float64Array.of(4, 4), Float64Array.of(1, 1)] },
    ]
    const [strong, none] = foldImportance(folds)
    expect(strong!.rise).toBe(3)
    expect(strong!.betweenFolds).toBeCloseTo(Math.SQRT2, 12)
    expect(strong!.betweenRepeats).toBeCloseTo(Math.SQRT2 / 2, 12)
    expect(strong!.risingFolds).toBe(1)
    // t = 3 with 1 degree: the Cauchy tail.
    expect(strong!.p).toBeCloseTo(0.5 - Math.atan(3) / Math.PI, 10)
    expect([none!.rise, none!.risingFolds, none!.p]).toEqual([0, 0.5, expect.closeTo(0.5, 12)])
    expect(foldImportance(folds.slice(0, 1))[0]).toMatchObject({ rise: 2, betweenFolds: null, p: null })
  })
})

describe('partial dependence', () => {
  const table = signalTable('regression')
  const model = mustFit(ridgeLearner, table, rowsOf(0, 400), { alpha: 0.001 })

  it('of a linear model is a straight line of its coefficient, and warns of what goes with the column', () => {
    const found = partialDependence(model, table, rowsOf(0, 400), 3, 9, silentBeat)!
    const slopes = found.values
      .slice(1)
      .map((value, k) => (found.mean[k + 1]! - found.mean[k]!) / (value - found.values[k]!))
    for (const slope of slopes) expect(slope).toBeCloseTo(slopes[0]!, 8)
    expect(slopes[0]).toBeGreaterThan(0.3)
    expect(slopes[0]).toBeLessThan(0.7)
    expect(found.correlatedWith).toEqual([])
    expect(found.deciles).toHaveLength(11)
    found.values.forEach((value, k) => {
      expect(value).toBeGreaterThan(found.deciles[0]!)
      expect(value).toBeLessThan(found.deciles[10]!)
      expect(found.low[k]!).toBeLessThan(found.mean[k]!)
      expect(found.high[k]!).toBeGreaterThan(found.mean[k]!)
    })
    const close = partialDependence(model, table, rowsOf(0, 400), 0, 5, silentBeat)!
    expect(close.correlatedWith.map(({ column }) => column)).toEqual([1])
  })

  it('has nothing to say of a constant column, and looks at a sample of many rows', () => {
    const flat = { ...table.features, values: table.features.values.map((value, at) => (at % 4 === 2 ? 1 : value)) }
    expect(partialDependence(model, { ...table, features: flat }, rowsOf(0, 400), 2, 5, silentBeat)).toBeNull()
    const large = signalTable('regression', 2500)
    expect(partialDependence(model, large, rowsOf(0, 2500), 0, 2, silentBeat)!.rows).toBe(834)
  })
})
