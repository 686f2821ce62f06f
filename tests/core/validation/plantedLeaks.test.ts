import { describe, expect, it } from 'vitest'
import { matrixFromColumns } from '../../../src/core/models/featureMatrix.ts'
import type { LearningTable } from '../../../src/core/models/learningTable.ts'
import { logisticLearner } from '../../../src/core/models/linear/logistic.ts'
import { areaUnderRoc } from '../../../src/core/models/scores/areaUnderRoc.ts'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { mean } from '../../../src/core/stats/mean.ts'
import { pearsonCorrelation } from '../../../src/core/stats/pearsonCorrelation.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { proposeDraws } from '../../../src/core/validation/search/proposeDraws.ts'
import { searchAxes } from '../../../src/core/validation/search/searchAxes.ts'
import { purgedKFold } from '../../../src/core/validation/splits/purgedKFold.ts'
import type { Split, SplitPlan } from '../../../src/core/validation/splits/split.ts'
import { timeSeriesSplit } from '../../../src/core/validation/splits/timeSeriesSplit.ts'
import { mustFit } from '../models/drawnTable.ts'

function planned(plan: Outcome<SplitPlan>): SplitPlan {
  if (!plan.ok) throw new Error(plan.trouble.message)
  return plan.value
}

const everyRow = (rows: number) => Int32Array.from({ length: rows }, (_, row) => row)

/** Rows one after the other, a label using the `horizon` rows after it. */
function basisOf(rows: number, horizon: number) {
  const decisionMs = Float64Array.from(everyRow(rows))
  const spans = { decisionMs, labelEndMs: decisionMs.map((time) => time + horizon) }
  return { spans, rows: null, sealedFromMs: null, lookBackMs: 0 }
}

function tableOfColumns(columns: readonly Float64Array[], target: Float64Array): LearningTable {
  const rows = target.length
  return {
    task: 'classification',
    features: matrixFromColumns(
      columns.map((_, column) => `x${column}`),
      columns,
    ),
    target,
    weight: new Float64Array(rows).fill(1),
    previousRow: new Int32Array(rows).fill(-1),
  }
}

/** Area of the logistic model of each split, averaged. */
function areaOver(splits: readonly Split[], tableOf: (split: Split) => LearningTable): number {
  const areas = splits.map((split) => {
    const table = tableOf(split)
    const model = mustFit(logisticLearner, table, split.train)
    const label = Uint8Array.from(split.test, (row) => table.target[row]!)
    return areaUnderRoc(label, model.predictProbability!(table, split.test)) ?? 0.5
  })
  return mean(Float64Array.from(areas))
}

describe('selection of features outside the folds', () => {
  const ROWS = 250
  const COLUMNS = 600
  const KEPT = 10

  function noise(trial: number) {
    const stream = createStream(trial, 'noise')
    const columns = Array.from({ length: COLUMNS }, () =>
      Float64Array.from({ length: ROWS }, () => stream.nextNormal()),
    )
    return { columns, target: Float64Array.from({ length: ROWS }, () => stream.nextInt(2)) }
  }

  /** The columns that go best with the target on some rows. */
  function chosenOn(columns: readonly Float64Array[], target: Float64Array, rows: Int32Array): readonly Float64Array[] {
    const own = Float64Array.from(rows, (row) => target[row]!)
    const strength = columns.map((column) =>
      Math.abs(
        pearsonCorrelation(
          Float64Array.from(rows, (row) => column[row]!),
          own,
        ),
      ),
    )
    const order = strength.map((_, column) => column).sort((a, b) => strength[b]! - strength[a]!)
    return order.slice(0, KEPT).map((column) => columns[column]!)
  }

  it('finds in pure noise what is not there; inside them it finds nothing', () => {
    const areas = Array.from({ length: 8 }, (_, trial) => {
      const { columns, target } = noise(trial)
      const { splits } = planned(purgedKFold({ ...basisOf(ROWS, 0), splits: 5, embargoMs: 2 }))
      const outside = tableOfColumns(chosenOn(columns, target, everyRow(ROWS)), target)
      return {
        outside: areaOver(splits, () => outside),
        inside: areaOver(splits, ({ train }) => tableOfColumns(chosenOn(columns, target, train), target)),
      }
    })
    expect(mean(Float64Array.from(areas, ({ outside }) => outside))).toBeGreaterThan(0.65)
    expect(Math.abs(mean(Float64Array.from(areas, ({ inside }) => inside)) - 0.5)).toBeLessThan(0.03)
  })
})

describe('a scaler fitted outside the folds', () => {
  const INSTRUMENTS = 20
  const TIMES = 200
  const HORIZON = 20

  /** Random walks of several instruments, rows by time, then instrument; the label: higher 20 times later. */
  function walks(trial: number) {
    const stream = createStream(trial, 'walks')
    const level = new Float64Array((TIMES + HORIZON) * INSTRUMENTS)
    for (let at = 0; at < level.length; at++) {
      level[at] = (at < INSTRUMENTS ? 0 : level[at - INSTRUMENTS]!) + stream.nextNormal()
    }
    const rows = TIMES * INSTRUMENTS
    const target = Float64Array.from({ length: rows }, (_, row) =>
      Number(level[row + HORIZON * INSTRUMENTS]! > level[row]!),
    )
    return { level: level.subarray(0, rows), target }
  }

  /** Each instrument less its own mean, over its own deviation, both from some rows only. */
  function scaledBy(level: Float64Array, rows: Int32Array): Float64Array {
    const scales = Array.from({ length: INSTRUMENTS }, (_, instrument) => {
      const own = Float64Array.from(rows).filter((row) => row % INSTRUMENTS === instrument)
      const values = own.map((row) => level[row]!)
      const centre = mean(values)
      return { centre, deviation: Math.sqrt(mean(values.map((value) => (value - centre) ** 2))) }
    })
    return level.map((value, row) => {
      const { centre, deviation } = scales[row % INSTRUMENTS]!
      return (value - centre) / deviation
    })
  }

  it('knows where a random walk will go; inside them it does not', () => {
    const decisionMs = Float64Array.from({ length: TIMES * INSTRUMENTS }, (_, row) => Math.floor(row / INSTRUMENTS))
    const spans = { decisionMs, labelEndMs: decisionMs.map((time) => time + HORIZON) }
    const request = { spans, rows: null, sealedFromMs: null, lookBackMs: 0 }
    const { splits } = planned(timeSeriesSplit({ ...request, splits: 4, gapMs: 0 }))
    const areas = Array.from({ length: 10 }, (_, trial) => {
      const { level, target } = walks(trial)
      const outside = tableOfColumns([scaledBy(level, everyRow(level.length))], target)
      return {
        outside: areaOver(splits, () => outside),
        inside: areaOver(splits, ({ train }) => tableOfColumns([scaledBy(level, train)], target)),
      }
    })
    expect(mean(Float64Array.from(areas, ({ outside }) => outside))).toBeGreaterThan(0.6)
    expect(Math.abs(mean(Float64Array.from(areas, ({ inside }) => inside)) - 0.5)).toBeLessThan(0.05)
  })
})

describe('a gap that is smaller than the label', () => {
  const ROWS = 1500
  const HORIZON = 20
  const NEIGHBOURS = 3

  function walk(trial: number, horizon: number) {
    const stream = createStream(trial, 'walk')
    const level = new Float64Array(ROWS + horizon)
    for (let row = 1; row < level.length; row++) level[row] = level[row - 1]! + stream.nextNormal()
    const target = Uint8Array.from({ length: ROWS }, (_, row) => Number(level[row + horizon]! > level[row]!))
    const features = [0, 5, 20].map((lag) =>
      Float64Array.from({ length: ROWS }, (_, row) => level[Math.max(0, row - lag)]!),
    )
    return { features, target }
  }

  /** The share of rises among the nearest training rows: rows near in time are near in level too. */
  function nearestShare({ features, target }: ReturnType<typeof walk>, train: Int32Array, row: number): number {
    const distance = (other: number) => features.reduce((sum, column) => sum + (column[other]! - column[row]!) ** 2, 0)
    const ranked = Array.from(train, (other) => ({ other, far: distance(other) })).sort((a, b) => a.far - b.far)
    return ranked.slice(0, NEIGHBOURS).reduce((sum, { other }) => sum + target[other]!, 0) / NEIGHBOURS
  }

  /** Pooled over all tests. */
  function pooledArea(series: ReturnType<typeof walk>, splits: readonly Pick<Split, 'train' | 'test'>[]): number {
    const label: number[] = []
    const score: number[] = []
    for (const { train, test } of splits) {
      for (const row of test) {
        label.push(series.target[row]!)
        score.push(nearestShare(series, train, row))
      }
    }
    return areaUnderRoc(Uint8Array.from(label), Float64Array.from(score)) ?? 0.5
  }

  /** Everything before the test but `gap` rows, as libraries have it that count rows and know no labels. */
  const withGap = (plan: SplitPlan, gap: number) =>
    plan.splits.map(({ test }) => ({ test, train: everyRow(Math.max(1, test[0]! - gap)) }))

  it('lets a random walk be foretold; raised to the label it does not', () => {
    const areas = Array.from({ length: 5 }, (_, trial) => {
      const series = walk(trial, HORIZON)
      const plan = planned(timeSeriesSplit({ ...basisOf(ROWS, HORIZON), splits: 250, gapMs: 1 }))
      expect([plan.gapAskedMs, plan.gapUsedMs]).toEqual([1, HORIZON])
      const late = { ...plan, splits: plan.splits.slice(50) }
      return { small: pooledArea(series, withGap(late, 1)), raised: pooledArea(series, late.splits) }
    })
    const small = mean(Float64Array.from(areas, (area) => area.small))
    const raised = mean(Float64Array.from(areas, (area) => area.raised))
    expect(small).toBeGreaterThan(0.57)
    expect(Math.abs(raised - 0.5)).toBeLessThan(0.04)
  })

  it('and shuffled folds find much where purged ones find little', () => {
    const areas = Array.from({ length: 8 }, (_, trial) => {
      const series = walk(trial, 10)
      const stream = createStream(trial, 'shuffle')
      const fold = Int32Array.from({ length: ROWS }, () => stream.nextInt(5))
      const shuffled = [0, 1, 2, 3, 4].map((own) => ({
        train: everyRow(ROWS).filter((row) => fold[row] !== own),
        test: everyRow(ROWS).filter((row) => fold[row] === own && row % 4 === 0),
      }))
      const { splits } = planned(purgedKFold({ ...basisOf(ROWS, 10), splits: 5, embargoMs: 20 }))
      const thinned = splits.map(({ train, test }) => ({ train, test: test.filter((row) => row % 4 === 0) }))
      return { shuffled: pooledArea(series, shuffled), purged: pooledArea(series, thinned) }
    })
    expect(mean(Float64Array.from(areas, (area) => area.shuffled))).toBeGreaterThan(0.7)
    // Over 60 walks 0.515 with an error of 0.005: slow features have this much in any split, forward ones 0.509.
    expect(Math.abs(mean(Float64Array.from(areas, (area) => area.purged)) - 0.5)).toBeLessThan(0.06)
  })
})

describe('the score of a search', () => {
  const ROWS = 300
  const COLUMNS = 120

  it('is too good where its own folds are reported, and not where the search is nested', () => {
    const found = Array.from({ length: 6 }, (_, trial) => {
      const stream = createStream(trial, 'search')
      const columns = Array.from({ length: COLUMNS }, () =>
        Float64Array.from({ length: ROWS }, () => stream.nextNormal()),
      )
      const target = Float64Array.from({ length: ROWS }, () => stream.nextInt(2))
      const axes = searchAxes(
        [{ name: 'column', isWhole: true, search: { from: 0, to: COLUMNS - 1, scale: 'linear' } }],
        [],
      )
      const outer = planned(timeSeriesSplit({ ...basisOf(ROWS, 0), splits: 3, gapMs: 0 }))
      return outer.splits.map((split, part) => {
        const inner = planned(purgedKFold({ ...basisOf(ROWS, 0), rows: split.train, splits: 3, embargoMs: 0 }))
        const plan = { method: 'random', axes, seed: trial, name: `part ${part}` } as const
        const draws = proposeDraws(plan, [], 40).map(({ column }) => {
          const table = tableOfColumns([columns[column!]!], target)
          return { table, score: areaOver(inner.splits, () => table) }
        })
        const best = draws.reduce((a, b) => (b.score > a.score ? b : a))
        return { searched: best.score, nested: areaOver([split], () => best.table) }
      })
    }).flat()
    expect(mean(Float64Array.from(found, ({ searched }) => searched))).toBeGreaterThan(0.57)
    expect(Math.abs(mean(Float64Array.from(found, ({ nested }) => nested)) - 0.5)).toBeLessThan(0.04)
  })
})
