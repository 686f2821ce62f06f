import { expect, it } from 'vitest'
import { runByEvents } from '../../../../src/core/backtest/event/runByEvents.ts'
import type { BacktestRequest } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../../../../src/core/backtest/model/backtestRequest.ts'
import type { BacktestResult } from '../../../../src/core/backtest/model/backtestResult.ts'
import { NO_COSTS } from '../../../../src/core/backtest/model/executionTerms.ts'
import { NO_EXITS } from '../../../../src/core/backtest/model/exitTerms.ts'
import { runBacktest } from '../../../../src/core/backtest/runBacktest.ts'
import { NO_LIMITS, REFUSALS, type Refusal } from '../../../../src/core/risk/riskLimits.ts'

const BARS = 3
const flat = new Float64Array(BARS).fill(100)
const leg = { open: flat, high: flat, low: flat, close: flat, volume: flat }
const none = new Uint8Array(BARS)
const signals = { enterLong: Uint8Array.of(1, 0, 0), exitLong: none, enterShort: none, exitShort: none }

/** Three instruments at 100, each wants half of 1,000; the first and the third are of one sector. */
const request: BacktestRequest = {
  market: { intervalMs: 1, timeMs: Float64Array.of(0, 1, 2), instruments: [leg, leg, leg] },
  columns: [NO_TERM_COLUMNS, NO_TERM_COLUMNS, NO_TERM_COLUMNS],
  decisions: { kind: 'signals', instruments: [signals, signals, signals] },
  execution: [0, 1, 2].map(() => ({ ...NO_COSTS, leverage: 3 })),
  exits: NO_EXITS,
  sizing: { method: 'fraction', fraction: 0.5 },
  limits: {
    ...NO_LIMITS,
    groups: [
      { refusal: 'group-share', maximumShare: 1.2, groupOf: [0, 0, 0] },
      { refusal: 'sector-share', maximumShare: 0.6, groupOf: [7, 8, 7] },
    ],
  },
  startCash: 1_000,
  fromBar: 0,
  toBar: BARS,
}

const ENGINES = [
  ['vector', runBacktest],
  ['event', runByEvents],
] as const
const unitsOf = ({ fills }: BacktestResult) => [...fills.units.subarray(0, fills.count)]

it.each(ENGINES)(
  '%s engine: an asset class and a sector each cut what is wanted, and each cut is counted',
  (_, run) => {
    const result = run(request)
    const refused = (why: Refusal) => result.refused[REFUSALS.indexOf(why)]
    expect(unitsOf(result)).toEqual([5, 5, 1])
    expect([refused('group-share'), refused('sector-share'), refused('instrument-share')]).toEqual([1, 1, 0])
  },
)

it.each(ENGINES)('%s engine: the legs of a pair are entered at their hedge ratio and left together', (_, run) => {
  const priced = (...prices: readonly number[]) => {
    const column = Float64Array.from(prices)
    return { open: column, high: column, low: column, close: column, volume: column }
  }
  const pair: BacktestRequest = {
    ...request,
    market: { ...request.market, instruments: [priced(100, 100, 110), priced(50, 50, 53)] },
    columns: [NO_TERM_COLUMNS, NO_TERM_COLUMNS],
    execution: [NO_COSTS, NO_COSTS],
    // 1.5 units of the second are sold for each of the first.
    decisions: {
      kind: 'targets',
      instruments: [Float64Array.of(0.4, 0, Number.NaN), Float64Array.of(-0.3, 0, Number.NaN)],
    },
    limits: NO_LIMITS,
  }
  const result = run(pair)
  expect(unitsOf(result)).toEqual([4, 6, 4, 6])
  expect([...result.fills.side.subarray(0, 4)]).toEqual([1, -1, -1, 1])
  // 4 x 10 - 6 x 3
  expect(result.equity.at(-1)).toBeCloseTo(1_022, 9)
})
