import { describe, expect, it } from 'vitest'
import { runBacktest } from '../../../../src/core/backtest/runBacktest.ts'
import { silentBeat } from '../../../../src/core/job/beat.ts'
import { assumptionCard } from '../../../../src/core/pipeline/stressing/assumptionCard.ts'
import { breakEven, costStress, MOST_TIMES } from '../../../../src/core/pipeline/stressing/costStress.ts'
import { barsLater, delayStress } from '../../../../src/core/pipeline/stressing/delayStress.ts'
import { regimeSplit, regimesAtClose } from '../../../../src/core/pipeline/stressing/regimeSplit.ts'
import { returnStress } from '../../../../src/core/pipeline/stressing/returnStress.ts'
import { createStressBench } from '../../../../src/core/pipeline/stressing/stressBench.ts'
import { figuresOf } from '../../../../src/core/pipeline/stressing/stressFigures.ts'
import {
  keptShare,
  neighbourPoints,
  neighbourValues,
} from '../../../../src/core/pipeline/stressing/stressNeighbours.ts'
import { closedTradeReturns, tradeStress } from '../../../../src/core/pipeline/stressing/tradeStress.ts'
import { stressTask } from './stressScene.ts'

const task = stressTask()
const bench = createStressBench(task)
const base = figuresOf(bench.request, bench.result, task.clock)

describe('costs and delays', () => {
  it('are the backtest itself at one time the costs and without a delay', () => {
    expect(base.trades).toBeGreaterThan(30)
    const costs = costStress(bench.request, [2, 1, 0], task.clock, silentBeat)
    expect(costs?.rows.map(({ times }) => times)).toEqual([0, 1, 2])
    expect(costs?.rows[1]?.figures).toEqual(base)
    expect(costs?.rows[0]?.figures.profit).toBeGreaterThan(base.profit)
    const delays = delayStress(bench.request, [0, 1], task.clock, silentBeat)
    expect(delays.rows[0]?.figures).toEqual(base)
    expect(delays.rows[1]?.figures).not.toEqual(base)
    expect(barsLater(bench.request, 0)).toBe(bench.request)
  })

  it('say nothing of a backtest that trades free of costs, whatever borrowing is said to cost', () => {
    for (const borrow_per_year of [0, 0.1]) {
      const execution = { slippage: 0, commission: 0, borrow_per_year }
      const free = createStressBench(stressTask({ backtest: { execution } }))
      expect(costStress(free.request, [1], task.clock, silentBeat)).toBeNull()
    }
  })

  it('find where a falling profit crosses zero', () => {
    const line = (start: number, slope: number) => (times: number) => ({ profit: start - slope * times })
    expect(breakEven(line(100, 37)).times).toBeCloseTo(100 / 37, 2)
    expect(breakEven(line(0.5, 1)).times).toBeCloseTo(0.5, 2)
    expect(breakEven(line(-1, 1))).toEqual({ times: 0, isAtLeast: false })
    expect(breakEven(line(1, 0))).toEqual({ times: MOST_TIMES, isAtLeast: true })
  })
})

describe('the assumption card', () => {
  const card = assumptionCard(task, silentBeat)
  const row = (id: string) => card.rows.find((own) => own.id === id)!

  it('shows what each takes, and never more by a pessimistic cost', () => {
    for (const id of ['spread', 'slippage', 'impact']) expect(row(id).figures!.profit).toBeLessThan(base.profit)
    expect(card.together.profit).toBeLessThan(Math.min(...card.rows.map(({ figures }) => figures?.profit ?? Infinity)))
    expect(row('intrabar').figures).toEqual(base)
  })

  it('takes the worse of the honest fills', () => {
    const close = assumptionCard(stressTask({ backtest: { execution: { fill: 'next_close' } } }), silentBeat).rows[0]!
    expect([close.figures!.profit, row('fill').figures!.profit]).toEqual([
      row('fill').figures!.profit,
      Math.min(base.profit, row('fill').figures!.profit),
    ])
  })

  it('keeps a fill that nobody could have had where it earns less than the others', () => {
    const optimistic = stressTask({ backtest: { execution: { fill: 'this_close' } } })
    const { request, result } = createStressBench(optimistic)
    const own = figuresOf(request, result, optimistic.clock).profit
    const worst = assumptionCard(optimistic, silentBeat).rows[0]!
    expect(worst.figures!.profit).toBe(Math.min(own, base.profit, row('fill').figures!.profit))
  })

  it('says what cannot be told', () => {
    expect(row('funding')).toMatchObject({ figures: null, why: expect.stringContaining('no rates') })
    const long = assumptionCard(stressTask({ backtest: { direction: 'long', risk_management: {} } }), silentBeat).rows
    expect(long.find(({ id }) => id === 'borrow')?.why).toContain('short')
    expect(long.find(({ id }) => id === 'intrabar')?.why).toContain('not both')
  })

  it('charges funding where the workspace has rates', () => {
    const rate = new Float64Array(task.market.timeMs.length).fill(0.0001)
    const charged = assumptionCard(stressTask({ backtest: { direction: 'long' } }), silentBeat)
    const paid = assumptionCard(
      { ...stressTask({ backtest: { direction: 'long' } }), funding: [rate, rate] },
      silentBeat,
    )
    const without = createStressBench(stressTask({ backtest: { direction: 'long' } }))
    const own = figuresOf(without.request, without.result, task.clock)
    expect(charged.rows.find(({ id }) => id === 'funding')?.figures).toBeNull()
    expect(paid.rows.find(({ id }) => id === 'funding')!.figures!.profit).toBeLessThan(own.profit)
  })
})

describe('neighbours', () => {
  const range = { minimum: 1, maximum: 100, isInteger: true, unit: 20 }

  it('lie at relative steps inside the range', () => {
    expect(neighbourValues(50, [0.1, 0.2], range)).toEqual([40, 45, 55, 60])
    expect(neighbourValues(3, [0.1, 0.2], range)).toEqual([1, 2, 4, 5])
    expect(neighbourValues(1, [0.1], range)).toEqual([2])
    expect(neighbourValues(0.5, [0.1], { ...range, minimum: -1, isInteger: false })).toEqual([0.45, 0.55])
    expect(neighbourValues(0, [0.1], { ...range, minimum: -1, isInteger: false, unit: 0.5 })).toEqual([-0.05, 0.05])
  })

  it('are the numbers of the strategy and of its exits, one changed at a time', () => {
    const points = neighbourPoints(task)
    expect([...new Set(points.map(({ name }) => name))]).toEqual(['fast', 'slow', 'stop_loss', 'take_profit'])
    for (const { name, value, parameters, spec } of points.filter(({ name: own }) => own === 'fast')) {
      expect(parameters).toEqual({ ...task.parameters, [name]: value })
      expect(spec.strategy?.parameters).toEqual({ ...task.spec.strategy?.parameters, [name]: value })
    }
    const close = neighbourPoints(stressTask({ parameters: { fast: 19, slow: 20, average: 'sma' } }))
    expect(close.some(({ name, value }) => name === 'fast' && value >= 20)).toBe(false)
  })

  it('keep half of a positive Sharpe ratio, or do not', () => {
    const rows = [1, 0.5, 0.49, null, -1].map((sharpe) => ({ figures: { ...base, sharpe } }))
    expect(keptShare(rows, 1)).toBe(2 / 5)
    expect(keptShare(rows, -4)).toBe(3 / 5)
  })
})

describe('regimes', () => {
  const { rows } = regimeSplit(bench.request, bench.result, 8_760)
  const of = (family: string) => rows.filter((row) => row.family === family)

  it('part the whole profit by year, and every entry', () => {
    const sum = (key: 'profit' | 'entries' | 'bars') => of('year').reduce((total, row) => total + row[key], 0)
    expect(of('year').map(({ name }) => name)).toEqual(['2021', '2022'])
    expect(sum('profit')).toBeCloseTo(base.profit, 6)
    expect(sum('entries')).toBe(base.trades)
    expect(sum('bars')).toBe(task.toBar - task.fromBar)
  })

  it('part what a bar earns by the state at the close before it', () => {
    const { trend } = regimesAtClose(task.market)
    const { equity } = bench.result
    const profit = new Map<string | null, number>()
    for (let row = 0; row < equity.length; row++) {
      const name = trend[task.fromBar + row - 1] ?? null
      const before = row === 0 ? task.startCash : equity[row - 1]!
      profit.set(name, (profit.get(name) ?? 0) + equity[row]! - before)
    }
    for (const row of of('trend')) expect(row.profit).toBeCloseTo(profit.get(row.name)!, 6)
  })

  it('are known at the close: bars that come later change none of them', () => {
    const length = 1_500
    const cut = (column: Float64Array) => column.subarray(0, length)
    const instruments = task.market.instruments.map((leg) => ({
      open: cut(leg.open),
      high: cut(leg.high),
      low: cut(leg.low),
      close: cut(leg.close),
      volume: cut(leg.volume),
    }))
    const early = regimesAtClose({ ...task.market, timeMs: cut(task.market.timeMs), instruments })
    const whole = regimesAtClose(task.market)
    expect(early.volatility).toEqual(whole.volatility.slice(0, length))
    expect(early.trend).toEqual(whole.trend.slice(0, length))
    expect(new Set(whole.trend)).toEqual(new Set([null, 'up', 'flat', 'down']))
  })
})

describe('returns and trades', () => {
  const trades = closedTradeReturns(bench.result.positions)

  it('leave out nothing and lose nothing', () => {
    const { skipped, withoutBest, order } = tradeStress(trades, [0.2], { resamples: 200, seed: 3 }, silentBeat)!
    expect(skipped[0]!.left).toBe(Math.round(0.2 * trades.length))
    expect(withoutBest[0]!.totalReturn).toBeLessThan(trades.reduce((wealth, value) => wealth * (1 + value), 1) - 1)
    expect(order.p95).toBeGreaterThanOrEqual(order.p50)
    expect(tradeStress(new Float64Array(0), [0.2], { resamples: 100, seed: 3 }, silentBeat)).toBeNull()
  })

  it('have an interval around what happened, and none without spread', () => {
    const returns = Float64Array.from({ length: 400 }, (_, day) => 0.001 + 0.01 * Math.sin(day * 12.9898))
    const made = returnStress({ returns, periodsPerYear: 365 }, 1_000, { resamples: 500, seed: 3 }, silentBeat)!
    const growth = returns.reduce((wealth, value) => wealth * (1 + value), 1) - 1
    expect(made.totalReturn.p5).toBeLessThan(growth)
    expect(made.totalReturn.p95).toBeGreaterThan(growth)
    expect(made.fan.real.at(-1)).toBeCloseTo(1_000 * (1 + growth), 6)
    const flat = { returns: new Float64Array(400), periodsPerYear: 365 }
    expect(returnStress(flat, 1_000, { resamples: 100, seed: 3 }, silentBeat)).toBeNull()
  })

  it('count closed trades in the order of their exits', () => {
    const again = runBacktest(bench.request).positions
    expect(trades).toHaveLength([...again.exitBar.subarray(0, again.count)].filter((bar) => bar >= 0).length)
  })
})
