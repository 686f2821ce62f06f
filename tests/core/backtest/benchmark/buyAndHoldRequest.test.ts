import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buyAndHoldRequest } from '../../../../src/core/backtest/benchmark/buyAndHoldRequest.ts'
import type { BacktestRequest } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { NO_COSTS } from '../../../../src/core/backtest/model/executionTerms.ts'
import { NO_EXITS } from '../../../../src/core/backtest/model/exitTerms.ts'
import { runBars } from '../../../../src/core/backtest/vector/runBars.ts'
import { clockOf } from '../../../../src/core/metrics/performance/metricClock.ts'
import { performanceSummary } from '../../../../src/core/metrics/performance/performanceSummary.ts'
import { NO_LIMITS } from '../../../../src/core/risk/riskLimits.ts'
import { ALL_IN } from '../../../../src/core/risk/sizingTerms.ts'
import { calendar24x7 } from '../../../../src/core/time/calendar24x7.ts'

const DAY = 86_400_000
/** 10 bps fee, 20 bps slippage, and much that a benchmark must not read. */
const COSTS = {
  ...NO_COSTS,
  fill: 'this-close',
  fee: { ...NO_COSTS.fee, bps: 10 },
  slippage: { bps: 20, spreadBps: 0, volatilityTimes: 0 },
  impact: { model: 'linear', coefficient: 1 },
  volumeShare: 0.01,
  wholeUnits: true,
} as const

function requestOf(closes: readonly (readonly number[])[], fromBar = 0): BacktestRequest {
  const bars = closes[0]!.length
  const leg = (close: readonly number[]) => {
    const column = Float64Array.from(close)
    const open = column.map((value, bar) => (Number.isNaN(value) ? value : (column[bar - 1] ?? value) || value))
    return { open, high: column, low: column, close: column, volume: new Float64Array(bars).fill(1) }
  }
  return {
    market: {
      intervalMs: DAY,
      timeMs: Float64Array.from({ length: bars }, (_, bar) => Date.UTC(2023, 0, 1) + bar * DAY),
      instruments: closes.map(leg),
    },
    columns: closes.map(() => NO_TERM_COLUMNS),
    decisions: { kind: 'orders', orders: [{ bar: 1, instrument: 0, units: -5 }] },
    execution: closes.map(() => COSTS),
    exits: { ...NO_EXITS, stop: { kind: 'fraction', size: 0.01 }, limitBars: 2 },
    sizing: ALL_IN,
    limits: { ...NO_LIMITS, maximumPositions: 1, maximumDrawdown: 0.01 },
    startCash: 1000,
    fromBar,
    toBar: bars,
  }
}

test('worked by hand: half in each leg at the open after the first bar, costs once, never sold', () => {
  const request = buyAndHoldRequest(
    requestOf([
      [100, 50, 200],
      [10, 20, 5],
    ]),
  )
  const result = runBars(request)
  // Opens of bar 1 are the closes of bar 0: 500 buys 500 / (100 x 1.002 x 1.001) and 500 / (10 x 1.002 x 1.001).
  const paid = 1.002 * 1.001
  expect(result.fills.count).toBe(2)
  expect([...result.equity]).toEqual([
    1000,
    expect.closeTo((5 * 50 + 50 * 20) / paid, 9),
    expect.closeTo((5 * 200 + 50 * 5) / paid, 9),
  ])
  expect(result.cash[2]).toBeCloseTo(0, 9)
})

test('an instrument that begins later is bought then; one that ends is marked at its last close', () => {
  const nan = Number.NaN
  const free = requestOf([
    [100, 100, 100, 100, 100],
    [nan, nan, 10, 10, 20],
  ])
  const result = runBars(buyAndHoldRequest({ ...free, execution: free.execution.map(() => NO_COSTS) }))
  expect([...result.gross]).toEqual([0, 500, 500, 1000, 1500])
  const ended = requestOf([[100, 100, 120, nan, nan]])
  const last = runBars(buyAndHoldRequest({ ...ended, execution: [NO_COSTS] }))
  expect([...last.equity]).toEqual([1000, 1000, 1200, 1200, 1200])
})

test('without costs equal shares earn the mean of the legs, from the open after the first bar that is traded', () => {
  const closes = fc.array(fc.array(fc.double({ min: 5, max: 500, noNaN: true }), { minLength: 6, maxLength: 6 }), {
    minLength: 1,
    maxLength: 5,
  })
  fc.assert(
    fc.property(closes, fc.integer({ min: 0, max: 3 }), (legs, fromBar) => {
      const free = requestOf(legs, fromBar)
      const request = { ...free, execution: free.execution.map(() => NO_COSTS) }
      const result = runBars(buyAndHoldRequest(request))
      const growth = legs.reduce((sum, close) => sum + close[5]! / close[fromBar]!, 0) / legs.length
      expect(result.equity.at(-1)! / 1000).toBeCloseTo(growth, 8)
    }),
  )
})

test('what an engine gives is what the figures take', () => {
  const request = buyAndHoldRequest(requestOf([[100, 50, 200, 210]], 1))
  const result = runBars(request)
  const { timeMs } = request.market
  const history = { ...result, timeMs: timeMs.subarray(1), fromBar: 1, startCash: 1000 }
  const { figures } = performanceSummary(history, clockOf([calendar24x7]), {
    name: 'Itself',
    startCash: 1000,
    equity: result.equity,
  })
  expect(figures.totalReturn.value).toBeCloseTo(210 / 50 / (1.002 * 1.001) - 1, 9)
  expect(figures.exposure.value).toBeCloseTo(2 / 3, 12)
  expect(figures.costs.value).toBeCloseTo(1000 - 1000 / (1.002 * 1.001), 9)
})
