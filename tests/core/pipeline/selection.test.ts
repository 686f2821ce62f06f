import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TradeList } from '../../../src/core/backtest/tradeList.ts'
import { createTradeList } from '../../../src/core/backtest/tradeList.ts'
import { chooseWinner } from '../../../src/core/pipeline/selection/chooseWinner.ts'
import { planFolds } from '../../../src/core/pipeline/selection/foldPlan.ts'
import {
  NO_SCORE,
  STATISTIC,
  STATISTIC_COUNT,
  writeFoldStatistics,
} from '../../../src/core/pipeline/selection/foldStatistics.ts'
import { LADDER } from '../../../src/core/pipeline/selection/ladder.ts'
import {
  frozenWinners,
  gridStatistics,
  selectFromStatistics,
} from '../../../src/core/pipeline/selection/selectConfigurations.ts'
import { createWorkbench } from '../../../src/core/pipeline/workbench.ts'
import type { Fold } from '../../../src/core/validation/walkForward.ts'
import { garbleAfter } from '../../fakes/garbleAfter.ts'
import { uniformStream } from '../features/samplePair.ts'
import { marketColumns, planOf, smallConfig } from './smallRun.ts'

const FOLD: Fold = {
  index: 0,
  train: { from: 100, to: 500 },
  validation: { from: 500, to: 600 },
  test: { from: 600, to: 700 },
}
const BARS_PER_YEAR = 1000

/** Trades one after the other over `bars` bars. */
function randomTrades(bars: number, seed: number): TradeList {
  const uniform = uniformStream(seed)
  const trades = createTradeList(bars)
  for (let bar = Math.floor(uniform() * 8); bar < bars - 12; ) {
    const held = 1 + Math.floor(uniform() * 11)
    const at = trades.count++
    trades.decisionBar[at] = bar
    trades.exitBar[at] = bar + held
    trades.netReturn[at] = (uniform() - 0.45) * 0.05
    bar += held + Math.floor(uniform() * 10)
  }
  return trades
}

function rowOf(trades: TradeList, fold: Fold = FOLD): Float64Array {
  const out = new Float64Array(STATISTIC_COUNT)
  writeFoldStatistics(trades, fold, BARS_PER_YEAR, out, 0)
  return out
}

/** The definitions, told slowly with lists. */
function slowRow(trades: TradeList, fold: Fold): number[] {
  const all = Array.from({ length: trades.count }, (_, row) => ({
    bar: trades.decisionBar[row]!,
    exit: trades.exitBar[row]!,
    net: trades.netReturn[row]!,
  }))
  const inside = ({ from, to }: { from: number; to: number }) => all.filter(({ bar, exit }) => bar >= from && exit < to)
  const [train, validation] = [inside(fold.train), inside(fold.validation)]
  const mean = (list: typeof all) => (list.length > 0 ? list.reduce((sum, { net }) => sum + net, 0) / list.length : 0)
  const both = [...train, ...validation]
  const average = mean(both)
  const deviation = Math.sqrt(both.reduce((sum, { net }) => sum + (net - average) ** 2, 0) / (both.length - 1))
  const score = both.length >= 2 && deviation > 1e-9 ? (average / deviation) * Math.sqrt(both.length) : NO_SCORE
  const wealth = [1]
  for (const { net } of both) wealth.push(wealth.at(-1)! * (1 + net))
  const drawdown = Math.max(...wealth.map((value, t) => 1 - value / Math.max(...wealth.slice(0, t + 1))))
  const years = (fold.validation.to - fold.train.from) / BARS_PER_YEAR
  const annual = wealth.at(-1)! ** (1 / years) - 1
  const quarter = (fold.train.to - fold.train.from) / 4
  const gains = [0, 1, 2, 3].filter((part) => {
    const [from, to] = [fold.train.from + part * quarter, fold.train.from + (part + 1) * quarter]
    return train.filter(({ bar }) => bar >= from && bar < to).reduce((sum, { net }) => sum + net, 0) > 0
  })
  const calmar = drawdown > 0 ? annual / drawdown : annual > 0 ? Number.MAX_VALUE : 0
  return [train.length, mean(train), validation.length, mean(validation), score, drawdown, calmar, gains.length / 4]
}

describe('writeFoldStatistics', () => {
  it('agrees with the definitions told slowly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const trades = randomTrades(720, seed)
        const slow = slowRow(trades, FOLD)
        rowOf(trades).forEach((value, column) => {
          expect(Math.abs(value - slow[column]!)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(slow[column]!)))
        })
      }),
      { numRuns: 100 },
    )
  })

  it('never looks at what a trade made whose barrier ends outside train and validation', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const trades = randomTrades(720, seed)
        const before = rowOf(trades)
        for (let row = 0; row < trades.count; row++) {
          const [bar, exit] = [trades.decisionBar[row]!, trades.exitBar[row]!]
          const inTrain = bar >= FOLD.train.from && exit < FOLD.train.to
          const inValidation = bar >= FOLD.validation.from && exit < FOLD.validation.to
          if (!inTrain && !inValidation) trades.netReturn[row] = row % 2 === 0 ? 9 : -0.9
        }
        expect(rowOf(trades)).toEqual(before)
      }),
      { numRuns: 100 },
    )
  })

  it('purges trades that reach over a border: neither block counts them', () => {
    const trades = createTradeList(3)
    trades.count = 3
    trades.decisionBar.set([490, 595, 610])
    trades.exitBar.set([500, 600, 612])
    trades.netReturn.set([1, 1, 1])
    const row = rowOf(trades)
    expect(row[STATISTIC.trainTrades]).toBe(0)
    expect(row[STATISTIC.validationTrades]).toBe(0)
    expect(row[STATISTIC.score]).toBe(NO_SCORE)
  })

  it('gives no score to returns that do not differ, rather than an enormous one', () => {
    const trades = createTradeList(40)
    for (let row = 0; row < 40; row++) {
      trades.decisionBar[row] = 100 + row * 10
      trades.exitBar[row] = 105 + row * 10
      trades.netReturn[row] = 0.1
    }
    trades.count = 40
    expect(rowOf(trades)[STATISTIC.score]).toBe(NO_SCORE)
  })
})

type Row = Partial<Record<keyof typeof STATISTIC, number>>

const GOOD: Row = {
  trainTrades: 60,
  trainMean: 0.01,
  validationTrades: 20,
  validationMean: 0.01,
  score: 2,
  drawdown: 0.1,
  calmar: 1,
  stability: 1,
}

function winnerOf(rows: readonly Row[]) {
  const statistics = new Float64Array(rows.length * STATISTIC_COUNT)
  rows.forEach((row, configuration) => {
    for (const [name, at] of Object.entries(STATISTIC)) {
      statistics[configuration * STATISTIC_COUNT + at] = { ...GOOD, ...row }[name as keyof typeof STATISTIC]!
    }
  })
  return chooseWinner(statistics, rows.length, 1, 0, LADDER)
}

describe('chooseWinner', () => {
  it('takes the best score of those that pass, ties going to the first', () => {
    expect(winnerOf([{ score: 1 }, { score: 3 }, { score: 3 }, { score: 2 }])).toEqual({
      configuration: 1,
      rung: 0,
      score: 3,
      eligible: 4,
    })
  })

  it.each<[string, Row]>([
    ['too few train trades', { trainTrades: 29 }],
    ['too few validation trades', { validationTrades: 7 }],
    ['a loss on train', { trainMean: 0 }],
    ['a loss on validation', { validationMean: -0.001 }],
    ['too deep a drawdown', { drawdown: 0.26 }],
    ['too low a Calmar ratio', { calmar: 0.4 }],
    ['too little stability', { stability: 0.25 }],
  ])('passes over a better score with %s while another passes the rung', (_name, fault) => {
    expect(winnerOf([{ score: 9, ...fault }, { score: 1 }])).toEqual({
      configuration: 1,
      rung: 0,
      score: 1,
      eligible: 1,
    })
    expect(winnerOf([{ score: 9, ...fault }]).rung).toBeGreaterThan(0)
  })

  it('goes down the ladder one rung at a time', () => {
    const second = { trainTrades: 20, validationTrades: 4, calmar: 0, stability: 0.25 }
    const third = { trainTrades: 15, validationTrades: 1, validationMean: -0.01 }
    const last = { trainTrades: 8, trainMean: -0.01, validationTrades: 0, calmar: -5, drawdown: 0.9, stability: 0 }
    expect(
      winnerOf([
        { score: 9, ...last },
        { score: 8, ...third },
        { score: 1, ...second },
      ]).configuration,
    ).toBe(2)
    expect(
      winnerOf([
        { score: 9, ...last },
        { score: 1, ...third },
      ]),
    ).toMatchObject({ configuration: 1, rung: 2 })
    expect(winnerOf([{ score: -1, ...last }])).toMatchObject({ configuration: 0, rung: 3 })
  })

  it('finds nothing where nothing traded enough or has a score, on the last rung', () => {
    const none = { configuration: -1, rung: 3, score: NO_SCORE, eligible: 0 }
    expect(winnerOf([{ trainTrades: 7 }, { score: NO_SCORE }])).toEqual(none)
  })
})

describe('planFolds', () => {
  const config = smallConfig()
  const plan = planOf(config, 9600)

  it('ends each scheme with a fold that sees only development bars and tests none of them', () => {
    for (const scheme of ['anchored', 'rolling'] as const) {
      const folds = plan[scheme]
      expect(folds.length).toBe(config.folds.count + 1)
      const last = folds.at(-1)!
      expect(last.validation.to).toBe(9600)
      expect(last.test).toEqual({ from: 9600, to: 9600 })
      expect(last.train.to).toBe(last.validation.from)
      expect(last.validation.to - last.validation.from).toBe(folds[0]!.validation.to - folds[0]!.validation.from)
      expect(last.index).toBe(config.folds.count)
      folds.forEach((fold, index) => {
        expect(fold.train.to).toBe(fold.validation.from)
        expect(fold.validation.to).toBe(fold.test.from)
        if (index > 0) expect(fold.test.from).toBe(folds[index - 1]!.test.to)
        if (scheme === 'rolling')
          expect(fold.train.to - fold.train.from).toBe(folds[0]!.train.to - folds[0]!.train.from)
        else expect(fold.train.from).toBe(0)
      })
    }
  })

  it('refuses a history that is too short, with a code', () => {
    const short = planFolds(config, 1500)
    expect(short.ok).toBe(false)
    if (!short.ok) expect(short.trouble.code).toBe('too-few-bars')
  })
})

describe('the selection on a market', () => {
  const config = smallConfig()
  const bars = 4000
  const columns = marketColumns('planted', 2, bars)
  const plan = planOf(config, bars)
  const count = config.settings.length * config.exits.length

  it('freezes each fold the same way whatever its test bars hold', { timeout: 60_000 }, () => {
    const statistics = gridStatistics(createWorkbench(columns, config, 1), plan, 0, count, 0, () => {})
    const selection = selectFromStatistics(config, plan, statistics)
    for (const index of [0, 3, 5]) {
      const garbled = createWorkbench(garbleAfter(columns, plan.anchored[index]!.test.from), config, 1)
      const other = selectFromStatistics(
        config,
        plan,
        gridStatistics(garbled, plan, 0, count, 0, () => {}),
      )
      const frozen = frozenWinners(selection)
      expect(frozenWinners(other).slice(0, index + 1)).toEqual(frozen.slice(0, index + 1))
      expect(other.schemeOfFold.slice(0, index + 1)).toEqual(selection.schemeOfFold.slice(0, index + 1))
      expect(frozenWinners(other).at(-1)).not.toEqual(frozen.at(-1))
    }
  })

  it('gives each fold the scheme that led on validation up to that fold, anchored on a tie', () => {
    const each = plan.anchored.length
    const small = { ...config, settings: config.settings.slice(0, 1), exits: config.exits.slice(0, 1) }
    const schemesFor = (rollingMeans: readonly number[]) => {
      const statistics = new Float64Array(2 * each * STATISTIC_COUNT)
      for (let fold = 0; fold < 2 * each; fold++) {
        for (const [name, at] of Object.entries(STATISTIC)) {
          statistics[fold * STATISTIC_COUNT + at] = GOOD[name as keyof typeof STATISTIC]!
        }
        statistics[fold * STATISTIC_COUNT + STATISTIC.validationMean] = fold < each ? 0.01 : rollingMeans[fold - each]!
      }
      return selectFromStatistics(small, plan, statistics).schemeOfFold
    }
    const same = plan.rolling.map(() => 0.01)
    expect(schemesFor(same)).toEqual(plan.rolling.map(() => 'anchored'))
    for (const changed of [0, 2, each - 1]) {
      const better = same.map((mean, fold) => (fold === changed ? 0.02 : mean))
      expect(schemesFor(better)).toEqual(same.map((_, fold) => (fold >= changed ? 'rolling' : 'anchored')))
    }
  })
})
