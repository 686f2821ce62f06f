import { describe, expect, it } from 'vitest'
import { truncatePair } from '../../../src/core/market/pairColumns.ts'
import { permutationImportance } from '../../../src/core/models/permutationImportance.ts'
import { areaUnderRoc } from '../../../src/core/models/scores/areaUnderRoc.ts'
import { brierScore } from '../../../src/core/models/scores/brierScore.ts'
import { selectTrainingRows } from '../../../src/core/models/trainingSet.ts'
import { fitFold } from '../../../src/core/pipeline/learning/fitFold.ts'
import { foldDates } from '../../../src/core/pipeline/learning/foldDates.ts'
import { drawSpecification } from '../../../src/core/pipeline/learning/searchSpace.ts'
import { testFold } from '../../../src/core/pipeline/learning/testFold.ts'
import { rowsOfEvents, trainingRows } from '../../../src/core/pipeline/learning/trainingRows.ts'
import type { Subject } from '../../../src/core/pipeline/subject/subject.ts'
import { UNCHANGED_EXIT } from '../../../src/core/pipeline/subject/subject.ts'
import type { Choice } from '../../../src/core/pipeline/workbench.ts'
import { createWorkbench } from '../../../src/core/pipeline/workbench.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { marketColumns, planOf, runStages, smallConfig } from './smallRun.ts'

const CONFIG = smallConfig()
const HOUR_MS = 3_600_000
const silent = () => {}

describe('what a run keeps of its models', () => {
  const all = marketColumns('planted', 3, 12_000)
  const run = runStages(all, CONFIG, 1)
  const ml = run.outputs['ml-backtest']
  const { predictions, scores, folds, importance } = ml

  it('keeps the predictions that its scores are made of, each in its own fold’s test', () => {
    expect(predictions.fold.length).toBeGreaterThan(50)
    for (const column of Object.values(predictions)) expect(column.length).toBe(predictions.fold.length)
    expect([...new Set(predictions.fold)]).toEqual(scores.map(({ fold }) => fold))
    for (const score of scores) {
      const rows = predictions.fold.flatMap((fold, row) => (fold === score.fold ? [row] : []))
      const label = Uint8Array.from(rows, (row) => predictions.label[row]!)
      const probability = Float64Array.from(rows, (row) => predictions.probability[row]!)
      expect(rows.length).toBe(score.offered)
      expect(areaUnderRoc(label, probability)).toBe(score.areaUnderRoc)
      expect(brierScore(label, probability)).toBe(score.brierScore)
      expect(probability.filter((value) => value >= score.threshold).length).toBe(score.taken)
      for (const row of rows) {
        const { test } = folds[score.fold]!
        expect(predictions.decisionMs[row]!).toBeGreaterThanOrEqual(test.fromMs)
        expect(predictions.decisionMs[row]!).toBeLessThan(test.toMs)
        expect(predictions.label[row]).toBe(predictions.netReturn[row]! > 0 ? 1 : 0)
      }
    }
  })

  it('has an importance of every feature where a fold has 20 test events, and none where it has fewer', () => {
    const enough = scores.filter(({ offered }) => offered >= 20)
    expect(enough.length).toBeGreaterThan(0)
    expect(importance.map(({ fold, rows }) => [fold, rows])).toEqual(enough.map(({ fold, offered }) => [fold, offered]))
    for (const { names, meanRise, deviation } of importance) {
      expect(names.length).toBe(run.outputs['training-set'].features)
      expect([meanRise.length, deviation.length]).toEqual([names.length, names.length])
      expect(deviation.every((value) => value >= 0)).toBe(true)
    }
  })

  it('dates the folds: blocks of the chosen scheme end to end, and no bar of the hold-out', () => {
    const { optimize, select } = run.outputs
    const { timeMs } = all
    expect(folds.length).toBe(run.plan.anchored.length)
    folds.forEach((dates, index) => {
      const fold = run.plan[select.winners[index]!.scheme][index]!
      expect(dates.scheme).toBe(select.winners[index]!.scheme)
      expect([dates.train.toMs, dates.validation.toMs]).toEqual([dates.validation.fromMs, dates.test.fromMs])
      expect([dates.train.fromMs, dates.train.toMs]).toEqual([timeMs[fold.train.from], timeMs[fold.train.to]])
      expect(dates.test.fromMs).toBe(timeMs[fold.test.from])
      expect(dates.embargoBars).toBe(CONFIG.embargoBars)
      if (optimize.foldScores[index]!.refused === null)
        expect(dates.trainingRows).toBe(optimize.foldScores[index]!.trainingRows)
    })
    const end = timeMs[run.developmentBars - 1]! + HOUR_MS
    expect(folds.at(-1)!.test).toEqual({ fromMs: end, toMs: end })
    expect(folds.at(-2)!.test.toMs).toBe(end)
    expect(folds.slice(0, -2).map(({ embargo }) => embargo!.toMs - embargo!.fromMs)).toEqual(
      folds.slice(0, -2).map(() => CONFIG.embargoBars * HOUR_MS),
    )
    expect(folds.slice(-2).map(({ embargo }) => embargo)).toEqual([null, null])
  })

  it('keeps the fan of the curve that it resamples', () => {
    for (const part of [ml, run.outputs.robustness]) {
      const { fan } = part.bootstrap!
      const account = 'account' in part ? part.account : part.curve.account
      expect(fan.dayOfPoint.at(-1)).toBe(account.dayStartMs.length)
      expect(fan.dayOfPoint.length).toBe(200)
      expect(fan.real.at(-1)).toBeCloseTo(account.endEquity, 6)
      expect(fan.p5.at(-1)!).toBeLessThan(fan.p50.at(-1)!)
    }
  })
})

describe('purge and importance of one fold', () => {
  const bars = 24_000
  const columns = truncatePair(marketColumns('planted', 9, bars + 100), bars)
  const bench = createWorkbench(columns, CONFIG, 1)
  const plan = planOf(CONFIG, bars)
  const choice: Choice = {
    setting: { detectorId: 'volume-burst', parameters: { volumeBars: 24, volumeTimes: 3, moveRanges: 1.5 } },
    exit: { targetRanges: 8, stopRanges: 8, limitBars: 48 },
  }

  it('counts the training events whose label leaves the training block, one by one', () => {
    const rows = trainingRows(bench, choice, false, silent)
    let purged = 0
    for (const fold of plan.rolling) {
      const within = [...rows.startBar.keys()].filter(
        (row) => rows.startBar[row]! >= fold.train.from && rows.startBar[row]! < fold.train.to,
      )
      const over = within.filter((row) => rows.endBar[row]! >= fold.train.to)
      const dates = foldDates(bench, choice, fold, 'rolling', false, silent)
      expect([dates.trainingRows, dates.purgedRows]).toEqual([within.length - over.length, over.length])
      expect(dates.purge).toEqual(
        over.length === 0
          ? null
          : { fromMs: columns.timeMs[rows.startBar[over[0]!]!], toMs: columns.timeMs[fold.train.to] },
      )
      purged += over.length
    }
    expect(purged).toBeGreaterThan(0)
    const none = foldDates(bench, null, plan.rolling[0]!, 'rolling', false, silent)
    expect([none.trainingRows, none.purgedRows, none.purge]).toEqual([0, 0, null])
  })

  it('draws each fold’s shuffles from a stream of its own: the order of the folds changes nothing', () => {
    const subject: Subject = {
      schemeOfFold: plan.rolling.map(() => 'rolling' as const),
      choices: plan.rolling.map(() => choice),
      filter: 'none',
      exitTimes: UNCHANGED_EXIT,
      learning: {
        patternAid: false,
        folds: plan.rolling.map(() => ({ specification: drawSpecification(1, 1), streamId: 'm', threshold: 0.4 })),
      },
    }
    const forwards = [0, 1].map((fold) => testFold(bench, plan, subject, fold, silent)!.importance)
    const backwards = [1, 0].map((fold) => testFold(bench, plan, subject, fold, silent)!.importance)
    expect(backwards.reverse()).toEqual(forwards)
    expect(forwards[0]!.meanRise.some((rise) => rise > 0)).toBe(true)
    const { startBar, label, features } = trainingRows(bench, choice, false, silent)
    forwards.forEach((importance, fold) => {
      const { test } = plan.rolling[fold]!
      const guards = { minimumRows: 2, minimumClassRows: 1 }
      const rows = trainingRows(bench, choice, false, silent)
      const model = fitFold(bench, rows, plan.rolling[fold]!, drawSpecification(1, 1), 'm', guards, silent)
      if (!model.ok) throw new Error(model.trouble.message)
      const wanted = rowsOfEvents(rows, bench.eventsOf(choice.setting)).filter(
        (row) => row >= 0 && startBar[row]! >= test.from && startBar[row]! < test.to,
      )
      const set = selectTrainingRows({ features, label, weight: new Float64Array(label.length).fill(1) }, wanted)
      const expected = permutationImportance(model.value, set, 5, createStream(1, `importance.${fold}`), silent)!
      expect(importance!.meanRise).toEqual([...expected.meanRise])
      expect(importance!.deviation).toEqual([...expected.deviation])
    })
  })
})
