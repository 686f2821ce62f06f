import { expect, test } from 'vitest'
import { pipelineRun } from '../../../src/core/leaderboard/pipelineRun.ts'
import { DAY_MS, HOUR_MS } from '../../../src/core/time/durations.ts'

const START = Date.UTC(2020, 0, 1)
const DAYS = 400

/** 1,000 that gains 10 % on day 1 and loses 5 % on day 3, each by one trade; nothing else happens. */
function curve() {
  const equity = Array.from({ length: DAYS }, (_, day) => (day < 1 ? 1_000 : day < 3 ? 1_100 : 1_045))
  const dayReturns = equity.map((value, day) => value / (equity[day - 1] ?? 1_000) - 1)
  const trade = (day: number, netReturn: number) => ({ decisionMs: START + day * DAY_MS - HOUR_MS, netReturn })
  const trades = [trade(1, 0.1), trade(3, -0.05)]
  return {
    account: {
      dayStartMs: equity.map((_, day) => START + day * DAY_MS),
      equity,
      dayReturns,
      startCapital: 1_000,
      endEquity: 1_045,
      profit: 45,
      trades: 2,
      netExpectancy: 0.025,
      sharpePerDay: null,
      sharpePerYear: null,
      maxDrawdown: 0.05,
      calmar: null,
      avgMonthlyProfit: null,
      monthStartMs: [],
      monthProfit: [],
      wholeMonthDayCounts: [],
    },
    trades: {
      decisionMs: trades.map(({ decisionMs }) => decisionMs),
      exitMs: trades.map(({ decisionMs }) => decisionMs + HOUR_MS),
      role: [0, 0],
      direction: [1, 1],
      weight: [1, 1],
      grossReturn: [0.1, -0.05],
      netReturn: trades.map(({ netReturn }) => netReturn),
      fold: [1, 1],
    },
  }
}

test('money of a trade is its return on the equity before the day of its entry', () => {
  const stress = [
    { costTimes: 1, profit: 45 },
    { costTimes: 1.5, profit: 40 },
    { costTimes: 2, profit: -1 },
  ]
  const run = pipelineRun(curve(), HOUR_MS, stress)
  expect(run.values.totalReturn).toBeCloseTo(0.045, 12)
  expect(run.values.maxDrawdown).toBeCloseTo(0.05, 12)
  expect(run.values.annualReturn).toBeCloseTo(1.045 ** (365 / DAYS) - 1, 12)
  expect(run.values).toMatchObject({ tradeCount: 2, winRate: 0.5 })
  // 10 % of 1,000 won, 5 % of 1,100 lost
  expect(run.values.profitFactor).toBeCloseTo(100 / 55, 12)
  expect(run.sharpe?.observations).toBe(DAYS)
  expect(run.sharpe!.sharpePerPeriod * Math.sqrt(365)).toBeCloseTo(run.values.sharpeRatio!, 12)
  expect(run).toMatchObject({ profitAtCosts150: 40, profitAtCosts200: -1 })
  expect(run.why.beta).toBe('A pipeline does not measure it.')
  expect(Object.keys(run.values).some((key) => key in run.why)).toBe(false)
})

test('without trades nothing is claimed', () => {
  const made = curve()
  const none = {
    decisionMs: [],
    exitMs: [],
    role: [],
    direction: [],
    weight: [],
    grossReturn: [],
    netReturn: [],
    fold: [],
  }
  const flat = {
    ...made.account,
    equity: made.account.equity.map(() => 1_000),
    dayReturns: made.account.equity.map(() => 0),
  }
  const run = pipelineRun({ account: flat, trades: none }, HOUR_MS, [])
  expect(run.values.tradeCount).toBe(0)
  expect(run.why).toMatchObject({
    winRate: 'No trade was closed.',
    sharpeRatio: 'Equity never moved: nothing was held.',
  })
  expect(run).toMatchObject({ sharpe: null, profitAtCosts150: null })
})
