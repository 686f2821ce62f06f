import { describe, expect, it } from 'vitest'
import { validationReportSchema } from '../../../../src/core/contract/modelRecord.ts'
import { combineTraining } from '../../../../src/core/pipeline/training/combineTraining.ts'
import { planRows } from '../../../../src/core/pipeline/training/planRows.ts'
import { labelledRows } from '../../../../src/core/pipeline/training/trainingTask.ts'
import { payloadOf, runAll, trainingData } from './trainingScene.ts'

function trained(data: ReturnType<typeof trainingData>, written: unknown) {
  const payload = payloadOf(data, written)
  const output = combineTraining(payload, runAll(payload))
  if (!output.ok) throw new Error(`${output.trouble.code}: ${output.trouble.message}`)
  const whole = { schemaVersion: 1, modelId: 'a', sha256: '0'.repeat(64), trials: { own: 1, before: 0 } }
  expect(validationReportSchema.safeParse({ ...output.value.report, ...whole }).error?.issues ?? []).toEqual([])
  return { payload, ...output.value }
}

describe('a training', () => {
  it('finds what was planted, on rows that it had not learned from', () => {
    const { report, rows, signal, models } = trained(trainingData({ strength: 2 }), { model_type: 'logistic' })
    expect(report.scores.area_under_roc!.overFolds.mean).toBeGreaterThan(0.85)
    expect(report.scores.log_loss!.overFolds.mean).toBeLessThan(report.baseline.log_loss!.mean! * 0.8)
    expect(report.importance.rows[0]!.feature).toMatch(/^RSI/)
    expect(report.importance.rows[0]!.groupMean).toBeGreaterThan(report.importance.rows[0]!.mean)
    expect(report.folds).toHaveLength(5)
    expect(report.learningCurve.map(({ share }) => share)).toEqual([0.2, 0.4, 0.6, 0.8, 1])
    expect(models).toHaveLength(1)
    expect(Math.min(...signal)).toBeGreaterThanOrEqual(-1)
    expect(Math.max(...signal)).toBeLessThanOrEqual(1)
    // 400 rows: tests of 66, five of them, at the end.
    expect(rows.length).toBe(330)
    expect(rows[0]).toBe(70)
  })

  it('tells how steady the importance is, what moved, what predictions do as a column moves, and how far off they are', () => {
    const data = trainingData({ strength: 2 })
    // The third column drifts: its later values lie two deviations higher.
    const values = data.table.features.values.slice()
    for (let row = 200; row < 400; row++) values[row * 4 + 2]! += 2
    const table = { ...data.table, features: { ...data.table.features, values } }
    const { report, rows, predicted } = trained({ ...data, table }, { model_type: 'logistic', seeds: 2 })
    const { importance, contributions, dependence, drift, calibration } = report
    expect(importance.stability.overFolds).toMatchObject({ rankings: 5, top: 4, topByChance: 1, topShared: 1 })
    expect(importance.stability.overFolds!.meanCorrelation).toBeGreaterThan(0.3)
    expect(importance.stability.overSeeds).toMatchObject({ rankings: 2, meanCorrelation: 1 })
    expect(importance.rows[0]).toMatchObject({ risingFolds: 1 })
    expect(importance.rows[0]!.p).toBeLessThan(0.01)
    expect(importance.rows[0]!.meanRank).toBeLessThan(importance.rows[3]!.meanRank)
    expect(contributions!.unit).toBe('log-odds')
    expect(contributions!.rows[0]!.feature).toMatch(/^RSI/)
    expect(drift.rows[0]!.feature).toBe('MACD_signal')
    expect(drift.rows[0]!.folds[2]!.p).toBeLessThan(1e-6)
    expect(drift.rows.at(-1)!.meanRatio).toBeLessThan(3)
    const [first] = dependence.columns
    expect(first!.feature).toBe(importance.rows[0]!.feature)
    expect(first!.folds).toBe(5)
    expect(first!.mean.at(-1)! - first!.mean[0]!).toBeGreaterThan(0.2)
    expect(first!.closeTo.map(({ feature }) => feature)).toEqual([first!.feature === 'RSI_14' ? 'RSI_21' : 'RSI_14'])
    const { bins, error } = calibration!
    const gaps = bins.map((bin) => bin.rows * Math.abs(bin.meanProbability - bin.observedShare))
    expect(error!.expected).toBeCloseTo(gaps.reduce((sum, gap) => sum + gap, 0) / rows.length, 12)
    const brier = rows.reduce((sum, row, at) => sum + (predicted[at]! - data.table.target[row]!) ** 2, 0) / rows.length
    expect(error!.reliability - error!.resolution + error!.uncertainty + error!.withinBins).toBeCloseTo(brier, 12)
    expect(report.rankInformation).toBeNull()
  })

  it('judges the order of instruments at one time, with an error for labels that overlap', () => {
    const one = trainingData({ rows: 400, task: 'regression', horizon: 1 })
    // Rows become four instruments at each of 100 times, their labels three of these long.
    const decisionMs = one.decisionMs.map((_, row) => Math.floor(row / 4) * 86_400_000)
    const data = {
      ...one,
      instrument: one.instrument.map((_, row) => row % 4),
      decisionMs,
      labelEndMs: decisionMs.map((time) => time + 3 * 86_400_000),
    }
    const { report, rows, predicted } = trained(data, { model_type: 'ridge', learning_curve: false })
    const { mean, t, lag, dates } = report.rankInformation!
    expect([lag, dates * 4]).toEqual([2, rows.length])
    expect(mean).toBeGreaterThan(0.2)
    expect(t).toBeGreaterThan(2)
    const squares = rows.reduce((sum, row, at) => sum + (predicted[at]! - data.table.target[row]!) ** 2, 0)
    expect(report.pooled.root_mean_squared_error).toBeCloseTo(Math.sqrt(squares / rows.length), 12)
  })

  it('weighs rows as it is told', () => {
    const data = { ...trainingData({ strength: 2, horizon: 4 }) }
    const closeMs = data.decisionMs.slice()
    const bars = [{ closeMs, logReturn: closeMs.map((_, bar) => (bar % 7 === 0 ? 0.05 : 0.001)) }]
    const losses = ['uniqueness', 'equal', 'time_decay', 'return_attribution'].map((weights) => {
      const { report } = trained(
        { ...data, bars },
        { model_type: 'logistic', sample_weights: weights, decay_oldest: 0 },
      )
      return report.scores.log_loss!.overFolds.mean!
    })
    expect(new Set(losses).size).toBe(4)
    expect(losses.every((loss) => loss < 0.6)).toBe(true)
  })

  it('finds nothing where there is nothing, and says so beside the base', () => {
    const { report } = trained(trainingData({ strength: 0, rows: 1_200 }), { model_type: 'logistic' })
    expect(Math.abs(report.scores.area_under_roc!.overFolds.mean! - 0.5)).toBeLessThan(0.06)
    expect(report.scores.log_loss!.overFolds.mean).toBeGreaterThan(report.baseline.log_loss!.mean! - 0.01)
  })

  it('keeps every training label clear of the test, whatever gap was asked for', () => {
    const data = trainingData({ horizon: 5 })
    const { payload, report } = trained(data, { model_type: 'logistic', validation: { gap: 1 } })
    for (const { train, test } of payload.plan.splits) {
      const begins = data.decisionMs[test[0]!]!
      for (const row of train) expect(data.labelEndMs[row]).toBeLessThan(begins)
    }
    expect(report.gap).toEqual({ askedBars: 1, askedMs: 86_400_000, usedMs: 5 * 86_400_000 })
  })

  it('gives the same bits again, and other ones to another seed of a search', () => {
    const data = trainingData({ rows: 800 })
    const spec = { model_type: 'logistic', search: { method: 'tpe', draws: 6 }, learning_curve: false }
    const first = trained(data, spec)
    expect(trained(data, spec).report).toEqual(first.report)
    const other = payloadOf(data, spec, 8)
    expect(combineTraining(other, runAll(other))).not.toEqual(combineTraining(first.payload, runAll(first.payload)))
  })
})

describe('a nested search', () => {
  it('chooses within each training part, never by the test it reports', () => {
    const data = trainingData({ rows: 900 })
    const spec = { model_type: 'logistic', search: { method: 'random', draws: 5 }, learning_curve: false }
    const { payload, report } = trained(data, spec)
    const parts = report.search!.parts
    expect(parts.map(({ fold }) => fold)).toEqual([0, 1, 2, 3, 4, null])
    for (const [fold, { settings }] of report.folds.entries()) {
      const { draws, chosen } = parts[fold]!
      expect(draws).toHaveLength(5)
      expect(settings).toEqual(draws[chosen]!.settings)
      expect(draws[chosen]!.loss).toBe(Math.min(...draws.map(({ loss }) => loss!)))
    }
    // The targets of a test turned round change its scores, and nothing of what was chosen for it.
    const { test } = payload.plan.splits[4]!
    const target = data.table.target.slice()
    for (const row of test) target[row] = 1 - target[row]!
    const turned = trained({ ...data, table: { ...data.table, target } }, spec)
    expect(turned.report.search!.parts.slice(0, 5)).toEqual(parts.slice(0, 5))
    expect(turned.report.folds[4]!.seeds).not.toEqual(report.folds[4]!.seeds)
  })
})

describe('targets that are amounts', () => {
  it('become signals by the size of what the model said in training', () => {
    const { report, signal, predicted } = trained(trainingData({ task: 'regression' }), { model_type: 'ridge' })
    expect(report.scores.r2_against_zero!.overFolds.mean).toBeGreaterThan(0.3)
    expect(report.calibration).toBeNull()
    signal.forEach((value, at) => {
      if (value !== 0) expect(Math.sign(value)).toBe(Math.sign(predicted[at]!))
      expect(Math.abs(value)).toBeLessThanOrEqual(1)
    })
    // Half of what a model says is larger than its median in training: about half of the signals are beyond 0.5.
    const beyond = signal.filter((value) => Math.abs(value) > 0.5).length / signal.length
    expect(Math.abs(beyond - 0.5)).toBeLessThan(0.12)
  })
})

describe('other plans', () => {
  it('predict each row once over all paths of a combinatorial one', () => {
    const data = trainingData({ rows: 240 })
    const { report, rows } = trained(data, {
      model_type: 'logistic',
      validation: { method: 'cpcv', n_splits: 4, test_groups: 2 },
      learning_curve: false,
    })
    expect(rows.length).toBe(240)
    expect(report.paths).toHaveLength(3)
    expect(report.folds).toHaveLength(6)
  })

  it('calibrate, stop early and weigh members from the training rows alone', () => {
    const data = trainingData({ rows: 1_000 })
    const spec = {
      model_type: 'stacking',
      members: ['logistic', { model_type: 'logistic', parameters: { C: 0.01 } }],
      calibration: 'platt',
      class_balance: 'balanced',
      learning_curve: false,
    }
    const first = trained(data, spec)
    expect(first.calibrators).toHaveLength(1)
    expect(first.models[0]!.form).toBe('ensemble')
    // A change of the last test changes no prediction of the others.
    const { test } = first.payload.plan.splits[4]!
    const target = data.table.target.slice()
    for (const row of test) target[row] = 1 - target[row]!
    const turned = trained({ ...data, table: { ...data.table, target } }, spec)
    expect(turned.predicted).toEqual(first.predicted)
  })

  it('leave out rows that a sequence model has no prediction of, and say how many', () => {
    const { report, rows } = trained(trainingData({ rows: 300 }), {
      model_type: 'lstm',
      parameters: { epochs: 1, sequence_length: 10 },
      validation: { method: 'purged_kfold', n_splits: 3, embargo: 2 },
      learning_curve: false,
    })
    expect(rows.length).toBe(291)
    expect(rows[0]).toBe(9)
    expect(report.notes[0]).toContain('9 test rows have no prediction')
    expect(report.scores.log_loss!.overFolds.mean).toBeGreaterThan(0)
  })

  it('keep training rows clear of a test by the embargo and by how far columns look back', () => {
    const data = trainingData({ rows: 300 })
    const longer = (embargo: number | null, featureBars: number) => {
      const payload = payloadOf(data, {
        model_type: 'logistic',
        validation: { method: 'purged_kfold', n_splits: 3, embargo },
      })
      const plan = planRows(
        { data, validation: payload.recipe.validation, lookBackRows: 0, featureBars },
        labelledRows(data),
      )
      if (!plan.ok) throw new Error(plan.trouble.message)
      return plan.value.splits[0]!.embargoed
    }
    expect(longer(null, 0)).toBe(3)
    expect(longer(null, 20)).toBe(20)
    expect(longer(7, 20)).toBe(7)
  })

  it('take the mean over seeds', () => {
    const { report, models } = trained(trainingData({ rows: 240 }), { model_type: 'logistic', seeds: 3 })
    expect(report.folds[0]!.seeds.map(({ seed }) => seed)).toEqual([0, 1, 2])
    expect(report.scores.log_loss!.overSeeds.count).toBe(3)
    expect(models).toHaveLength(3)
  })
})

describe('rows that nothing can be learned from', () => {
  const troubleOf = (data: ReturnType<typeof trainingData>, written: unknown) => {
    const payload = payloadOf(data, written)
    const output = combineTraining(payload, runAll(payload))
    return output.ok ? null : output.trouble
  }

  it('are told with the fold they are in', () => {
    const data = trainingData({ rows: 400 })
    const target = data.table.target.map((value, row) => (row < 70 ? 1 : value))
    const trouble = troubleOf({ ...data, table: { ...data.table, target } }, { model_type: 'logistic' })
    expect(trouble).toMatchObject({ code: 'one-class-labels' })
    expect(trouble!.message).toContain('fold 1')
    expect(troubleOf(trainingData({ rows: 60 }), { model_type: 'logistic' })).toMatchObject({ code: 'too-few-events' })
    const rare = data.table.target.map((_, row) => (row % 40 === 0 ? 1 : 0))
    expect(troubleOf({ ...data, table: { ...data.table, target: rare } }, { model_type: 'logistic' })).toMatchObject({
      code: 'too-few-of-a-class',
    })
  })

  it('include a constant amount', () => {
    const data = trainingData({ rows: 400, task: 'regression' })
    const table = { ...data.table, target: data.table.target.map(() => 2) }
    expect(troubleOf({ ...data, table }, { model_type: 'ridge' })).toMatchObject({ code: 'constant-target' })
  })
})
